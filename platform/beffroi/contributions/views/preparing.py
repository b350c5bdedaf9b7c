"""What staff reads of a call they prepare, and what everybody reads of its changes."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from beffroi.contributions.labels import CALL_STATES
from beffroi.contributions.views.calls import Timed
from beffroi.core.i18n import LazyString


@dataclass(frozen=True)
class ChangeView:
    """A close that was moved, or a text that was corrected, with its reason."""

    kind: str
    what: str
    before: str
    after: str
    reason: str
    changed_at: datetime


@dataclass(frozen=True)
class SpeakerView:
    """Somebody who speaks for the group."""

    person_id: uuid.UUID
    name: str


@dataclass(frozen=True, kw_only=True)
class PreparedCall(Timed):
    """A call at the desk: what is filled in, and `lacks`, what is missing, by field."""

    id: uuid.UUID
    slug: str
    state: str
    contract_slug: str
    title: str
    question: str
    summary: str
    easy: str
    for_whom: str
    information: str
    what_happens: str
    who_decides: str
    deciding_office: str | None
    level: str | None
    decided_by: datetime | None
    opens_at: datetime | None
    closes_at: datetime | None
    moderation: str
    decision_hours: int
    answer_days: int
    min_age: int | None
    max_age: int | None
    tone: str
    age_way: str
    residence: str
    frozen_at: datetime | None
    neighbourhoods: tuple[str, ...]
    speakers: tuple[SpeakerView, ...]
    lacks: Mapping[str, LazyString]

    @property
    def url(self) -> str:
        """The page of the desk."""
        return f"/administration/appels/{self.slug}"

    @property
    def public_url(self) -> str:
        return f"/appels/{self.slug}"

    @property
    def state_label(self) -> LazyString:
        return CALL_STATES[self.state]

    @property
    def is_draft(self) -> bool:
        return self.state == "draft"

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def is_ready(self) -> bool:
        return not self.lacks


@dataclass(frozen=True)
class PreparedCard:
    """A call in the list of the desk."""

    slug: str
    title: str
    state: str
    level: str | None
    contract_slug: str
    opens_at: datetime | None
    closes_at: datetime | None

    @property
    def url(self) -> str:
        return f"/administration/appels/{self.slug}"

    @property
    def state_label(self) -> LazyString:
        return CALL_STATES[self.state]


@dataclass(frozen=True)
class PreparedList:
    """Some calls of the desk, and how to go on."""

    items: list[PreparedCard]
    next_cursor: str | None
