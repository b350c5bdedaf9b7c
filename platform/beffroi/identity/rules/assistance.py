"""Pure rules of acting for somebody: when it was said, how much in a day, how it is signed."""

from datetime import date, timedelta
from typing import Literal

LATEST_ENTRY = timedelta(days=30)  # what was collected on paper is entered within the month
CODE_SHOWN_FOR = timedelta(hours=12)  # a receipt is printed or sent on the day itself
CODE_MADE_WITHIN = timedelta(minutes=1)  # of its act: both stand in one transaction
RECEIPTS_PER_ACT = 3
MAX_PLACE = 120
MAX_OBJECTION = 1000
MAX_SIGNATURE = 80

DateFault = Literal["future", "too_old"]


def date_fault(acted_on: date, today: date) -> DateFault | None:
    """What is wrong with the day on which somebody is said to have spoken."""
    if acted_on > today:
        return "future"
    return "too_old" if today - acted_on > LATEST_ENTRY else None


def left_today(cap: int, recorded: int) -> int:
    """How many more acts a relay may record today; never less than none."""
    return max(0, cap - recorded)


def shortened(signature: str) -> str:
    """A public signature that fits, cut at a word where there is one."""
    if len(signature) <= MAX_SIGNATURE:
        return signature
    head = signature[: MAX_SIGNATURE - 1]
    return f"{head.rpartition(' ')[0] or head}…"
