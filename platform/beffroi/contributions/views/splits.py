"""What those who wrote an idea, and the staff, read of its being made into several."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from beffroi.contributions.rules.splits import SplitState
from beffroi.core.i18n import LazyString


@dataclass(frozen=True)
class PieceView:
    """One of the ideas: proposed, without an id, or made. `is_theirs`: a passage of the text."""

    id: uuid.UUID | None
    title: str
    body: str
    is_theirs: bool

    @property
    def url(self) -> str:
        return f"/idees/{self.id}" if self.id else ""


@dataclass(frozen=True)
class ObjectionView:
    """What one of those who wrote the idea says against it, and what was answered."""

    words: str
    written_at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SplitView:
    """The text as it was, and the ideas it becomes. `obstacle`: why it cannot be whole again.

    `objections` are all of them for the staff, one's own for those who wrote the idea.
    """

    idea_id: uuid.UUID
    title: str
    body: str
    state: str
    reason: str
    proposed_at: datetime
    split_at: datetime | None
    ended_at: datetime | None
    ended_reason: str
    pieces: tuple[PieceView, ...]
    obstacle: LazyString | None
    objections: tuple[ObjectionView, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether a yes is waited for."""
        return self.state == SplitState.PROPOSED

    @property
    def stands(self) -> bool:
        """Whether the idea is several now."""
        return self.state == SplitState.MADE

    @property
    def may_gather(self) -> bool:
        """Whether it may be undone, or given up."""
        return self.waits or (self.stands and self.obstacle is None)

    @property
    def is_contested(self) -> bool:
        """Whether the staff owes an answer."""
        return self.stands and any(one.answered_at is None for one in self.objections)
