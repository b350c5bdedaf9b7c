"""The one source of time, which a test may move."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
MORNING = time(8, 0)  # in Paris, when reminders are sent


class _Hand:
    """Where a test has set the clock; shared by threads on purpose, workers must follow."""

    fixed: datetime | None = None


def now() -> datetime:
    """The current moment, in UTC."""
    return _Hand.fixed or datetime.now(UTC)


def today() -> date:
    """The day it is in Paris: what terms, ends and due days are counted by."""
    return now().astimezone(PARIS).date()


def day_of(moment: datetime) -> date:
    """The day it is in Paris at that moment."""
    return moment.astimezone(PARIS).date()


def morning(day: date) -> datetime:
    """Eight o'clock of that day in Paris."""
    return datetime.combine(day, MORNING, PARIS)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the clock at a moment."""
    before = _Hand.fixed
    _Hand.fixed = moment.astimezone(UTC)
    try:
        yield
    finally:
        _Hand.fixed = before
