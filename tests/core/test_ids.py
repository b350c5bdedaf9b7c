"""Identifiers: sortable where that helps, silent about time where that would betray."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from beffroi.core import ids


def test_a_new_identifier_is_a_version_7_of_the_rfc() -> None:
    made = ids.new_id()
    assert (made.version, made.variant) == (7, uuid.RFC_4122)


def test_it_holds_the_millisecond_it_was_made() -> None:
    before = time.time_ns() // 1_000_000
    made = ids.new_id().int >> 80
    assert before <= made <= time.time_ns() // 1_000_000


def test_identifiers_sort_by_the_moment_they_were_made(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for moment in (1, 999_999, 1_000_000, 1_000_245, 2_000_000_000, 1_795_000_000_000_000_000):
        monkeypatch.setattr(time, "time_ns", lambda moment=moment: moment)
        made.append(ids.new_id())
    assert made == sorted(made)
    assert [str(i) for i in made] == sorted(str(i) for i in made)


def test_no_two_are_the_same_even_in_one_instant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 1_795_000_000_000_000_000)
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: ids.new_id(), range(4000)))
    assert len(set(made)) == 4000


def test_a_random_identifier_says_nothing_of_when_it_was_made() -> None:
    made = [ids.random_id() for _ in range(200)]
    assert {i.version for i in made} == {4}
    assert made != sorted(made)
