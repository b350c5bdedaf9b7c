"""Pure rules of blocks: how long, with which words, and who may decide what about whom."""

from collections.abc import Iterable
from datetime import datetime, timedelta

REASON_CODES = (
    "attacks",
    "discrimination",
    "threats",
    "private_data",
    "impersonation",
    "double_account",
    "advertising",
    "forbidden_by_law",
)
SHORTEST = timedelta(days=1)
LONGEST = timedelta(days=366)  # twelve months, of which one may be a leap year's
MIN_JUSTIFICATION = 20
MAX_JUSTIFICATION = 2000
MIN_APPEAL = 10
MAX_APPEAL = 4000
UPHELD = "upheld"
LIFTED = "lifted"
OUTCOMES = (UPHELD, LIFTED)
ABOVE_MODERATORS = "administrator"


def term_fault(starts_at: datetime, ends_at: datetime) -> str | None:
    """ "short" under a day, "long" over twelve months, else nothing."""
    length = ends_at - starts_at
    if length < SHORTEST:
        return "short"
    return "long" if length > LONGEST else None


def may_block(by_roles: Iterable[str], their_roles: Iterable[str], *, is_oneself: bool) -> bool:
    """Never oneself; an administrator only by another administrator."""
    if is_oneself:
        return False
    return ABOVE_MODERATORS not in set(their_roles) or ABOVE_MODERATORS in set(by_roles)


def may_answer(decider: object, blocker: object, blocked: object) -> bool:
    """An appeal is read by somebody else than who decided, and than who appeals."""
    return decider is not None and decider not in {blocker, blocked}
