"""What happens to voices that tell ideas."""

import uuid
from dataclasses import dataclass

from beffroi.core.events import Event


@dataclass(frozen=True)
class VoiceAsked(Event):
    """Its author asked a relay to write it down."""

    voice_id: uuid.UUID
    draft_id: uuid.UUID


@dataclass(frozen=True)
class VoiceWritten(Event):
    """A relay wrote it down; its author is to read it over."""

    voice_id: uuid.UUID
    draft_id: uuid.UUID
