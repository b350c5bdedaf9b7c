"""Makes an actor of a function: once per event, in its own transaction, or carrying something out.

Two decorators, and the difference is what a crash can repeat:

`@handles` is for effects that stand in the database. They commit with the row that says the event
was handled, so each happens exactly once.

`@carries` is for effects outside it (a mail). The errand is done outside any transaction and noted
after: at least once. A crash in between repeats it, so it must be recognisable when it comes twice.
"""

import traceback
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from dramatiq.errors import Retry
from dramatiq.middleware import TimeLimitExceeded
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from beffroi.core import db, metrics
from beffroi.core.clock import now
from beffroi.core.events import StoredEvent
from beffroi.core.outbox import DeadLetter, Handled
from beffroi.core.problems import Problem

FRAMES_KEPT = 4
SERVER_ERROR = 500
_log = structlog.get_logger("beffroi.workflows")


@dataclass(frozen=True)
class Patience:
    """How often and how long an actor is tried; all in milliseconds but the count."""

    max_retries: int
    min_backoff: int
    max_backoff: int
    time_limit: int


@dataclass(frozen=True)
class EventActor:
    """A function subscribed to events; its name is kept in the database with what it has done."""

    name: str
    patience: Patience
    run: Callable[[uuid.UUID], None]


@dataclass(frozen=True)
class Errand:
    """What to do outside the database, then what to write with the note that it is done."""

    do: Callable[[], None]
    afterwards: Callable[[], None] | None = None


@dataclass(frozen=True)
class Occurrence:
    """The event an actor is handling, beyond its own fields."""

    event_id: uuid.UUID
    recorded_at: datetime
    actor_kind: str
    actor_id: uuid.UUID | None


class Failed(Retry):
    """Try again later; carries what failed and where, never the message of the error."""


class GivenUp(Exception):
    """Trying again would change nothing: straight to the dead letters."""


_current: ContextVar[Occurrence] = ContextVar("occurrence")


def occurrence() -> Occurrence:
    """The event being handled: its id makes a message to a person unique."""
    return _current.get()


def handles(
    *, max_retries: int, min_backoff: int, max_backoff: int, time_limit: int
) -> Callable[[Callable[[Any], None]], EventActor]:
    """Turn `def name(event) -> None` into an actor whose effects commit once per event."""
    patience = Patience(max_retries, min_backoff, max_backoff, time_limit)

    def decorate(call: Callable[[Any], None]) -> EventActor:
        name = _name_of(call)
        return EventActor(name, patience, lambda event_id: _attempt(name, event_id, _handle, call))

    return decorate


def carries(
    *, max_retries: int, min_backoff: int, max_backoff: int, time_limit: int
) -> Callable[[Callable[[Any], Errand | None]], EventActor]:
    """Turn `def name(event) -> Errand | None` into an actor that acts outside, at least once.

    The function itself only reads, and gives plain values to the errand: no row lives that long.
    """
    patience = Patience(max_retries, min_backoff, max_backoff, time_limit)

    def decorate(call: Callable[[Any], Errand | None]) -> EventActor:
        name = _name_of(call)
        return EventActor(name, patience, lambda event_id: _attempt(name, event_id, _carry, call))

    return decorate


def _attempt(
    name: str,
    event_id: uuid.UUID,
    way: Callable[[str, uuid.UUID, Callable[[Any], Any]], bool],
    call: Callable[[Any], Any],
) -> None:
    """What people typed may stand in an error's message: from here on it is only kind and place."""
    try:
        handled = way(name, event_id, call)
    except GivenUp:
        raise
    except (Exception, TimeLimitExceeded) as error:
        what = kind_and_place(error)
        _log.warning("event_failed", actor=name, event_id=str(event_id), error=what)
        if isinstance(error, Problem) and error.status < SERVER_ERROR:
            raise GivenUp(what) from None
        raise Failed(what) from None
    if handled:
        metrics.HANDLED.labels(name).inc()


def _handle(name: str, event_id: uuid.UUID, call: Callable[[Any], None]) -> bool:
    with db.transaction() as session:
        stored = _owed(session, event_id, name)
        if stored is None or not _note(session, event_id, name):
            return False
        with _being_handled(stored):
            call(stored.fact())
    return True


def _carry(name: str, event_id: uuid.UUID, call: Callable[[Any], Errand | None]) -> bool:
    with db.reading() as session:
        stored = _owed(session, event_id, name)
        if stored is None:
            return False
        with _being_handled(stored):
            errand = call(stored.fact())
    if errand is not None:
        errand.do()
    with db.transaction() as session:
        noted = _note(session, event_id, name)
        if noted and errand is not None and errand.afterwards is not None:
            errand.afterwards()
    return noted


def _owed(session: Session, event_id: uuid.UUID, name: str) -> StoredEvent | None:
    """The event, unless this actor is done with it or gave it up."""
    stored = session.get(StoredEvent, event_id)
    if stored is None:
        raise GivenUp("UnknownEvent")
    if session.get(Handled, (event_id, name)) is not None:
        return None
    dead = session.get(DeadLetter, (event_id, name))
    return stored if dead is None or dead.replayed_at is not None else None


def _note(session: Session, event_id: uuid.UUID, name: str) -> bool:
    """Write that it is handled; False when another worker wrote it first."""
    session.add(Handled(event_id=event_id, actor=name, handled_at=now()))
    try:
        session.flush()
    except IntegrityError:
        session.rollback()
        return False
    return True


@contextmanager
def _being_handled(stored: StoredEvent) -> Iterator[None]:
    about = Occurrence(stored.id, stored.recorded_at, stored.actor_kind, stored.actor_id)
    token = _current.set(about)
    try:
        yield
    finally:
        _current.reset(token)


def kind_and_place(error: BaseException) -> str:
    """ "ValueError at tell.py:41 of_publication < ...": enough to look, nothing personal."""
    kind = type(error).__name__
    if isinstance(error, Problem):
        kind = f"{kind}:{error.code}"
    frames = reversed(traceback.extract_tb(error.__traceback__)[-FRAMES_KEPT:])
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return f"{kind} at {' < '.join(places)}" if places else kind


def _name_of(call: Callable[..., Any]) -> str:
    return f"{call.__module__.rsplit('.', 1)[-1]}.{call.__name__}"
