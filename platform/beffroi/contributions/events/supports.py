"""What happens to supports."""

import uuid
from dataclasses import dataclass

from beffroi.core.events import Event


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
