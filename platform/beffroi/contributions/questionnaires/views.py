"""What is read of questionnaires: frozen, with all that a page or the API shows."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from beffroi.contributions.rules.questions import Definition, as_json
from beffroi.identity.rules.proofs import Missing


@dataclass(frozen=True)
class OfCall:
    """The call of a questionnaire, in brief, and when its questionnaires are answered.

    `answers_until` is None when none of its phases opens them.
    """

    slug: str
    title: str
    contract_slug: str
    closes_at: datetime | None
    answers_until: datetime | None
    is_answered: bool
    is_over: bool

    @property
    def url(self) -> str:
        return f"/appels/{self.slug}"


@dataclass(frozen=True)
class QuestionnaireView:
    """A questionnaire with its questions; `is_open` while it may be answered."""

    id: uuid.UUID
    call: OfCall
    title: str
    intro: str
    is_anonymous: bool
    results_shown: str
    definition: Definition = field(repr=False)
    version: int
    published_at: datetime | None
    frozen_at: datetime | None
    is_open: bool

    @property
    def url(self) -> str:
        return f"{self.call.url}/questionnaires/{self.id}"

    @property
    def desk_url(self) -> str:
        return f"/administration/questionnaires/{self.id}"

    @property
    def questions(self) -> list[dict[str, Any]]:
        """The questions as JSON."""
        listed: list[dict[str, Any]] = as_json(self.definition)["questions"]
        return listed

    @property
    def shows_results(self) -> bool:
        """Whether anybody may read its results now."""
        shown = self.results_shown
        return shown == "always" or (shown == "closed" and self.call.is_over)


@dataclass(frozen=True)
class SheetView:
    """One's own answers, under one's name."""

    answers: dict[str, Any]
    answered_on: date
    counted: bool


@dataclass(frozen=True)
class Receipt:
    """What became of answers that were sent. `is_new` is false when they had come before."""

    is_new: bool
    counted: bool
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True)
class Standing:
    """Where somebody stands with a questionnaire: their sheet, if it bears a name, or the roll."""

    has_answered: bool = False
    sheet: SheetView | None = None
    missing: tuple[Missing, ...] = ()
