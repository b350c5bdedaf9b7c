"""When what is said in a debate is carried by mail."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from beffroi.notifications.rules import APART, SETTLES, carried_at
from tests.conftest import NOON

moments = st.integers(0, 10_000).map(lambda n: NOON + timedelta(minutes=n))


@given(moments, st.one_of(st.none(), moments))
def test_letters_settle_and_keep_apart(told_at: datetime, last: datetime | None) -> None:
    due = carried_at(told_at, last)
    assert due >= told_at + SETTLES
    assert last is None or due >= last + APART
    assert due in {told_at + SETTLES, (last or told_at) + APART}
