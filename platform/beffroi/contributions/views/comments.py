"""What is read of comments."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from beffroi.contributions.labels import VISIBILITIES
from beffroi.core.i18n import LazyString


@dataclass(frozen=True, kw_only=True)
class CommentView:
    """A comment under its idea."""

    id: uuid.UUID
    idea_id: uuid.UUID
    author_name: str
    body: str
    language: str
    version: int
    visibility: str
    written_at: datetime
    is_mine: bool

    @property
    def url(self) -> str:
        return f"/idees/{self.idea_id}#commentaire-{self.id}"

    @property
    def state_label(self) -> LazyString:
        return VISIBILITIES[self.visibility]


@dataclass(frozen=True)
class CommentList:
    """Some comments of an idea, oldest first, and how to go on."""

    items: list[CommentView]
    next_cursor: str | None
