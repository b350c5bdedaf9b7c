"""How long a secret stays closed after wrong answers."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from beffroi.identity.rules.attempts import FREE_FAILURES, LONGEST_DELAY, delay_after

MINUTE = timedelta(minutes=1)


def test_the_first_four_wrong_answers_cost_nothing_then_the_delay_doubles_to_an_hour() -> None:
    delays = [delay_after(failures) / MINUTE for failures in range(13)]
    assert delays == [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60]


@given(st.integers(0, 10**9))
def test_one_more_failure_never_shortens_the_wait_which_stays_within_an_hour(count: int) -> None:
    assert timedelta(0) <= delay_after(count) <= delay_after(count + 1) <= LONGEST_DELAY
    assert (delay_after(count) == timedelta(0)) == (count < FREE_FAILURES)
