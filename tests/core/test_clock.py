"""The one source of time, which a test may hold still."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from beffroi.core import clock

NEW_YEAR = datetime(2027, 1, 1, tzinfo=clock.PARIS)


def test_now_is_the_present_in_utc() -> None:
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.now().tzinfo is UTC


def test_a_clock_held_still_does_not_move() -> None:
    with clock.at(NEW_YEAR):
        assert clock.now() == clock.now() == NEW_YEAR
        assert clock.now().tzinfo is UTC


def test_the_inner_hold_ends_before_the_outer() -> None:
    with clock.at(NEW_YEAR):
        with clock.at(NEW_YEAR + timedelta(hours=1)):
            assert clock.now() == NEW_YEAR + timedelta(hours=1)
        assert clock.now() == NEW_YEAR
    assert clock.now() != NEW_YEAR


def test_an_error_lets_the_clock_go() -> None:
    with pytest.raises(KeyError), clock.at(NEW_YEAR):
        raise KeyError
    assert clock.now() != NEW_YEAR


def test_workers_follow_a_clock_held_by_a_test() -> None:
    with clock.at(NEW_YEAR), ThreadPoolExecutor(1) as pool:
        assert pool.submit(clock.now).result() == NEW_YEAR


def test_the_night_the_hour_comes_twice_keeps_its_order() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=clock.PARIS, fold=0)
    again = datetime(2026, 10, 25, 2, 30, tzinfo=clock.PARIS, fold=1)
    with clock.at(first):
        before = clock.now()
    with clock.at(again):
        assert clock.now() - before == timedelta(hours=1)
