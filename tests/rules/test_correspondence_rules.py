"""When answers are due and offices reminded, whatever the days; what may become of a request."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from beffroi.correspondence.rules import (
    AGAIN,
    MOVES,
    NOTICES,
    OPEN,
    SHORTEST_NOTICE,
    Act,
    Outcome,
    State,
    act_of,
    due_day,
    due_day_after_transfer,
    is_overdue,
    next_reminder,
    state_after,
)

START = date(2026, 1, 1)
days = st.integers(0, 900).map(lambda number: START + timedelta(days=number))
delays = st.integers(1, 366)


def reminders(due_on: date, first: date, count: int) -> list[date]:
    found = [first]
    for _ in range(count):
        found.append(next_reminder(due_on, found[-1]))
    return found[1:]


@given(days, delays, st.none() | days)
def test_an_office_has_its_days_or_what_people_were_promised(
    asked_on: date, delay: int, promised: date | None
) -> None:
    due_on = due_day(asked_on, delay, promised)
    own = asked_on + timedelta(days=delay)
    assert asked_on < due_on <= own
    if promised is None or promised <= asked_on:
        assert due_on == own
    else:
        assert due_on <= promised or due_on == own


@given(days, days)
def test_passing_on_leaves_the_day_or_fifteen_days(due_on: date, transferred_on: date) -> None:
    after = due_day_after_transfer(due_on, transferred_on)
    assert after >= due_on
    assert after >= transferred_on + SHORTEST_NOTICE
    assert after in {due_on, transferred_on + SHORTEST_NOTICE}


@given(days, days)
def test_there_is_always_a_next_reminder_and_it_lies_ahead(due_on: date, after: date) -> None:
    assert next_reminder(due_on, after) > after


@given(days, st.integers(1, 400))
def test_an_office_is_reminded_before_on_the_day_and_every_fifteen_days_after(
    due_on: date, early: int
) -> None:
    asked_on = due_on - timedelta(days=early)
    found = reminders(due_on, asked_on, 8)
    notices = [due_on - timedelta(days=n) for n in NOTICES if n < early]
    assert found[: len(notices)] == notices
    late = [due_on, *found[len(notices) :]]
    assert {(b - a).days for a, b in pairwise(late)} == {AGAIN}


@given(days, days, days)
def test_a_reminder_that_was_missed_is_not_made_up_for(due_on: date, one: date, two: date) -> None:
    first, later = sorted((one, two))
    assert next_reminder(due_on, first) <= next_reminder(due_on, later)


@given(st.sampled_from(State), days, days)
def test_it_is_overdue_the_morning_after_and_only_while_nothing_is_answered(
    state: State, due_on: date, today: date
) -> None:
    assert is_overdue(state, due_on, today) == (state in OPEN and today > due_on)
    assert not is_overdue(state, due_on, due_on)


@given(st.lists(st.sampled_from(Act), max_size=8))
def test_what_is_settled_is_never_due_again(acts: list[Act]) -> None:
    state, settled = State.ASKED, False
    for act in acts:
        there = state_after(state, act)
        if there is None:
            continue
        assert not (settled and there in OPEN)
        settled = settled or there not in OPEN
        state = there


@given(st.sampled_from(Outcome))
def test_saying_that_it_is_studied_stops_no_clock(outcome: Outcome) -> None:
    there = state_after(State.ASKED, act_of(outcome))
    assert (there in OPEN) == (outcome == Outcome.STUDIED)


def test_every_state_says_what_may_be_done_there() -> None:
    assert set(MOVES) == set(State)
    assert MOVES[State.WITHDRAWN] == MOVES[State.TRANSFERRED] == {}
