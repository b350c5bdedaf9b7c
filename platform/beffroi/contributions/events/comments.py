"""What happens to comments."""

import uuid
from dataclasses import dataclass

from beffroi.core.events import Event


@dataclass(frozen=True)
class CommentSubmitted(Event):
    """A comment was sent, or sent again after a change."""

    comment_id: uuid.UUID
    idea_id: uuid.UUID
    version: int


@dataclass(frozen=True)
class CommentHeld(Event):
    """A comment was sent by somebody who has not proved yet what the call asks; it is kept."""

    comment_id: uuid.UUID
    idea_id: uuid.UUID


@dataclass(frozen=True)
class CommentPublished(Event):
    """Everybody sees it from now on."""

    comment_id: uuid.UUID
    idea_id: uuid.UUID


@dataclass(frozen=True)
class CommentChangesAsked(Event):
    """Its author is asked to change something."""

    comment_id: uuid.UUID
    idea_id: uuid.UUID
    reason_code: str


@dataclass(frozen=True)
class CommentRefused(Event):
    """It will not be public, for a reason."""

    comment_id: uuid.UUID
    idea_id: uuid.UUID
    reason_code: str


@dataclass(frozen=True)
class CommentRemoved(Event):
    """Its author left and took it away: only its number stays."""

    comment_id: uuid.UUID
    idea_id: uuid.UUID
