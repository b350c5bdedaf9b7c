"""Facts in the past tense, written in the same transaction as what they tell of.

The table is the outbox, the activity feed and the audit trail: rows are added, never changed.
What moves (when it was sent, who has handled it) stands in `core.outbox`.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any, Self, get_type_hints

from sqlalchemy import Index, String, event
from sqlalchemy.orm import Mapped, Session, mapped_column

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.ids import new_id
from beffroi.core.outbox import Outbox

_kinds: dict[str, type["Event"]] = {}
_committed: list[Callable[[], None]] = []


@dataclass(frozen=True)
class Event:
    """The parent of every fact. Fields are ids, codes, counts and moments: never personal data."""

    def __init_subclass__(cls) -> None:
        if cls.__name__ in _kinds:
            raise RuntimeError(f"two events are called {cls.__name__}")
        _kinds[cls.__name__] = cls

    def as_payload(self) -> dict[str, Any]:
        """The fields as JSON values."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """The fact back from its row; a field added since has its default."""
        hints = _hints(cls.__name__)
        return cls(**{name: _typed(hints[name], value) for name, value in payload.items()})


class StoredEvent(db.Base):
    """A fact as it is kept."""

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_name_recorded_at", "name", "recorded_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    payload: Mapped[dict[str, Any]]
    recorded_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    actor_kind: Mapped[str] = mapped_column(String(16))
    actor_id: Mapped[uuid.UUID | None]

    def fact(self) -> Event:
        """The typed event."""
        return _kinds[self.name].from_payload(self.payload)


def record(fact: Event, *, by: Actor, due_at: datetime | None = None) -> uuid.UUID:
    """Write the fact in the current transaction; it is sent once committed, or once due."""
    moment = now()
    stored = StoredEvent(
        id=new_id(),
        name=type(fact).__name__,
        payload=fact.as_payload(),
        recorded_at=moment,
        due_at=due_at,
        actor_kind=by.kind,
        actor_id=by.person_id or (by.token.program_id if by.token else None),
    )
    outbox = Outbox(event_id=stored.id, next_at=due_at or moment)
    db.session().add_all([stored, outbox])
    return stored.id


def kinds() -> dict[str, type[Event]]:
    """Every kind of event that the loaded slices publish."""
    return dict(_kinds)


def after_commit(call: Callable[[], None]) -> None:
    """Be called after each commit of this process: it wakes the relay of the embedded mode."""
    _committed.append(call)


def forget_callbacks() -> None:
    """The embedded mode stops: nobody is woken any more."""
    _committed.clear()


@event.listens_for(Session, "after_commit")
def _wake(_session: Session) -> None:
    for call in _committed:
        call()


@cache
def _hints(name: str) -> dict[str, Any]:
    return get_type_hints(_kinds[name])


def _plain(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"an event cannot carry {type(value).__name__}")


def _typed(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, list):
        return tuple(_typed(_inner(hint), item) for item in value)
    for kind, parse in _PARSERS.items():
        if kind in (hint, *getattr(hint, "__args__", ())):
            return parse(value)
    return value


def _inner(hint: Any) -> Any:
    arguments = getattr(hint, "__args__", ())
    return arguments[0] if arguments else str


_PARSERS: dict[type, Callable[[str], Any]] = {
    uuid.UUID: uuid.UUID,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
}
