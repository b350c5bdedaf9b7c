"""What the slices keep of a person: each says what it shows of it and how it is handed over.

Identity knows none of them: a slice registers itself when it is initialised.
"""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from beffroi.core.i18n import LazyString


@dataclass(frozen=True)
class Trace:
    """Something a person did, as they find it again: what, where it is, in which state.

    `state`, `tone` and `icon` are the words and the look of its badge.
    """

    subject_kind: str
    subject_id: uuid.UUID
    what: str | LazyString
    title: str
    url: str
    state: str | LazyString
    tone: str
    icon: str
    done_at: datetime


class Keeper(Protocol):
    """A slice that keeps things of people."""

    @property
    def name(self) -> str: ...

    def traces_of(self, person_id: uuid.UUID) -> list[Trace]:
        """What the person did here and has not taken back."""

    def hand_over(self, from_id: uuid.UUID, to_id: uuid.UUID) -> None:
        """Make all of it the other person's, in the current transaction; both rows are held."""


@dataclass
class _Registry:
    keepers: dict[str, Keeper] = field(default_factory=dict)


_registry = _Registry()


def register(keeper: Keeper) -> None:
    """Make a slice known; registering the same name again replaces it."""
    _registry.keepers[keeper.name] = keeper


def traces_of(person_id: uuid.UUID) -> list[Trace]:
    """Everything the person did, the last first."""
    found = [trace for keeper in _keepers() for trace in keeper.traces_of(person_id)]
    return sorted(found, key=lambda trace: (trace.done_at, trace.subject_id.int), reverse=True)


def hand_over(from_id: uuid.UUID, to_id: uuid.UUID) -> None:
    """Every slice hands over what it keeps."""
    for keeper in _keepers():
        keeper.hand_over(from_id, to_id)


def _keepers() -> list[Keeper]:
    return list(_registry.keepers.values())
