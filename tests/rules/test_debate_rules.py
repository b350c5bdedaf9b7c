"""The rules of a debate: two levels, positions of comments alone, a breath before the third."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from beffroi.contributions.rules import (
    AT_EASE,
    BREATH,
    Position,
    breath_left,
    may_be_answered,
    may_hold,
)

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
seconds = st.integers(0, 400).map(lambda n: timedelta(seconds=n))
moments = st.lists(seconds.map(lambda after: NOON + after), max_size=12)


@given(st.booleans(), st.booleans())
def test_only_a_public_comment_that_answers_none_is_answered(
    is_root: bool, is_public: bool
) -> None:
    assert may_be_answered(is_root=is_root, is_public=is_public) == (is_root and is_public)


@given(st.sampled_from([None, *Position]))
def test_a_comment_takes_any_position_or_none_and_an_answer_none(position: str | None) -> None:
    assert may_hold(position, is_answer=False)
    assert may_hold(position, is_answer=True) == (position is None)


@given(moments, seconds)
def test_who_waits_as_long_as_they_are_told_may_write(
    sent: list[datetime], after: timedelta
) -> None:
    now = NOON + after
    before = [moment for moment in sent if moment <= now]
    left = breath_left(before, now)
    assert timedelta(0) <= left <= BREATH
    assert breath_left(before, now + left) == timedelta(0)
    if left:
        assert breath_left(before, now + left - timedelta(microseconds=1)) > timedelta(0)


@given(st.lists(st.integers(0, 45).map(lambda n: timedelta(seconds=n)), max_size=40))
def test_nobody_who_obeys_writes_three_times_within_a_minute(pauses: list[timedelta]) -> None:
    now, sent = NOON, list[datetime]()
    for pause in pauses:
        now += pause
        if not breath_left(sent[-AT_EASE:], now):
            sent.append(now)
    thirds = zip(sent, sent[AT_EASE:], strict=False)
    assert all(third - first >= BREATH for first, third in thirds)


@given(seconds)
def test_two_comments_are_never_held_up(after: timedelta) -> None:
    assert breath_left([], NOON) == timedelta(0)
    assert breath_left([NOON], NOON + after) == timedelta(0)
