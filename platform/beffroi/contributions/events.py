"""What happens to calls, ideas, supports and comments."""

import uuid
from dataclasses import dataclass

from beffroi.core.events import Event


@dataclass(frozen=True)
class CallOpened(Event):
    """Due at the opening of a call."""

    call_id: uuid.UUID


@dataclass(frozen=True)
class CallClosed(Event):
    """Due at the close of a call."""

    call_id: uuid.UUID


@dataclass(frozen=True)
class IdeaSubmitted(Event):
    """A first text was sent."""

    idea_id: uuid.UUID
    call_id: uuid.UUID
    version: int


@dataclass(frozen=True)
class IdeaHeld(Event):
    """A text was sent by somebody who has not proved yet what the call asks; it is kept."""

    idea_id: uuid.UUID
    call_id: uuid.UUID


@dataclass(frozen=True)
class IdeaRevised(Event):
    """Its author sent a new text."""

    idea_id: uuid.UUID
    version: int


@dataclass(frozen=True)
class IdeaPublished(Event):
    """Everybody sees it from now on."""

    idea_id: uuid.UUID


@dataclass(frozen=True)
class IdeaChangesAsked(Event):
    """Its author is asked to change something."""

    idea_id: uuid.UUID
    reason_code: str


@dataclass(frozen=True)
class IdeaRefused(Event):
    """It will not be public, for a reason."""

    idea_id: uuid.UUID
    reason_code: str


@dataclass(frozen=True)
class IdeaMoved(Event):
    """It came to another stage, or the answer given there was put right."""

    idea_id: uuid.UUID
    stage: str


@dataclass(frozen=True)
class IdeaSupported(Event):
    """A person supports it."""

    idea_id: uuid.UUID
    person_id: uuid.UUID


@dataclass(frozen=True)
class SupportHeld(Event):
    """A person supports it, and has not proved yet what the call asks; it is not counted."""

    idea_id: uuid.UUID
    person_id: uuid.UUID


@dataclass(frozen=True)
class SupportWithdrawn(Event):
    """A person supports it no more."""

    idea_id: uuid.UUID
    person_id: uuid.UUID


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
class IdeaRemoved(Event):
    """Its author left and took it away: only its number stays."""

    idea_id: uuid.UUID


@dataclass(frozen=True)
class CommentRemoved(Event):
    """Its author left and took it away: only its number stays."""

    comment_id: uuid.UUID
    idea_id: uuid.UUID
