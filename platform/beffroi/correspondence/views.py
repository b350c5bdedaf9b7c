"""What is read of requests: frozen, with all that a page or the API shows."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from babel.numbers import format_decimal

from beffroi.core.clock import today
from beffroi.core.i18n import LazyString, language, ngettext
from beffroi.correspondence import rules
from beffroi.correspondence.labels import GONE, LOOKS, OUTCOMES, STATES
from beffroi.territories.views import StructureView


@dataclass(frozen=True)
class OfficeRef:
    """An office in brief, in the language of the page."""

    slug: str
    contract_slug: str
    name: str
    organisation: str

    @property
    def url(self) -> str:
        return f"/reponses-attendues/{self.slug}"


@dataclass(frozen=True, kw_only=True)
class RequestLine:
    """A request in a list; without a title, its subject is not public any more."""

    id: uuid.UUID
    subject_kind: str
    kind_label: str | LazyString
    subject_id: uuid.UUID | None
    title: str
    url: str
    neighbourhood_slug: str | None
    place: str
    office: OfficeRef
    asked_at: datetime
    due_on: date
    state: str
    settled_at: datetime | None
    days_taken: int | None

    @property
    def heading(self) -> str:
        """Its title, or that it is not public."""
        return self.title or str(GONE)

    @property
    def is_open(self) -> bool:
        return self.state in rules.OPEN

    @property
    def is_overdue(self) -> bool:
        return rules.is_overdue(self.state, self.due_on, today())

    @property
    def days_late(self) -> int:
        """How many days past the due day; 0 when it is not overdue."""
        return (today() - self.due_on).days if self.is_overdue else 0

    @property
    def is_answerable(self) -> bool:
        """Whether its office may answer, or put its answer right, while its subject is public."""
        return bool(self.title) and self.state in {*rules.OPEN, "answered"}

    @property
    def look(self) -> tuple[str, str, str | LazyString]:
        """Tone, icon and word of a badge."""
        if self.is_overdue:
            late = ngettext(
                "En retard de %(num)s jour", "En retard de %(num)s jours", self.days_late
            )
            return ("brick", "warning", late)
        return (*LOOKS[self.state], self.state_label)

    @property
    def state_label(self) -> LazyString:
        return STATES[self.state]

    @property
    def desk_url(self) -> str:
        return f"/a-repondre/{self.id}"


@dataclass(frozen=True, kw_only=True)
class AnswerView:
    """An answer of an office."""

    number: int
    outcome: str
    effect: str
    words: str
    structure: StructureView | None
    next_step: str
    next_step_on: date | None
    answered_at: datetime

    @property
    def outcome_label(self) -> LazyString:
        return OUTCOMES[self.outcome]


@dataclass(frozen=True, kw_only=True)
class Link:
    """A request of the chain: the office it was asked of, and what became of it there."""

    id: uuid.UUID
    office: OfficeRef
    state: str
    asked_at: datetime
    due_on: date
    settled_at: datetime | None
    settled_reason: str

    @property
    def is_open(self) -> bool:
        return self.state in rules.OPEN

    @property
    def is_overdue(self) -> bool:
        return rules.is_overdue(self.state, self.due_on, today())


@dataclass(frozen=True, kw_only=True)
class RequestView(RequestLine):
    """A request with its reason, its answers, and the offices it went through, first to last."""

    reason: str
    settled_reason: str
    answers: tuple[AnswerView, ...]
    chain: tuple[Link, ...]


@dataclass(frozen=True)
class RequestList:
    """Some requests of a list, how to go on, and how many there are in all."""

    items: list[RequestLine]
    next_cursor: str | None
    total: int


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What an office was asked and what became of it; `asked` is the sum of all that follows it."""

    office: OfficeRef
    asked: int
    in_time: int
    late: int
    waiting: int
    overdue: int
    transferred: int
    withdrawn: int
    median_days: float | None

    @property
    def median_words(self) -> str:
        """The median as people write it; empty before any answer."""
        if self.median_days is None:
            return ""
        return format_decimal(self.median_days, locale=language())
