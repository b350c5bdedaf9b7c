"""What people wait for from an idea: its answer, its news, and being told of them."""

from dataclasses import dataclass
from datetime import date

from beffroi.contributions.rules import Visibility, is_late
from beffroi.core.clock import today


@dataclass(frozen=True, kw_only=True)
class Awaited:
    """`silent_since`: without news for so long that people are told of it.

    `is_followed`: the reader is told of what becomes of it.
    """

    visibility: str
    answer_due_on: date | None = None
    answered_on: date | None = None
    silent_since: date | None = None
    is_followed: bool = False

    @property
    def is_answer_late(self) -> bool:
        """Whether an answer was promised by a day that is past."""
        is_public = self.visibility == Visibility.PUBLISHED
        return is_public and is_late(self.answer_due_on, self.answered_on, today())


@dataclass(frozen=True)
class AwaitedInPlace:
    """How many answers a call still owes in one of its neighbourhoods."""

    neighbourhood_slug: str
    soon: int
    late: int
