"""What an actor gives up on is a row that operators see and replay, whatever the broker."""

import uuid
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from dramatiq import Broker
from flask import Flask
from sqlalchemy import select

from beffroi.core import db
from beffroi.core.outbox import DeadLetter
from beffroi.core.problems import NotFound
from tests.support import bells
from tests.support.bells import lines, mood, ring_the_bell
from tests.workflows.conftest import AtWork
from workflows import ledger
from workflows.broker import QUEUE, send
from workflows.once import EventActor
from workflows.relay import Relay

WAIT_MILLISECONDS = 20_000
Deliver = Callable[[EventActor], Any]


@pytest.fixture(autouse=True)
def in_the_tower(tower: Flask) -> Iterator[None]:
    with tower.app_context():
        yield
        db.session().close()


@pytest.fixture
def deliver(tower: Flask, at_work: AtWork) -> Deliver:
    """Relay what is due to workers that know one actor, and wait for them."""

    def work(actor: EventActor) -> Broker:
        with at_work(actor) as broker:
            Relay(tower, partial(send, broker), bells.subscribed(actor)).drain()
            broker.join(QUEUE, timeout=WAIT_MILLISECONDS)
        return broker

    return work


def letters() -> list[DeadLetter]:
    with db.reading() as session:
        found = list(session.scalars(select(DeadLetter)))
        session.expunge_all()
    return found


def test_an_actor_that_succeeds_leaves_no_letter(deliver: Deliver) -> None:
    ring_the_bell()
    deliver(bells.ring)
    assert lines() == [("ring", 1)]
    assert letters() == []


def test_a_passing_failure_is_tried_again_and_leaves_no_letter(deliver: Deliver) -> None:
    mood.errors = [ValueError(), ValueError()]
    ring_the_bell()
    deliver(bells.ring_if_in_the_mood)
    assert lines() == [("moody", 1)]
    assert letters() == []


def test_what_exhausts_its_retries_is_a_letter(deliver: Deliver) -> None:
    mood.errors = [ValueError() for _ in range(9)]
    event_id = ring_the_bell()
    deliver(bells.ring_if_in_the_mood)
    (letter,) = letters()
    assert (letter.event_id, letter.actor) == (event_id, bells.ring_if_in_the_mood.name)
    assert mood.calls == 3
    assert lines() == []


def test_a_problem_is_not_tried_again(deliver: Deliver) -> None:
    mood.errors = [NotFound()]
    ring_the_bell()
    deliver(bells.ring_if_in_the_mood)
    assert mood.calls == 1
    assert letters()[0].error.startswith("NotFound:not_found at bells.py")


def test_a_letter_says_where_but_not_what_people_wrote(deliver: Deliver) -> None:
    mood.errors = [ValueError("Mme Dupont, 06 12 34 56 78") for _ in range(9)]
    ring_the_bell()
    deliver(bells.ring_if_in_the_mood)
    (letter,) = letters()
    assert letter.error.startswith("ValueError at bells.py")
    assert "Dupont" not in letter.error


def test_an_actor_past_its_time_limit_is_stopped(deliver: Deliver) -> None:
    ring_the_bell()
    deliver(bells.ring_for_ever)
    assert letters()[0].error.startswith("TimeLimitExceeded")
    assert lines() == []


def test_what_was_given_up_leaves_the_broker(deliver: Deliver) -> None:
    mood.errors = [NotFound()]
    ring_the_bell()
    broker = deliver(bells.ring_if_in_the_mood)
    if hasattr(broker, "dead_letters"):
        assert broker.dead_letters == []
    else:
        assert broker.client.keys("*.XQ*") == []


def test_a_replayed_letter_is_sent_and_handled(deliver: Deliver) -> None:
    mood.errors = [NotFound()]
    ring_the_bell()
    deliver(bells.ring_if_in_the_mood)
    with db.transaction() as session:
        assert ledger.replay(session, [letter for letter, _name in ledger.dead(session)]) == 1
    deliver(bells.ring_if_in_the_mood)
    assert lines() == [("moody", 1)]
    with db.reading() as session:
        assert ledger.dead(session) == []


def test_a_replay_that_fails_again_is_a_letter_again(deliver: Deliver) -> None:
    mood.errors = [NotFound(), NotFound()]
    ring_the_bell()
    deliver(bells.ring_if_in_the_mood)
    with db.transaction() as session:
        ledger.replay(session, [letter for letter, _name in ledger.dead(session)])
    deliver(bells.ring_if_in_the_mood)
    assert letters()[0].replayed_at is None


def test_an_unknown_event_stops_no_worker(at_work: AtWork) -> None:
    with at_work(bells.ring) as broker:
        send(broker, bells.ring.name, uuid.uuid4())
        broker.join(QUEUE, timeout=WAIT_MILLISECONDS)
        send(broker, bells.ring.name, ring_the_bell())
        broker.join(QUEUE, timeout=WAIT_MILLISECONDS)
    assert lines() == [("ring", 1)]
    assert letters() == []
