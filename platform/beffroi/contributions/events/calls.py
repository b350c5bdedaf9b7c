"""What happens to calls."""

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
