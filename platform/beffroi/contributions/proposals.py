"""What people and imports hand to the services: plain values, not yet checked."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from beffroi.contributions.rules import PROSE, Period

Order = Literal["recent", "supports"]
DebateOrder = Literal["oldest", "latest", "answered"]


@dataclass(frozen=True, kw_only=True)
class NewCall:
    """A call to announce; no neighbourhood means the whole contract.

    `min_age` in years, `declared` or `proven`; `residence` is `none`, `neighbourhood` or `commune`.
    `max_age` makes it a call for an age band; `tone` chooses its words, `usual` or `young`.
    `answer_days` is how long after its publication an idea is answered; None leaves the setting.
    `phases`, when they are said, begin at `opens_at` and end at `closes_at`; else there is one.
    """

    slug: str
    contract_slug: str
    title: str
    question: str
    summary: str
    easy: str
    for_whom: str
    level: str
    information: str
    what_happens: str
    who_decides: str
    decided_by: datetime
    opens_at: datetime
    closes_at: datetime
    moderation: str
    decision_hours: int
    neighbourhood_slugs: tuple[str, ...] = ()
    min_age: int | None = None
    max_age: int | None = None
    tone: str = "usual"
    age_way: str = "declared"
    residence: str = "none"
    imported: bool = False
    answer_days: int | None = None
    phases: tuple[Period, ...] = ()


# What staff may write of a call they prepare; its places, phases and speakers have their own way.
WRITABLE = frozenset(
    {
        *PROSE, "level", "deciding_office", "decided_by", "moderation", "decision_hours",
        "answer_days", "min_age", "max_age", "tone", "age_way", "residence",
    }
)  # fmt: skip


@dataclass(frozen=True)
class NewPoint:
    """Where, as a person says it: an address, or degrees; exact only for a public place."""

    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    is_public_place: bool = False

    def __bool__(self) -> bool:
        return bool(self.address.strip()) or self.latitude is not None or self.longitude is not None


@dataclass(frozen=True)
class PointKept:
    """What is kept of it: the address of a public place is told whole, another by its street."""

    latitude: int
    longitude: int
    words: str
    is_exact: bool


@dataclass(frozen=True, kw_only=True)
class NewConclusion:
    """What was decided; `seen_version` is that of the text that was read, 0 if none."""

    decision: str
    reasons: str
    taken: str
    decided_on: date
    seen_version: int = 0


@dataclass(frozen=True, kw_only=True)
class NewIdea:
    """An idea to submit. Somebody signed in signs with their account's name.

    `fields` are answers to what the call asks beside the text; `fields_asked` is false where
    nobody could ask (a notebook without network, an import): then none must be given.
    `source_key` names a line of a foreign export, so that it comes in once;
    `outside_supports` is how many supported it there, `submitted_at` when it was written:
    only the system is believed on that. `draft_id`: what was laid with this draft goes along.
    """

    call_slug: str
    title: str
    body: str
    neighbourhood_slug: str | None = None
    point: NewPoint | PointKept | None = None
    theme_slugs: tuple[str, ...] = ()
    author_name: str = ""
    group_kind: str | None = None
    group_name: str = ""
    email: str | None = None
    language: str = "fr"
    source_key: str | None = None
    outside_supports: int | None = None
    submitted_at: datetime | None = None
    draft_id: uuid.UUID | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    fields_asked: bool = True
    voice_is_heard: bool = False


@dataclass(frozen=True)
class Part:
    """A title, and the words that an idea made of another is given."""

    title: str
    body: str


@dataclass(frozen=True, kw_only=True)
class NewComment:
    """A comment to write; with a parent it answers that comment, and takes no position."""

    body: str
    author_name: str = ""
    position: str | None = None
    parent_id: uuid.UUID | None = None


@dataclass(frozen=True)
class DebateFilters:
    """Which comments of an idea to list, and in which order; no position means all."""

    position: str | None = None
    order: DebateOrder = "oldest"


@dataclass(frozen=True, kw_only=True)
class IdeaFilters:
    """What to list; what is None does not filter."""

    contract_slug: str | None = None
    neighbourhood_slug: str | None = None
    theme_slug: str | None = None
    stage: str | None = None
    call_slug: str | None = None
    query: str | None = None
    awaiting: Literal["answer", "news"] | None = None
    order: Order = "recent"


@dataclass(frozen=True)
class DraftContact:
    """The last step of a draft: how the idea is signed and whom to write to.

    Of one that was told: whether its author read over what was written, and lets it be heard.
    """

    author_name: str = ""
    group_kind: str | None = None
    group_name: str = ""
    email: str | None = None
    language: str = "fr"
    transcript_read: bool = False
    voice_is_heard: bool = False
