"""When a call lets people act, and what it may ask of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MAX_SLUG = 80
LOWEST_AGE, HIGHEST_AGE = 11, 99
AGE_WAYS = frozenset({"declared", "proven"})
RESIDENCES = frozenset({"none", "neighbourhood", "commune"})
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Phase(StrEnum):
    """Where a call as a whole stands in time."""

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
    COMMENT = "comment"
    SUPPORT = "support"
    REVISE = "revise"
    ANSWER = "answer"


# What is open in a call of one phase that says nothing else; a questionnaire is asked for.
USUAL_ACTS = frozenset(Act) - {Act.ANSWER}


@dataclass(frozen=True)
class Period:
    """A phase of a call: what is open from its first moment to just before its last."""

    opens_at: datetime
    closes_at: datetime
    acts: frozenset[Act] = USUAL_ACTS
    title: str = ""

    def holds(self, moment: datetime) -> bool:
        """Whether this moment is in it."""
        return self.opens_at <= moment < self.closes_at


def phase(now: datetime, opens_at: datetime, closes_at: datetime) -> Phase:
    """A call is open from its first moment to just before its last."""
    if now < opens_at:
        return Phase.UPCOMING
    return Phase.OPEN if now < closes_at else Phase.CLOSED


def is_whole(one: Period) -> bool:
    """Whether it lasts and opens something."""
    return one.opens_at < one.closes_at and bool(one.acts)


def bounds(periods: Iterable[Period]) -> tuple[datetime, datetime]:
    """The first opening and the last close."""
    found = list(periods)
    return min(one.opens_at for one in found), max(one.closes_at for one in found)


def open_acts(periods: Iterable[Period], moment: datetime) -> frozenset[Act]:
    """What is open at this moment; phases that overlap add to each other."""
    return frozenset(act for one in periods if one.holds(moment) for act in one.acts)


def next_change(periods: Sequence[Period], moment: datetime) -> datetime | None:
    """The next moment at which something opens or closes; None when all is over."""
    here = open_acts(periods, moment)
    later = sorted({at for one in periods for at in (one.opens_at, one.closes_at) if at > moment})
    return next((at for at in later if open_acts(periods, at) != here), None)


def stretches(periods: Sequence[Period], acts: Iterable[Act] = Act) -> list[Period]:
    """The same time without overlaps: in each stretch something of `acts` is open, all along."""
    wanted = frozenset(acts)
    narrow = [Period(one.opens_at, one.closes_at, one.acts & wanted) for one in periods]
    if not narrow:
        return []
    found, moment = [], bounds(narrow)[0]
    while (until := next_change(narrow, moment)) is not None:
        found.append(Period(moment, until, open_acts(narrow, moment)))
        moment = until
    return [one for one in found if one.acts]


def is_age(years: int | None) -> bool:
    """Whether a call may ask for this age; None asks for none."""
    return years is None or LOWEST_AGE <= years <= HIGHEST_AGE


def is_slug(text: str | None) -> bool:
    """Whether this could be the name of something in an address."""
    return bool(text) and len(text or "") <= MAX_SLUG and bool(_SLUG.fullmatch(text or ""))
