"""By when an idea is answered, since when nothing was heard of it, where it may be proposed."""

from datetime import date, timedelta
from enum import StrEnum

from beffroi.contributions.rules.stages import Stage

MAX_NEXT_STEP = 300
LONGEST_ANSWER = 366  # days
SOON = 15  # days before its due day an answer is worth a reminder
# What was promised and is not finished: people wait for news.
AWAITED = frozenset({Stage.STUDIED, Stage.KEPT, Stage.UNDER_WAY})


class Destination(StrEnum):
    """What an idea may be proposed to become."""

    BUDGET = "budget"
    COUNCIL = "council"
    LAB = "lab"


def is_delay(days: int | None) -> bool:
    """Whether a call may promise an answer in so many days; None leaves the setting."""
    return days is None or 1 <= days <= LONGEST_ANSWER


def due_day(published_on: date, days: int) -> date:
    """The last day of an answer in time."""
    return published_on + timedelta(days=days)


def is_late(due_on: date | None, answered_on: date | None, today: date) -> bool:
    """From the morning after the due day, while nothing was answered."""
    return due_on is not None and answered_on is None and today > due_on


def silent_since(stage: str, last_news_on: date | None, today: date, days: int) -> date | None:
    """Since when nothing is heard of what is promised, once it has lasted so many days."""
    if stage not in AWAITED or last_news_on is None:
        return None
    return last_news_on if today - last_news_on >= timedelta(days=days) else None
