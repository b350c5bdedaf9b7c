"""Facts: written with what they tell of, read back as they were, never changed."""

import re
import uuid
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Executable, delete, func, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from beffroi import models
from beffroi.core import db, events
from beffroi.core.actor import SYSTEM, Actor
from beffroi.core.clock import now
from beffroi.core.events import Event, StoredEvent, record
from beffroi.core.ids import random_id
from beffroi.core.outbox import Outbox

PERSONAL = re.compile(
    r"(^|_)(e?mail|name|text|body|title|phone|words?|address|birth\w*|comment|answer|content|ip"
    r"|token|secret|message)s?$"
)


@dataclass(frozen=True)
class ClockStruck(Event):
    """All that a fact may carry."""

    clock_id: uuid.UUID
    heard_by: tuple[uuid.UUID, ...]
    hours: tuple[int, ...]
    moment: datetime
    day: date
    note: str
    strokes: int
    is_late: bool
    bell_id: uuid.UUID | None = None
    until: datetime | None = None
    codes: tuple[str, ...] = ()


# Hours that a change of clocks leaps over are no moments.
REAL = st.datetimes(timezones=st.timezones(), allow_imaginary=False)
MOMENTS = REAL | st.datetimes(timezones=st.just(UTC))
FACTS = st.builds(
    ClockStruck,
    clock_id=st.uuids(),
    heard_by=st.lists(st.uuids(), max_size=4).map(tuple),
    hours=st.lists(st.integers(), max_size=4).map(tuple),
    moment=MOMENTS,
    day=st.dates(),
    note=st.text(),
    strokes=st.integers(),
    is_late=st.booleans(),
    bell_id=st.none() | st.uuids(),
    until=st.none() | MOMENTS,
    codes=st.lists(st.text(), max_size=3).map(tuple),
)


def _strike(due_at: datetime | None = None, by: Actor = SYSTEM) -> uuid.UUID:
    fact = ClockStruck(random_id(), (), (), now(), now().date(), "noon", 12, is_late=False)
    return record(fact, by=by, due_at=due_at)


def _rows(session: Session) -> tuple[int, int]:
    return (
        session.scalar(select(func.count()).select_from(StoredEvent)) or 0,
        session.scalar(select(func.count()).select_from(Outbox)) or 0,
    )


@given(FACTS)
def test_a_fact_is_the_same_once_back_from_its_payload(fact: ClockStruck) -> None:
    back = ClockStruck.from_payload(fact.as_payload())
    assert back == fact
    assert back.as_payload() == fact.as_payload()


def test_a_field_added_since_has_its_default() -> None:
    payload = ClockStruck(
        random_id(), (), (), datetime.now(UTC), date(2026, 1, 1), "", 1, is_late=True
    ).as_payload()
    del payload["bell_id"], payload["codes"]
    assert ClockStruck.from_payload(payload).codes == ()


@pytest.mark.parametrize("value", [1.5, b"bytes", ["list"], {"a": 1}, object()])
def test_a_fact_carries_nothing_else(value: object) -> None:
    fact = ClockStruck(
        random_id(), (), (), datetime.now(UTC), date(2026, 1, 1), value, 1, is_late=True  # type: ignore[arg-type]
    )  # fmt: skip
    with pytest.raises(TypeError, match="cannot carry"):
        fact.as_payload()


def test_two_kinds_of_one_name_are_refused() -> None:
    with pytest.raises(RuntimeError, match="two events are called ClockStruck"):
        type("ClockStruck", (Event,), {})


def test_no_fact_has_a_field_for_what_people_are_or_write() -> None:
    assert models.metadata is db.Base.metadata  # every slice, hence every event, is loaded
    found = {
        f"{name}.{field.name}"
        for name, kind in events.kinds().items()
        if kind.__module__.startswith("beffroi.")
        for field in fields(kind)
        if PERSONAL.search(field.name)
    }
    assert found == set()


def test_every_fact_of_the_slices_is_frozen_and_says_what_happened() -> None:
    ours = [k for k in events.kinds().values() if k.__module__.startswith("beffroi.")]
    assert [k.__name__ for k in ours if not k.__dataclass_params__.frozen] == []  # type: ignore[attr-defined]
    past = re.compile(r"(ed|n|Held|Left|Split|SetAside|FellSilent|Due|Dormant)$")
    assert [k.__name__ for k in ours if not past.search(k.__name__)] == []


def test_a_fact_and_its_sending_are_written_in_the_one_transaction(db_session: Session) -> None:
    event_id = _strike()
    db_session.commit()
    stored = db_session.get_one(StoredEvent, event_id)
    outbox = db_session.get_one(Outbox, event_id)
    assert isinstance(stored.fact(), ClockStruck)
    assert outbox.next_at == stored.recorded_at
    assert outbox.settled_at is None


def test_a_transaction_undone_tells_nothing(db_session: Session) -> None:
    before = _rows(db_session)
    _strike()
    db_session.flush()
    db_session.rollback()
    assert _rows(db_session) == before


def test_a_fact_due_later_is_sent_later(db_session: Session, clock: datetime) -> None:
    event_id = _strike(due_at=clock + timedelta(days=3))
    db_session.flush()
    assert db_session.get_one(Outbox, event_id).next_at == clock + timedelta(days=3)
    assert db_session.get_one(StoredEvent, event_id).recorded_at == clock


def test_a_fact_remembers_who_by_their_identifier_alone(db_session: Session) -> None:
    actor = Actor("person", person_id=random_id(), display_name="Nora")
    stored_id = _strike(by=actor)
    db_session.flush()
    stored = db_session.get_one(StoredEvent, stored_id)
    assert (stored.actor_kind, stored.actor_id) == ("person", actor.person_id)
    assert "Nora" not in str(stored.payload)


@pytest.mark.parametrize("change", ["update", "delete", "raw update", "raw delete"])
def test_the_database_refuses_to_change_the_past(db_session: Session, change: str) -> None:
    event_id = _strike()
    db_session.commit()
    statements: dict[str, Executable] = {
        "update": update(StoredEvent).values(name="Nothing"),
        "delete": delete(StoredEvent),
        "raw update": text("UPDATE event SET recorded_at = recorded_at"),
        "raw delete": text("DELETE FROM event"),
    }
    with pytest.raises(DBAPIError, match="never changed nor deleted"):
        db_session.execute(statements[change])
    db_session.rollback()
    assert db_session.get_one(StoredEvent, event_id).name == "ClockStruck"


def test_postgresql_refuses_to_empty_the_past_at_once(db_session: Session) -> None:
    if db.dialect() == "sqlite":
        return  # it has no TRUNCATE: DELETE is the same act there
    with pytest.raises(DBAPIError, match="never changed nor deleted"):
        db_session.execute(text("TRUNCATE event CASCADE"))


def test_a_commit_wakes_whoever_asked_to_be(db_session: Session) -> None:
    woken: list[str] = []
    events.after_commit(lambda: woken.append("relay"))
    try:
        _strike()
        assert woken == []
        db_session.commit()
        assert woken == ["relay"]
    finally:
        events.forget_callbacks()
    db_session.commit()
    assert woken == ["relay"]
