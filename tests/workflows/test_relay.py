"""The relay sends what is owed, until nothing is."""

import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
import redis
from flask import Flask
from sqlalchemy import select
from structlog.testing import capture_logs

from beffroi.core import clock as core_clock
from beffroi.core import db, events
from beffroi.core.actor import SYSTEM
from beffroi.core.clock import now
from beffroi.core.outbox import DeadLetter, Outbox
from tests.support import bells
from tests.support.bells import ring_the_bell
from workflows import ledger
from workflows.broker import bind, make_broker, send
from workflows.patient import Patient
from workflows.relay import Relay, run_due

BOTH = bells.subscribed(bells.ring, bells.ring_if_in_the_mood)


class Post:
    """Where a relay's messages end up."""

    def __init__(self) -> None:
        self.messages: list[tuple[str, uuid.UUID]] = []
        self.is_shut = False

    def send(self, actor: str, event_id: uuid.UUID) -> None:
        if self.is_shut:
            raise ConnectionError("redis://:secret@broker is down")
        self.messages.append((actor, event_id))


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def relay(tower: Flask, post: Post) -> Iterator[Relay]:
    with tower.app_context():
        yield Relay(tower, post.send, BOTH)
        db.session().close()


def row() -> Outbox:
    with db.reading() as session:
        found = session.scalars(select(Outbox)).one()
        session.expunge(found)
    return found


def test_each_subscribed_actor_is_sent_the_event(relay: Relay, post: Post) -> None:
    event_id = ring_the_bell()
    assert relay.drain() == 2
    assert post.messages == [(actor.name, event_id) for actor in BOTH[bells.BellRung]]


def test_what_was_sent_is_not_sent_again_at_once(relay: Relay) -> None:
    ring_the_bell()
    relay.drain()
    assert relay.drain() == 0


def test_what_the_broker_lost_is_sent_again_after_the_grace(
    relay: Relay, post: Post, clock: object
) -> None:
    ring_the_bell()
    relay.drain()
    post.messages.clear()
    with core_clock.at(now() + timedelta(seconds=61)):
        assert relay.drain() == 2


def test_the_grace_doubles_up_to_ten_minutes(relay: Relay, clock: object) -> None:
    ring_the_bell()
    waits = []
    for _ in range(6):
        with core_clock.at(row().next_at):
            relay.drain()
            waits.append((row().next_at - now()).total_seconds())
    assert waits == [60, 120, 240, 480, 600, 600]


def test_an_actor_that_has_handled_it_is_not_sent_it_again(
    relay: Relay, post: Post, clock: object
) -> None:
    bells.ring.run(ring_the_bell())
    relay.drain()
    assert [actor for actor, _ in post.messages] == [bells.ring_if_in_the_mood.name]


def test_an_actor_that_gave_it_up_is_not_sent_it_again(relay: Relay, post: Post) -> None:
    event_id = ring_the_bell()
    with db.transaction() as session:
        name = bells.ring.name
        session.add(DeadLetter(event_id=event_id, actor=name, error="x", died_at=now()))
    relay.drain()
    assert [actor for actor, _ in post.messages] == [bells.ring_if_in_the_mood.name]


def test_an_event_all_have_handled_is_settled(relay: Relay, clock: object) -> None:
    event_id = ring_the_bell()
    for actor in BOTH[bells.BellRung]:
        actor.run(event_id)
    relay.drain()
    assert row().settled_at == now()


def test_an_event_nobody_hears_is_settled_at_once(relay: Relay, post: Post) -> None:
    with db.transaction():
        events.record(bells.BellPolished(), by=SYSTEM)
    relay.drain()
    assert row().settled_at is not None
    assert post.messages == []


def test_an_event_that_is_not_committed_is_not_sent(relay: Relay, post: Post) -> None:
    events.record(bells.BellRung(1), by=SYSTEM)
    db.session().flush()
    db.session().rollback()
    relay.drain()
    assert post.messages == []


def test_more_than_a_batch_goes_out_in_one_go(relay: Relay, post: Post) -> None:
    with db.transaction():
        for number in range(ledger.BATCH + 5):
            events.record(bells.BellRung(number), by=SYSTEM)
    assert relay.drain() == 2 * (ledger.BATCH + 5)
    assert len(set(post.messages)) == len(post.messages)


def test_when_the_broker_is_down_the_event_stays_due(relay: Relay, post: Post) -> None:
    ring_the_bell()
    post.is_shut = True
    with pytest.raises(ConnectionError):
        relay.drain()
    assert row().rounds == 0
    post.is_shut = False
    assert relay.drain() == 2


def test_a_redis_that_does_not_answer_loses_nothing(tower: Flask, relay: Relay) -> None:
    nobody = bind(make_broker("redis://127.0.0.1:1/0"), tower, [bells.ring])
    relay.send = partial(send, nobody)
    ring_the_bell()
    with pytest.raises(redis.ConnectionError):
        relay.drain()
    assert row().rounds == 0


def test_a_broker_that_stays_down_is_told_once_and_without_its_secret(
    relay: Relay, post: Post
) -> None:
    ring_the_bell()
    post.is_shut = True
    patient = Patient("relay", 0.3)
    with capture_logs() as told:
        for _ in range(5):
            patient.attempt(relay.drain)
        post.is_shut = False
        patient.attempt(relay.drain)
    assert [line["event"] for line in told] == ["stopped_working", "works_again"]
    assert "secret" not in str(told)


def test_the_relay_rests_longer_the_longer_the_broker_is_down(relay: Relay, post: Post) -> None:
    ring_the_bell()
    post.is_shut = True
    patient = Patient("relay", 0.5)
    pauses = []
    for _ in range(8):
        patient.attempt(relay.drain)
        pauses.append(patient.pause)
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]


def test_several_relays_send_each_event_once(tower: Flask, relay: Relay, post: Post) -> None:
    with db.transaction():
        for number in range(3 * ledger.BATCH):
            events.record(bells.BellRung(number), by=SYSTEM)
    relays = [Relay(tower, post.send, BOTH) for _ in range(3)]
    threads = [threading.Thread(target=one.drain) for one in relays]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(post.messages) == 6 * ledger.BATCH
    assert len(set(post.messages)) == 6 * ledger.BATCH


def test_a_commit_wakes_a_relay_that_rests(relay: Relay, post: Post) -> None:
    arrived = threading.Event()

    def send(actor: str, event_id: uuid.UUID) -> None:
        post.send(actor, event_id)
        arrived.set()

    relay.send = send
    events.after_commit(relay.wake.set)
    thread = threading.Thread(target=relay.run)
    thread.start()
    try:
        ring_the_bell()
        assert arrived.wait(10)
    finally:
        events.forget_callbacks()
        relay.halt()
        thread.join()


def test_what_a_dead_process_had_been_sent_is_due_again(relay: Relay, clock: object) -> None:
    ring_the_bell()
    relay.drain()
    with db.transaction() as session:
        assert ledger.forget_sent(session) == 1
    assert relay.drain() == 2


def test_without_a_broker_what_is_due_is_done_here(tower: Flask, relay: Relay) -> None:
    ring_the_bell(3)
    assert run_due(tower, BOTH) == 2
    assert bells.lines() == [("moody", 3), ("ring", 3)]


def test_without_a_broker_an_actor_s_own_error_comes_out(tower: Flask, relay: Relay) -> None:
    bells.mood.errors = [ZeroDivisionError()]
    ring_the_bell()
    with pytest.raises(ZeroDivisionError):
        run_due(tower, BOTH)
