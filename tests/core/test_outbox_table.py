"""What became of each event: one line to send, one per actor that handled it or gave it up."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Table, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.core.clock import now
from beffroi.core.events import StoredEvent
from beffroi.core.ids import new_id
from beffroi.core.outbox import DeadLetter, Handled, Outbox, Tick

ACTOR = "tell_author"


@pytest.fixture
def event_id(db_session: Session) -> uuid.UUID:
    """A fact, alone."""
    stored = StoredEvent(
        id=new_id(), name="BellRung", payload={}, recorded_at=now(), actor_kind=SYSTEM.kind
    )
    db_session.add(stored)
    db_session.flush()
    return stored.id


ROWS: dict[str, Callable[[uuid.UUID], db.Base]] = {
    "outbox": lambda event_id: Outbox(event_id=event_id, next_at=now()),
    "handled": lambda event_id: Handled(event_id=event_id, actor=ACTOR, handled_at=now()),
    "dead letter": lambda event_id: DeadLetter(
        event_id=event_id, actor=ACTOR, error="OSError", died_at=now()
    ),
}


@pytest.mark.parametrize("kind", ROWS)
def test_there_is_one_line_for_an_event_and_an_actor(
    db_session: Session, event_id: uuid.UUID, kind: str
) -> None:
    db_session.add(ROWS[kind](event_id))
    db_session.flush()
    db_session.expunge_all()
    db_session.add(ROWS[kind](event_id))
    with pytest.raises(IntegrityError):
        db_session.flush()


@pytest.mark.parametrize("kind", ROWS)
def test_there_is_no_line_without_its_event(db_session: Session, kind: str) -> None:
    db_session.add(ROWS[kind](new_id()))
    with pytest.raises(IntegrityError):
        db_session.flush()


def test_a_new_line_was_never_sent(db_session: Session, event_id: uuid.UUID) -> None:
    db_session.add(Outbox(event_id=event_id, next_at=now()))
    db_session.flush()
    kept = db_session.scalars(select(Outbox).filter_by(event_id=event_id)).one()
    assert (kept.rounds, kept.settled_at) == (0, None)


def test_what_is_still_owed_has_an_index_of_its_own() -> None:
    table = Outbox.__table__
    assert isinstance(table, Table)
    [index] = table.indexes
    for dialect in ("postgresql", "sqlite"):
        assert str(index.dialect_options[dialect]["where"]) == "settled_at IS NULL"


def test_a_duty_has_one_next_time(db_session: Session, clock: datetime) -> None:
    db_session.add(Tick(name="purge", next_at=clock))
    db_session.flush()
    db_session.expunge_all()
    db_session.add(Tick(name="purge", next_at=clock + timedelta(days=1)))
    with pytest.raises(IntegrityError):
        db_session.flush()
