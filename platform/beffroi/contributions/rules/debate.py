"""How people talk under an idea: two levels, a position, and a breath before the third answer."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from beffroi.contributions.rules.texts import Visibility

ANSWERS_SHOWN = 2  # below each comment of a list; the others are one tap away
AT_EASE = 2
BREATH = timedelta(seconds=60)
NO_TIME = timedelta(0)


class Position(StrEnum):
    """What somebody thinks of the idea; nobody has to say."""

    FOR = "for"
    AGAINST = "against"
    QUESTION = "question"


class DebateOrder(StrEnum):
    """In which order the comments of an idea are read."""

    OLDEST = "oldest"
    LATEST = "latest"
    ANSWERED = "answered"


def may_be_answered(*, is_root: bool, is_public: bool) -> bool:
    """Two levels and no more; words that nobody can read get no new answer."""
    return is_root and is_public


def may_hold(position: str | None, *, is_answer: bool) -> bool:
    """An answer speaks of the comment above it, not of the idea: it takes no position."""
    return position is None or not is_answer


def may_be_revised(visibility: str, *, is_answered: bool) -> bool:
    """A public comment stays as others have answered it; before it is public it may change."""
    if visibility == Visibility.PUBLISHED:
        return not is_answered
    return visibility in {Visibility.UNPROVEN, Visibility.WAITING, Visibility.CHANGES_ASKED}


def breath_left(sent: Iterable[datetime], now: datetime) -> timedelta:
    """How long to wait before writing again: who wrote twice within a minute reads once more."""
    recent = sorted(moment for moment in sent if now - BREATH < moment <= now)
    return recent[-AT_EASE] + BREATH - now if len(recent) >= AT_EASE else NO_TIME
