"""What happens to a case."""

import uuid
from dataclasses import dataclass

from beffroi.core.events import Event


@dataclass(frozen=True)
class CaseOpened(Event):
    """A text waits for a person's eye."""

    case_id: uuid.UUID
    subject_kind: str
    subject_id: uuid.UUID
    version: int


@dataclass(frozen=True)
class CaseDeadlineReached(Event):
    """The hour by which a decision was promised; the case may be decided already, or due later."""

    case_id: uuid.UUID


@dataclass(frozen=True)
class CaseDecided(Event):
    """A person decided."""

    case_id: uuid.UUID
    subject_kind: str
    subject_id: uuid.UUID
    outcome: str
    reason_code: str | None
