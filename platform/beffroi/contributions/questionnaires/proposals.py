"""What staff hand to the services to begin or change a questionnaire: plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Description:
    """How a questionnaire presents itself.

    `results_shown` is when its results are public: `never`, once its call is `closed`, `always`.
    """

    title: str
    intro: str = ""
    is_anonymous: bool = False
    results_shown: str = "closed"
