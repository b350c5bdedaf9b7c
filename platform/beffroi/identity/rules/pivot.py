"""Pure rules of the pivot identity: one writing for one person, and the age it gives.

The pivot identity is what FranceConnect tells people apart by: given names, family name at birth,
sex, date, commune and country of birth (annex of the order of 8 November 2018).
"""

import calendar
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from beffroi.identity.rules.proofs import THRESHOLDS

_PARTS = ("given_name", "family_name", "gender", "birthdate", "birthplace", "birthcountry")
_MAY_BE_EMPTY = frozenset({"birthplace"})  # for whoever was born abroad
_BETWEEN = "\x1f"  # no name holds it: two identities never join into the same text
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def pivot_of(claims: Mapping[str, Any]) -> str | None:
    """The pivot identity in one writing, to be digested at once; None when it is not whole."""
    parts = {name: _folded(claims.get(name)) for name in _PARTS}
    if any(not parts[name] for name in _PARTS if name not in _MAY_BE_EMPTY):
        return None
    return _BETWEEN.join(parts[name] for name in _PARTS)


def age_reached(birthdate: object, today: date) -> int | None:
    """The highest threshold (15, 16, 18) that somebody has reached today; None below them all.

    A day or a month that the register does not know (00) is taken at its latest: nobody is made
    older than they are. Whoever was born on 29 February has their birthday on 1 March.
    """
    years = _years(birthdate, today)
    return None if years is None else max((t for t in THRESHOLDS if years >= t), default=None)


def is_too_young(birthdate: object, today: date, alone_from: int) -> bool:
    """Whether a known birth date says that somebody may not yet act alone."""
    years = _years(birthdate, today)
    return years is not None and years < alone_from


def _years(birthdate: object, today: date) -> int | None:
    born = _latest_day(birthdate)
    if born is None or born > today:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _latest_day(written: object) -> date | None:
    found = _DAY.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups())
    month = month or 12
    if year == 0 or month > 12:
        return None
    last = calendar.monthrange(year, month)[1]
    return date(year, month, day or last) if day <= last else None


def _folded(value: object) -> str:
    """Without case, accents nor signs between names: providers do not agree on them."""
    if not isinstance(value, str):
        return ""
    letters = "".join(
        sign if sign.isalnum() else " "
        for sign in unicodedata.normalize("NFKD", value.replace("œ", "oe").replace("Œ", "OE"))
        if not unicodedata.combining(sign)
    )
    return " ".join(letters.casefold().split())
