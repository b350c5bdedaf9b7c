"""Cases as a page or a program reads them."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from beffroi.core.clock import now
from beffroi.core.i18n import LazyString
from beffroi.moderation.kinds import SubjectText


@dataclass(frozen=True)
class QueueFilters:
    """What part of the queue is wanted."""

    neighbourhood_slug: str | None = None
    kind: str | None = None
    overdue: bool = False


@dataclass(frozen=True)
class Verdict:
    """What a moderator decides, and the version of the text they had before their eyes."""

    outcome: str
    seen_version: int
    reason_code: str | None = None
    words: str = ""
    structure_slug: str | None = None


@dataclass(frozen=True)
class QueueLine:
    """A case in the queue; `found` are labels of what the screening saw."""

    id: uuid.UUID
    kind: str
    kind_label: str | LazyString
    heading: str
    place: str
    contract_slug: str
    neighbourhood_slug: str | None
    opened_at: datetime
    due_at: datetime
    found: tuple[str, ...]

    @property
    def is_overdue(self) -> bool:
        return self.due_at < now()


@dataclass(frozen=True)
class Queue:
    """A page of the queue, the exact number of cases that match, where the next page starts."""

    items: list[QueueLine]
    next_cursor: str | None
    total: int


@dataclass(frozen=True)
class FindingView:
    """A passage that the screening saw. Without a span (0, 0) it is about the whole text."""

    part: str
    label: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class DecisionView:
    """What was decided, and by whom; the name is empty once the person has left."""

    outcome: str
    reason_code: str | None
    words: str
    structure_slug: str | None
    decided_at: datetime
    moderator: str
    version: int


@dataclass(frozen=True)
class CaseFile:
    """All a moderator needs on one screen."""

    id: uuid.UUID
    kind: str
    kind_label: str | LazyString
    orients: bool
    opened_at: datetime
    due_at: datetime
    place: str
    subject: SubjectText
    findings: list[FindingView]
    is_screened: bool
    repeated: SubjectText | None
    decision: DecisionView | None
    before: list[DecisionView]

    @property
    def is_overdue(self) -> bool:
        return self.decision is None and self.due_at < now()
