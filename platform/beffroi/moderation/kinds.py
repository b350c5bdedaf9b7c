"""What may be moderated: each slice registers its kinds of text, moderation knows none of them."""

import uuid
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, SQLColumnExpression

from beffroi.core.actor import Actor
from beffroi.core.i18n import LazyString


@dataclass(frozen=True)
class Picture:
    """A picture that goes with a text: an address that a moderator's session opens.

    `alternative` is what its author says is on it; width and height are those at this address.
    """

    url: str
    large_url: str
    alternative: str
    width: int
    height: int


@dataclass(frozen=True)
class Recording:
    """A voice that goes with a text and says the same: to be listened to."""

    url: str
    seconds: int


@dataclass(frozen=True)
class TextAbove:
    """The words that a text answers, and who wrote them."""

    author_name: str
    body: str


@dataclass(frozen=True)
class SubjectText:
    """A text as it stands now, with what a moderator must know of it.

    `parts` are its pieces by name ("title", "body"), `labels` what others are called on a page;
    `context` says what it answers to; `pictures` are to be looked at and the
    `recording` to be listened to with it;
    `waits` is whether it is hidden until the decision; `repeats` is an older text like it;
    `above` is what it answers, word for word: an answer read alone says little.
    """

    subject_id: uuid.UUID
    version: int
    parts: dict[str, str]
    author_id: uuid.UUID | None
    author_name: str
    contract_slug: str
    neighbourhood_slug: str | None
    url: str
    context: str
    language: str
    waits: bool
    decision_hours: int
    repeats: uuid.UUID | None = None
    above: TextAbove | None = None
    pictures: tuple[Picture, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    recording: Recording | None = None


@dataclass(frozen=True)
class Ruling:
    """What was decided on a version of a text; the kind carries it out."""

    subject_id: uuid.UUID
    version: int
    outcome: str
    reason_code: str | None
    words: str
    structure_slug: str | None
    by: Actor


class SubjectKind(Protocol):
    """A kind of text: how to read one, how to carry out a ruling on it.

    `orients` is whether a refusal must name a structure, so that nobody meets a dead end.
    """

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> str | LazyString: ...

    @property
    def orients(self) -> bool: ...

    def read(self, subject_id: uuid.UUID) -> SubjectText | None:
        """The text of today, or None when it is no more."""

    def apply(self, ruling: Ruling) -> None:
        """Carry the ruling out in the current transaction."""

    def heading(self, subject_id: SQLColumnExpression[uuid.UUID]) -> ColumnElement[str]:
        """SQL for the line that names the text in a queue, read with the queue itself."""

    def written_by(self, person_id: uuid.UUID) -> Select[Any]:
        """SQL for the ids of the texts of a person."""


@dataclass
class _Registry:
    kinds: dict[str, SubjectKind] = field(default_factory=dict)


_registry = _Registry()


def register(subject_kind: SubjectKind) -> None:
    """Make a kind known; registering the same name again replaces it."""
    _registry.kinds[subject_kind.name] = subject_kind


def kind(name: str) -> SubjectKind:
    """The kind of this name; KeyError when no slice has it."""
    return _registry.kinds[name]


def kinds() -> dict[str, SubjectKind]:
    """Every kind, by name, in the order in which they were registered."""
    return dict(_registry.kinds)
