"""An actor's effects and the note that it has handled the event are one thing."""

import threading
import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from beffroi.core import db
from beffroi.core.clock import now
from beffroi.core.outbox import DeadLetter, Handled
from beffroi.core.problems import Conflict, Unavailable
from tests.support import bells
from tests.support.bells import lines, mood, ring_the_bell
from workflows import once


@pytest.fixture(autouse=True)
def in_the_tower(tower: Flask) -> Iterator[None]:
    with tower.app_context():
        yield
        db.session().close()


def handled() -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(Handled)) or 0


def test_the_effect_and_the_note_are_there_together() -> None:
    bells.ring.run(ring_the_bell(7))
    assert lines() == [("ring", 7)]
    assert handled() == 1


def test_the_same_event_again_changes_nothing() -> None:
    event_id = ring_the_bell()
    bells.ring.run(event_id)
    bells.ring.run(event_id)
    assert lines() == [("ring", 1)]


def test_two_actors_each_handle_the_event() -> None:
    event_id = ring_the_bell()
    bells.ring.run(event_id)
    bells.ring_if_in_the_mood.run(event_id)
    assert lines() == [("moody", 1), ("ring", 1)]


def test_a_failure_undoes_the_effect_and_the_note() -> None:
    mood.errors = [ValueError()]
    with pytest.raises(once.Failed):
        bells.ring_if_in_the_mood.run(ring_the_bell())
    assert lines() == []
    assert handled() == 0


def test_after_a_failure_the_next_attempt_counts() -> None:
    event_id = ring_the_bell()
    mood.errors = [ValueError()]
    with pytest.raises(once.Failed):
        bells.ring_if_in_the_mood.run(event_id)
    bells.ring_if_in_the_mood.run(event_id)
    assert lines() == [("moody", 1)]


def test_two_workers_at_the_same_moment_leave_one_effect(tower: Flask) -> None:
    event_id = ring_the_bell()
    start = threading.Barrier(4)

    def work() -> None:
        with tower.app_context():
            start.wait()
            bells.ring.run(event_id)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lines() == [("ring", 1)]


def test_what_failed_is_told_by_kind_and_place_not_by_its_words() -> None:
    mood.errors = [ValueError("Mme Dupont, 06 12 34 56 78")]
    with pytest.raises(once.Failed, match=r"ValueError at bells\.py") as failure:
        bells.ring_if_in_the_mood.run(ring_the_bell())
    assert "Dupont" not in str(failure.value)


def test_a_problem_is_given_up_at_once() -> None:
    mood.errors = [Conflict()]
    with pytest.raises(once.GivenUp, match="Conflict:conflict"):
        bells.ring_if_in_the_mood.run(ring_the_bell())


def test_an_unavailable_service_is_tried_again() -> None:
    mood.errors = [Unavailable()]
    with pytest.raises(once.Failed):
        bells.ring_if_in_the_mood.run(ring_the_bell())


def test_an_event_nobody_recorded_is_given_up() -> None:
    with pytest.raises(once.GivenUp, match="UnknownEvent"):
        bells.ring.run(uuid.uuid4())


def test_what_was_given_up_is_left_alone_until_it_is_replayed() -> None:
    event_id = ring_the_bell()
    letter = DeadLetter(event_id=event_id, actor=bells.ring.name, error="x", died_at=now())
    with db.transaction() as session:
        session.add(letter)
    bells.ring.run(event_id)
    assert lines() == []
    with db.transaction() as session:
        session.get_one(DeadLetter, (event_id, bells.ring.name)).replayed_at = now()
    bells.ring.run(event_id)
    assert lines() == [("ring", 1)]


def test_an_errand_is_done_outside_any_transaction() -> None:
    bells.during.append(lambda: open_transactions.append(db.session().in_transaction()))
    open_transactions: list[bool] = []
    bells.carry_the_sound.run(ring_the_bell())
    assert open_transactions == [False]
    assert bells.outside == ["bell 1"]


def test_what_an_errand_writes_stands_with_its_note() -> None:
    bells.carry_the_sound.run(ring_the_bell(5))
    assert lines() == [("carried", 5)]
    assert handled() == 1


def test_an_errand_done_and_noted_is_not_done_again() -> None:
    event_id = ring_the_bell()
    bells.carry_the_sound.run(event_id)
    bells.carry_the_sound.run(event_id)
    assert bells.outside == ["bell 1"]


def test_an_errand_whose_note_was_lost_is_done_twice_and_noted_once() -> None:
    event_id = ring_the_bell()
    mood.errors = [ConnectionError()]
    with pytest.raises(once.Failed):
        bells.carry_the_sound.run(event_id)
    bells.carry_the_sound.run(event_id)
    assert bells.outside == ["bell 1", "bell 1"]
    assert lines() == [("carried", 1)]


def test_nothing_to_carry_is_noted_too() -> None:
    bells.carry_the_sound.run(ring_the_bell(0))
    assert bells.outside == []
    assert handled() == 1


def test_an_actor_may_ask_which_event_it_handles() -> None:
    asked: list[uuid.UUID] = []

    def look(_event: bells.BellRung) -> None:
        asked.append(once.occurrence().event_id)

    decorate = once.handles(max_retries=0, min_backoff=1, max_backoff=1, time_limit=1000)
    event_id = ring_the_bell()
    decorate(look).run(event_id)
    assert asked == [event_id]
