"""By when ideas are answered and since when nothing is heard of them, whatever the days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from beffroi.contributions.rules import (
    AWAITED,
    EFFECTS,
    LONGEST_ANSWER,
    NEEDS_STRUCTURE,
    Stage,
    due_day,
    effects_from,
    is_delay,
    is_late,
    may_move,
    silent_since,
)

START = date(2026, 1, 1)
days = st.integers(0, 900).map(lambda number: START + timedelta(days=number))
stages = st.sampled_from(Stage)


@given(days, st.integers(1, LONGEST_ANSWER), st.none() | days)
def test_an_answer_is_late_the_morning_after_its_day_and_once_given_never(
    published: date, delay: int, answered: date | None
) -> None:
    due = due_day(published, delay)
    assert not is_late(due, answered, due)
    assert is_late(due, answered, due + timedelta(days=1)) == (answered is None)
    assert not is_late(None, answered, due + timedelta(days=400))


@given(stages, st.none() | days, days, st.integers(1, 366))
def test_silence_is_told_of_what_is_promised_after_so_many_days(
    stage: Stage, news: date | None, today: date, limit: int
) -> None:
    since = silent_since(stage, news, today, limit)
    expected = stage in AWAITED and news is not None and (today - news).days >= limit
    assert since == (news if expected else None)


@given(st.none() | st.integers(-5, 400))
def test_a_call_answers_within_a_day_and_a_year(delay: int | None) -> None:
    assert is_delay(delay) == (delay is None or 1 <= delay <= LONGEST_ANSWER)


@given(stages)
def test_an_office_answers_where_an_idea_may_go_and_nowhere_else(here: Stage) -> None:
    offered = effects_from(here)
    assert all(may_move(here, EFFECTS[effect][0]) for effect in offered)
    reached = {EFFECTS[effect][0] for effect in offered}
    assert reached == {stage for stage in Stage if may_move(here, stage)} - {Stage.OPEN}


def test_what_is_not_followed_or_referred_leads_to_somebody() -> None:
    meant = {outcome for stage, outcome in EFFECTS.values() if stage in NEEDS_STRUCTURE}
    assert meant == {"not_followed", "referred"}
