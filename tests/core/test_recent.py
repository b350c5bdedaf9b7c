"""What is shared by all readers is read anew after two seconds, and in a test at once."""

import dataclasses
from collections.abc import Iterator

import pytest
from flask import Flask

from beffroi import create_app
from beffroi.core.recent import KEPT, MAX_KEPT, recent
from beffroi.settings import Settings


@pytest.fixture
def database_url(one_database: str) -> str:
    """Nothing here depends on the database."""
    return one_database


@pytest.fixture
def serving(settings: Settings) -> Iterator[Flask]:
    """The application as people meet it."""
    app = create_app(dataclasses.replace(settings, testing=False))
    with app.app_context():
        yield app


class Hand:
    """A clock whose hand the test moves."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Hand:
    """In the place of the clock of the machine."""
    hand = Hand()
    monkeypatch.setattr("beffroi.core.recent.time.monotonic", hand)
    return hand


def test_it_is_read_again_when_two_seconds_have_gone(serving: Flask, hand: Hand) -> None:
    answers = iter([1, 2])
    seen = [recent("ideas", lambda: next(answers))]
    hand.seconds += 1.9
    seen.append(recent("ideas", lambda: next(answers)))
    hand.seconds += 0.2
    seen.append(recent("ideas", lambda: next(answers)))
    assert seen == [1, 1, 2]


def test_what_was_asked_otherwise_is_another_thing(serving: Flask, hand: Hand) -> None:
    assert [recent(("ideas", place), place.upper) for place in "ab"] == ["A", "B"]


def test_strangers_who_ask_for_everything_do_not_fill_the_memory(
    serving: Flask, hand: Hand
) -> None:
    for number in range(2 * MAX_KEPT + 5):
        recent(number, lambda: 0)
    assert len(serving.extensions[KEPT]) <= MAX_KEPT


def test_a_test_counts_anew(app: Flask) -> None:
    answers = iter([1, 2])
    assert [recent("ideas", lambda: next(answers)) for _ in range(2)] == [1, 2]
