"""When what is said in a debate is carried to somebody: not word by word."""

from datetime import datetime, timedelta

SETTLES = timedelta(hours=1)
APART = timedelta(days=1)


def carried_at(told_at: datetime, last: datetime | None) -> datetime:
    """An hour after the first word, and never within a day of the letter before."""
    settled = told_at + SETTLES
    return settled if last is None else max(settled, last + APART)
