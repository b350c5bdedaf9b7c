"""What an office may be asked about: each slice registers its kinds, this one knows none."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from sqlalchemy import ColumnElement, SQLColumnExpression

from beffroi.core.actor import Actor
from beffroi.core.i18n import LazyString


@dataclass(frozen=True)
class Subject:
    """A public thing on which an office is asked.

    `promised_on` is the day by which people were told they would have an answer; `days` how long
    an office has for this one, when the subject itself says so.
    """

    subject_id: uuid.UUID
    title: str
    url: str
    contract_slug: str
    neighbourhood_slug: str | None
    language: str
    promised_on: date | None = None
    days: int | None = None


@dataclass(frozen=True)
class Choice:
    """An answer that may be given now: what it does to the subject, and what it means for anybody.

    `orients` is whether it must say to whom to turn instead; `explained` whether it needs words.
    """

    effect: str
    label: str | LazyString
    outcome: str
    orients: bool = False
    explained: bool = True


@dataclass(frozen=True)
class Given:
    """An answer to carry out on its subject, in the same transaction."""

    request_id: uuid.UUID
    subject_id: uuid.UUID
    office_slug: str
    effect: str
    words: str
    structure_slug: str | None
    next_step: str
    next_step_on: date | None
    by: Actor


@dataclass(frozen=True)
class Promised:
    """Answers that were promised to people by a day that is past, asked of an office or not."""

    count: int
    url: str


class RequestKind(Protocol):
    """A kind of thing; `alone`: one office at a time is asked about one of them."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> str | LazyString: ...

    @property
    def alone(self) -> bool: ...

    def read(self, subject_id: uuid.UUID) -> Subject | None:
        """The thing as everybody sees it; None when it is not public, or no more."""

    def hold(self, subject_id: uuid.UUID) -> None:
        """Lock it to the end of the transaction: always before its requests."""

    def choices(self, subject_id: uuid.UUID) -> Sequence[Choice]:
        """The answers that may be given now, in the order of a list."""

    def apply(self, given: Given) -> None:
        """Carry an answer out."""

    def told(self, subject_id: uuid.UUID) -> int:
        """How many people will be told of an answer."""

    def promised(self) -> Promised:
        """How many answers promised by the subjects themselves are late, and where they are."""

    def url(self, subject_id: uuid.UUID) -> str:
        """Its public page."""

    def heading(self, subject_id: SQLColumnExpression[uuid.UUID]) -> ColumnElement[str | None]:
        """SQL for its title, null when it is not public: a list is read with it in one go."""


@dataclass
class _Registry:
    kinds: dict[str, RequestKind] = field(default_factory=dict)


_registry = _Registry()


def register(request_kind: RequestKind) -> None:
    """Make a kind known; registering the same name again replaces it."""
    _registry.kinds[request_kind.name] = request_kind


def kind(name: str) -> RequestKind:
    """The kind of this name; KeyError when no slice has it."""
    return _registry.kinds[name]


def kinds() -> dict[str, RequestKind]:
    """Every kind, by name."""
    return dict(_registry.kinds)
