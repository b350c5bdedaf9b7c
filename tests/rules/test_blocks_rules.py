"""How long a block lasts, and who decides about whom."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from beffroi.identity.rules.blocks import may_answer, may_block, term_fault

NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
ROLES = ["relay", "council_member", "moderator", "staff", "administrator"]
people = st.integers(1, 4)
roles = st.sets(st.sampled_from(ROLES))


@given(st.integers(-1000, 24 * 800))
def test_a_block_lasts_from_a_day_to_twelve_months(hours: int) -> None:
    fault = term_fault(NOON, NOON + timedelta(hours=hours))
    if hours < 24:
        assert fault == "short"
    else:
        assert fault == (None if hours <= 24 * 366 else "long")


@given(roles, roles)
def test_nobody_blocks_themselves(mine: set[str], theirs: set[str]) -> None:
    assert not may_block(mine, theirs, is_oneself=True)


@given(roles, roles)
def test_an_administrator_is_blocked_by_an_administrator_only(
    mine: set[str], theirs: set[str]
) -> None:
    allowed = may_block(mine, theirs, is_oneself=False)
    assert allowed is ("administrator" not in theirs or "administrator" in mine)


@given(st.none() | people, st.none() | people, people)
def test_an_appeal_is_answered_by_somebody_else(
    decider: int | None, blocker: int | None, blocked: int
) -> None:
    answers = may_answer(decider, blocker, blocked)
    assert answers is (decider is not None and decider not in (blocker, blocked))
