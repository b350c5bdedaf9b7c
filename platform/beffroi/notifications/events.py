"""What notifications tell the workers."""

import uuid
from dataclasses import dataclass

from beffroi.core.events import Event


@dataclass(frozen=True)
class MessageQueued(Event):
    """A message stands in the application; it is now to be carried to its reader."""

    message_id: uuid.UUID
