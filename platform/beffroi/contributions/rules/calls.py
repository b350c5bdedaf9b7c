"""When a call lets people act, and what it may ask of them."""

import re
from datetime import datetime
from enum import StrEnum

MAX_SLUG = 80
LOWEST_AGE, HIGHEST_AGE = 11, 99
AGE_WAYS = frozenset({"declared", "proven"})
RESIDENCES = frozenset({"none", "neighbourhood", "commune"})
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Phase(StrEnum):
    """Where a call stands in time."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"


class Moderation(StrEnum):
    """Whether a text waits for a decision or appears at once and is looked at after."""

    BEFORE = "before"
    AFTER = "after"


class Act(StrEnum):
    """What people do in a call."""

    SUBMIT = "submit"
    SUPPORT = "support"
    COMMENT = "comment"
    REVISE = "revise"


# A change that was asked for may be made after the close: the idea was sent in time.
ACTS: dict[Phase, frozenset[Act]] = {
    Phase.UPCOMING: frozenset(),
    Phase.OPEN: frozenset(Act),
    Phase.CLOSED: frozenset({Act.REVISE}),
}


def phase(now: datetime, opens_at: datetime, closes_at: datetime) -> Phase:
    """A call is open from its first moment to just before its last."""
    if now < opens_at:
        return Phase.UPCOMING
    return Phase.OPEN if now < closes_at else Phase.CLOSED


def allows(act: Act, at: Phase) -> bool:
    """Whether this is done at this time of a call."""
    return act in ACTS[at]


def is_age(years: int | None) -> bool:
    """Whether a call may ask for this age; None asks for none."""
    return years is None or LOWEST_AGE <= years <= HIGHEST_AGE


def is_slug(text: str | None) -> bool:
    """Whether this could be the name of something in an address."""
    return bool(text) and len(text or "") <= MAX_SLUG and bool(_SLUG.fullmatch(text or ""))
