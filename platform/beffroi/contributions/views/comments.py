"""What is read of comments and of the answers to them."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from beffroi.contributions import rules
from beffroi.contributions.labels import POSITIONS, VISIBILITIES
from beffroi.contributions.rules import Visibility
from beffroi.core.i18n import LazyString


def comment_path(idea_id: uuid.UUID, comment_id: uuid.UUID) -> str:
    """Where a comment is read with what was answered to it."""
    return f"/idees/{idea_id}/commentaires/{comment_id}"


@dataclass(frozen=True, kw_only=True)
class CommentView:
    """A comment under its idea, with the first answers to it.

    `is_gone`: its words are not for the reader any more; its place stays for the answers below.
    `is_withdrawn`: because its author took it back; of any other reason nothing is said.
    `reply_count` counts the public answers, shown here or not.
    """

    id: uuid.UUID
    idea_id: uuid.UUID
    parent_id: uuid.UUID | None
    position: str | None
    author_name: str
    body: str
    language: str
    version: int
    visibility: str
    reply_count: int
    written_at: datetime
    is_mine: bool
    is_gone: bool = False
    is_withdrawn: bool = False
    replies: tuple["CommentView", ...] = ()

    @property
    def path(self) -> str:
        """Its page, without the place on it."""
        return comment_path(self.idea_id, self.id)

    @property
    def url(self) -> str:
        return f"{self.path}#{self.anchor}"

    @property
    def anchor(self) -> str:
        return f"commentaire-{self.id}"

    @property
    def is_root(self) -> bool:
        return self.parent_id is None

    @property
    def may_be_answered(self) -> bool:
        """Words that nobody else can read get no answer."""
        return self.is_root and self.visibility == Visibility.PUBLISHED

    @property
    def may_be_revised(self) -> bool:
        """By its author, as far as the answers shown tell."""
        return self.is_mine and rules.may_be_revised(
            self.visibility, is_answered=self.reply_count > 0
        )

    @property
    def others(self) -> int:
        """How many public answers are not among those shown."""
        public = sum(reply.visibility == Visibility.PUBLISHED for reply in self.replies)
        return self.reply_count - public

    @property
    def state_label(self) -> LazyString:
        return VISIBILITIES[self.visibility]

    @property
    def position_label(self) -> LazyString | None:
        return POSITIONS[self.position] if self.position else None


@dataclass(frozen=True)
class CommentList:
    """Some comments of an idea, or some answers to one, and how to go on."""

    items: list[CommentView]
    next_cursor: str | None


@dataclass(frozen=True)
class ThreadView:
    """A comment with some of the answers to it, and how to go on.

    `wanted_id` is the comment that was asked for; `is_whole` is whether the answers are shown
    from the first.
    """

    root: CommentView
    replies: list[CommentView]
    next_cursor: str | None
    wanted_id: uuid.UUID
    is_whole: bool
