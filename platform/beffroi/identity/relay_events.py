"""What identity tells of acts recorded by relays for people."""

import uuid
from dataclasses import dataclass

from beffroi.core.events import Event


@dataclass(frozen=True)
class ActRecorded(Event):
    """A relay recorded something for somebody: an idea, a support, a proof."""

    act_id: uuid.UUID
    relay_id: uuid.UUID
    person_id: uuid.UUID
    kind: str
    subject_id: uuid.UUID


@dataclass(frozen=True)
class ActContested(Event):
    """Somebody says that what a relay recorded for them is not what they said."""

    act_id: uuid.UUID
    relay_id: uuid.UUID | None
    person_id: uuid.UUID
    kind: str
    subject_id: uuid.UUID
    is_removed: bool


@dataclass(frozen=True)
class ReceiptAsked(Event):
    """A receipt is to be sent; a worker reads where to."""

    receipt_id: uuid.UUID
    act_id: uuid.UUID
