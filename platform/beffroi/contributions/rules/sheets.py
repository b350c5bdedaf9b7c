"""The clarity sheet as a gate: what a call still lacks before anybody may be asked anything."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from beffroi.contributions.rules.calls import Period, bounds

PROSE: dict[str, int] = {
    "title": 120,
    "question": 300,
    "summary": 2000,
    "easy": 2000,
    "for_whom": 1000,
    "information": 2000,
    "what_happens": 2000,
    "who_decides": 1000,
}
MAX_PHASES = 12
MAX_SPEAKERS = 12
MAX_REASON = 1000
MAX_CONCLUSION = 5000


class Lack(StrEnum):
    """What is missing, or not possible, in a field of the sheet."""

    BLANK = "blank"
    TOO_SOON = "too_soon"
    OVER = "over"


def lacking(sheet: Mapping[str, Any], phases: Sequence[Period], now: datetime) -> dict[str, Lack]:
    """What keeps a call from being published, by field, in the order people fill it in.

    `sheet` holds the texts, `level`, `decided_by` and `speakers`, how many speak for the group.
    """
    found = {name: Lack.BLANK for name in PROSE if not str(sheet[name] or "").strip()}
    found |= {"level": Lack.BLANK} if sheet["level"] is None else {}
    if sheet["level"] == "codecision" and not sheet["speakers"]:
        found["speakers"] = Lack.BLANK
    return found | _lacking_dates(sheet["decided_by"], phases, now)


def _lacking_dates(
    decided_by: datetime | None, phases: Sequence[Period], now: datetime
) -> dict[str, Lack]:
    found: dict[str, Lack] = {}
    close = bounds(phases)[1] if phases else None
    if decided_by is None:
        found["decided_on"] = Lack.BLANK
    elif close is not None and decided_by <= close:
        found["decided_on"] = Lack.TOO_SOON
    if close is None:
        found["phases"] = Lack.BLANK
    elif close <= now:
        found["phases"] = Lack.OVER
    return found
