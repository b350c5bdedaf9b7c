"""What happens to a request to an office."""

import uuid
from dataclasses import dataclass
from datetime import date

from beffroi.core.events import Event


@dataclass(frozen=True)
class RequestAsked(Event):
    """An office is asked for an answer; also when another one passed the request to it."""

    request_id: uuid.UUID
    office_slug: str


@dataclass(frozen=True)
class RequestAcknowledged(Event):
    """The office says that it has it."""

    request_id: uuid.UUID


@dataclass(frozen=True)
class RequestAnswered(Event):
    """The office answered; `number` is above 1 when it followed a wait or put its answer right."""

    request_id: uuid.UUID
    number: int
    outcome: str


@dataclass(frozen=True)
class RequestTransferred(Event):
    """It goes on as the request of another office."""

    request_id: uuid.UUID
    to_request_id: uuid.UUID


@dataclass(frozen=True)
class RequestWithdrawn(Event):
    """No answer is expected any more."""

    request_id: uuid.UUID


@dataclass(frozen=True)
class RequestReminderDue(Event):
    """The morning on which the office is reminded, if it has not answered by then."""

    request_id: uuid.UUID
    day: date
