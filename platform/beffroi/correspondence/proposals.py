"""What the edges hand to the services: plain values, not yet checked."""

import uuid
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request to make: about what, of which office, and why."""

    subject_kind: str
    subject_id: uuid.UUID
    office: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer to give; `effect` is one of those the subject offers."""

    effect: str
    words: str = ""
    structure: str | None = None
    next_step: str = ""
    next_step_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class RequestFilters:
    """Which requests to list; what is None does not filter."""

    office_slug: str | None = None
    contract_slug: str | None = None
    subject_kind: str | None = None
    state: str | None = None
    overdue: bool = False
