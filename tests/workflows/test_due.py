"""A deadline is a row: an event recorded for later goes out when its time has come."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask

from beffroi.core import clock as core_clock
from beffroi.core import db
from tests.support import bells
from tests.support.bells import lines, ring_the_bell
from workflows import ledger
from workflows.relay import run_due

HEARD = bells.subscribed(bells.ring)


@pytest.fixture(autouse=True)
def in_the_tower(tower: Flask, clock: datetime) -> Iterator[None]:
    with tower.app_context():
        yield
        db.session().close()


def test_an_event_for_later_waits(tower: Flask, clock: datetime) -> None:
    ring_the_bell(due_at=clock + timedelta(hours=1))
    assert run_due(tower, HEARD) == 0


def test_it_goes_out_at_its_time(tower: Flask, clock: datetime) -> None:
    ring_the_bell(due_at=clock + timedelta(hours=1))
    with core_clock.at(clock + timedelta(hours=1)):
        run_due(tower, HEARD)
    assert lines() == [("ring", 1)]


def test_it_goes_out_late_rather_than_never(tower: Flask, clock: datetime) -> None:
    ring_the_bell(due_at=clock + timedelta(hours=1))
    with core_clock.at(clock + timedelta(days=30)):
        run_due(tower, HEARD)
        run_due(tower, HEARD)
    assert lines() == [("ring", 1)]


def test_what_is_due_first_goes_first(tower: Flask, clock: datetime) -> None:
    order: list[int] = []
    ring_the_bell(2, due_at=clock + timedelta(hours=2))
    ring_the_bell(1, due_at=clock + timedelta(hours=1))
    with core_clock.at(clock + timedelta(hours=3)):
        bells.on_ring.append(order.append)
        run_due(tower, HEARD)
    assert order == [1, 2]


def test_a_restart_does_not_hurry_it(tower: Flask, clock: datetime) -> None:
    ring_the_bell(due_at=clock + timedelta(hours=1))
    with db.transaction() as session:
        ledger.forget_sent(session)
    assert run_due(tower, HEARD) == 0
