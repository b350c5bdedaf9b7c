"""The phases of a call: what is open at a moment, whatever their number, gaps and overlaps."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from beffroi.contributions import rules
from beffroi.contributions.rules import Act, Period, Phase

MOMENTS = st.integers(0, 400).map(
    lambda hours: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
)
ACTS = st.frozensets(st.sampled_from(Act), min_size=1)
PERIODS = st.builds(
    lambda begin, hours, acts: Period(begin, begin + timedelta(hours=hours), acts),
    MOMENTS,
    st.integers(1, 200),
    ACTS,
)
CALLS = st.lists(PERIODS, min_size=1, max_size=5).map(tuple)


@given(CALLS, MOMENTS, st.sampled_from(Act))
def test_an_act_is_open_when_a_phase_that_names_it_holds_the_moment(
    periods: tuple[Period, ...], moment: datetime, act: Act
) -> None:
    named = [one for one in periods if one.opens_at <= moment < one.closes_at and act in one.acts]
    assert (act in rules.open_acts(periods, moment)) == bool(named)


@given(CALLS, MOMENTS)
def test_nothing_is_open_outside_the_bounds_of_a_call(
    periods: tuple[Period, ...], moment: datetime
) -> None:
    whole = rules.phase(moment, *rules.bounds(periods))
    assert whole == Phase.OPEN or not rules.open_acts(periods, moment)


@given(CALLS, MOMENTS)
def test_what_is_open_changes_at_the_next_change_and_not_before(
    periods: tuple[Period, ...], moment: datetime
) -> None:
    here, change = rules.open_acts(periods, moment), rules.next_change(periods, moment)
    last = change or rules.bounds(periods)[1] + timedelta(days=9)
    while moment < last:
        assert rules.open_acts(periods, moment) == here
        moment += timedelta(hours=1)
    assert change is None or rules.open_acts(periods, change) != here


@given(CALLS)
def test_once_all_is_over_nothing_changes_any_more(periods: tuple[Period, ...]) -> None:
    end = rules.bounds(periods)[1]
    assert rules.open_acts(periods, end) == frozenset()
    assert rules.next_change(periods, end) is None


@given(CALLS, MOMENTS, ACTS)
def test_stretches_say_the_same_without_overlapping(
    periods: tuple[Period, ...], moment: datetime, acts: frozenset[Act]
) -> None:
    found = rules.stretches(periods, acts)
    assert rules.open_acts(found, moment) == rules.open_acts(periods, moment) & acts
    for before, after in pairwise(found):
        assert before.closes_at <= after.opens_at
        assert before.closes_at < after.opens_at or before.acts != after.acts


def test_a_call_without_phases_is_never_open() -> None:
    assert rules.stretches(()) == []
    assert rules.open_acts((), datetime(2026, 1, 1, tzinfo=UTC)) == frozenset()


@given(MOMENTS, ACTS)
def test_a_phase_that_does_not_last_or_opens_nothing_is_not_whole(
    moment: datetime, acts: frozenset[Act]
) -> None:
    later = moment + timedelta(hours=1)
    assert rules.is_whole(Period(moment, later, acts))
    assert not rules.is_whole(Period(moment, moment, acts))
    assert not rules.is_whole(Period(moment, later, frozenset()))
