"""What recurs is done once each time, however many clocks there are and however long one slept."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from beffroi.core import clock as core_clock
from beffroi.core import db
from tests.support import bells
from workflows.clock import AFTER_FAILURE, Clock
from workflows.schedule import DUTIES, Cadence, Daily, Duty, Every

HOURLY = Every(timedelta(hours=1))


@pytest.fixture(autouse=True)
def in_the_tower(tower: Flask, clock: datetime) -> Iterator[None]:
    with tower.app_context():
        yield
        db.session().close()


def strike(name: str = "strike", cadence: Cadence = HOURLY, fails: bool = False) -> Duty:
    def call() -> int:
        bells.leave_a_line(name, 1)
        if fails:
            raise ValueError("an address, a name")
        return 1

    return Duty(name, cadence, call)


def test_a_new_duty_waits_for_its_first_time(tower: Flask) -> None:
    assert Clock(tower, [strike()]).pass_once() == []


def test_it_is_done_at_its_time_and_once(tower: Flask, clock: datetime) -> None:
    hand = Clock(tower, [strike()])
    hand.pass_once()
    with core_clock.at(clock + timedelta(hours=1)):
        assert hand.pass_once() == ["strike"]
        assert hand.pass_once() == []
    assert len(bells.lines()) == 1


def test_it_comes_back(tower: Flask, clock: datetime) -> None:
    hand = Clock(tower, [strike()])
    for hours in range(4):
        with core_clock.at(clock + timedelta(hours=hours)):
            hand.pass_once()
    assert len(bells.lines()) == 3


def test_what_was_missed_while_closed_is_done_once_at_the_opening(
    tower: Flask, clock: datetime
) -> None:
    Clock(tower, [strike()]).pass_once()
    with core_clock.at(clock + timedelta(days=3)):
        reopened = Clock(tower, [strike()])
        assert reopened.pass_once() == ["strike"]
        assert reopened.pass_once() == []


def test_of_several_clocks_one_does_it(tower: Flask, clock: datetime) -> None:
    Clock(tower, [strike()]).pass_once()
    done: list[str] = []
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        done.extend(Clock(tower, [strike()]).pass_once())

    with core_clock.at(clock + timedelta(hours=1)):
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert done == ["strike"]
    assert len(bells.lines()) == 1


def test_a_duty_that_fails_leaves_nothing_and_is_tried_again_later(
    tower: Flask, clock: datetime
) -> None:
    Clock(tower, [strike()]).pass_once()
    with core_clock.at(clock + timedelta(hours=1)):
        Clock(tower, [strike(fails=True)]).pass_once()
        assert Clock(tower, [strike()]).pass_once() == []
    assert bells.lines() == []
    with core_clock.at(clock + timedelta(hours=1) + AFTER_FAILURE):
        assert Clock(tower, [strike()]).pass_once() == ["strike"]


def test_a_duty_that_fails_does_not_keep_the_others_waiting(tower: Flask, clock: datetime) -> None:
    duties = [strike("broken", fails=True), strike("sound")]
    Clock(tower, duties).pass_once()
    with core_clock.at(clock + timedelta(hours=1)):
        assert Clock(tower, duties).pass_once() == ["sound"]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 1, 5, 0, 0, tzinfo=UTC), datetime(2026, 1, 5, 2, 10, tzinfo=UTC)),
        (datetime(2026, 1, 5, 2, 10, tzinfo=UTC), datetime(2026, 1, 6, 2, 10, tzinfo=UTC)),
        (datetime(2026, 7, 5, 0, 0, tzinfo=UTC), datetime(2026, 7, 5, 1, 10, tzinfo=UTC)),
        (datetime(2026, 3, 28, 12, 0, tzinfo=UTC), datetime(2026, 3, 29, 1, 10, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, 0, tzinfo=UTC), datetime(2026, 10, 25, 2, 10, tzinfo=UTC)),
    ],
    ids=["before", "at the very moment", "summer", "into summer time", "out of summer time"],
)
def test_each_day_at_ten_past_three_in_paris(moment: datetime, expected: datetime) -> None:
    assert Daily(3, 10).after(moment) == expected


def test_the_duties_have_names_of_their_own() -> None:
    assert len({duty.name for duty in DUTIES}) == len(DUTIES)
