"""What happens to ideas."""

import uuid
from dataclasses import dataclass

from beffroi.core.events import Event


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
class IdeaRemoved(Event):
    """Its author left and took it away: only its number stays."""

    idea_id: uuid.UUID
