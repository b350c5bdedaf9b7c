"""What is read of the life of an idea."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from beffroi.contributions.views.merges import IdeaRef
from beffroi.core.clock import today
from beffroi.correspondence import rules as requests
from beffroi.correspondence.views import OfficeRef
from beffroi.territories.views import StructureView


@dataclass(frozen=True, kw_only=True)
class HistoryStep:
    """Something that became of it: a move, a proposal to elsewhere, an office that was asked.

    `puts_right`: said again at the stage where it stood, so the words before were put right.
    `company`: what happened with other `ideas`, those that may be named; `answer` then says why.
    """

    number: int | None
    at: datetime
    stage: str | None
    answer: str
    structure: StructureView | None
    office: OfficeRef | None
    next_step: str
    next_step_on: date | None
    forwarded_to: str | None
    request_id: uuid.UUID | None
    request_state: str | None
    due_on: date | None
    puts_right: bool
    company: str | None = None
    ideas: tuple[IdeaRef, ...] = ()

    @property
    def kind(self) -> str:
        """ "asked", "forwarded", "moved", or what happened with other ideas."""
        if self.company is not None:
            return self.company
        if self.request_id is not None:
            return "asked"
        return "moved" if self.forwarded_to is None else "forwarded"

    @property
    def is_awaited(self) -> bool:
        """Whether the answer of this office is still expected."""
        return self.request_state is not None and self.request_state in requests.OPEN

    @property
    def is_late(self) -> bool:
        """Whether it is overdue."""
        return self.due_on is not None and self.is_awaited and today() > self.due_on
