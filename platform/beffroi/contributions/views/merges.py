"""What is read of ideas put together or made into several."""

import uuid
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class IdeaRef:
    """An idea in brief."""

    id: uuid.UUID
    title: str

    @property
    def url(self) -> str:
        return f"/idees/{self.id}"


@dataclass(frozen=True)
class Joined:
    """An idea that joined another; `undone_at` once they were taken apart again."""

    idea: IdeaRef
    author_name: str
    reason: str
    merged_at: datetime
    undone_at: datetime | None
    undone_reason: str


@dataclass(frozen=True)
class Successor:
    """What became of an idea that stands alone no more: `merged` in one, or `split` in several.

    None of `ideas` when what it became is public no more.
    """

    kind: str
    ideas: tuple[IdeaRef, ...]
    reason: str
    decided_at: datetime
