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
class CallDecisionDue(Event):
    """Due on the day by which the decision was promised."""

    call_id: uuid.UUID
    decided_by: datetime


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


@dataclass(frozen=True)
class CallDrafted(Event):
    """A call was begun; only staff of its place sees it."""

    call_id: uuid.UUID


@dataclass(frozen=True)
class CallPrepared(Event):
    """Something of a call was changed before anybody gave anything."""

    call_id: uuid.UUID
    what: tuple[str, ...]


@dataclass(frozen=True)
class CallPublished(Event):
    """Its clarity sheet is complete and public."""

    call_id: uuid.UUID


@dataclass(frozen=True)
class CallSpeakerNamed(Event):
    """Somebody is to speak for the group."""

    call_id: uuid.UUID
    person_id: uuid.UUID


@dataclass(frozen=True)
class CallWithdrawn(Event):
    """A draft was taken away before anybody saw it."""

    call_id: uuid.UUID


@dataclass(frozen=True)
class CallFrozen(Event):
    """The first contribution came: what people were told stays."""

    call_id: uuid.UUID


@dataclass(frozen=True)
class CallProlonged(Event):
    """A phase closes later than was said, for a public reason."""

    call_id: uuid.UUID
    change_id: uuid.UUID
    position: int
    closes_at: datetime


@dataclass(frozen=True)
class CallCorrected(Event):
    """A misprint was corrected; the text before stays readable, with the reason."""

    call_id: uuid.UUID
    change_id: uuid.UUID
    what: str


@dataclass(frozen=True)
class CallNewsOwed(Event):
    """Those who took part are owed a message: the next of them after this one."""

    call_id: uuid.UUID
    news: str
    change_id: uuid.UUID | None = None
    after: uuid.UUID | None = None


@dataclass(frozen=True)
class CallTextProposed(Event):
    """The joint text of a codecision has these words; what was agreed of others is void."""

    call_id: uuid.UUID
    version: int


@dataclass(frozen=True)
class CallTextAgreed(Event):
    """A side said yes to a version of the joint text."""

    call_id: uuid.UUID
    version: int
    side: str


@dataclass(frozen=True)
class CallConcluded(Event):
    """What was decided is public, with its reasons; those who took part are to be told."""

    call_id: uuid.UUID
    level: str
