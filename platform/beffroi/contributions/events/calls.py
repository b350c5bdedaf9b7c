"""What happens to calls."""

import uuid
from dataclasses import dataclass
from datetime import datetime

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
class CallFieldsChanged(Event):
    """The form of a call asks other questions beside the text of an idea."""

    call_id: uuid.UUID
    version: int


@dataclass(frozen=True)
class CallPhaseOpened(Event):
    """Due when a phase of a call opens; `opens_at` tells one that was moved away meanwhile."""

    call_id: uuid.UUID
    position: int
    opens_at: datetime


@dataclass(frozen=True)
class CallPhaseClosed(Event):
    """Due when a phase of a call closes; `closes_at` tells one that was moved away meanwhile."""

    call_id: uuid.UUID
    position: int
    closes_at: datetime
