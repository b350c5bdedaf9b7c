"""Pure rules of a roll: how its lines are read, and how one is told from another."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date

from beffroi.core.folding import fold, words

COLUMNS = ("nom", "prenom", "naissance")
LONGEST_NAME = 120
OLDEST = date(1900, 1, 1)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FRENCH = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")


class NotARoll(Exception):
    """The file has not the columns of a list of residents."""


def entry_key(family_name: str, given_name: str, born: date) -> str:
    """One writing for one person: folded family name, first given name, date of birth.

    Registers give all the given names of people, people give the first.
    """
    return f"{fold(family_name)}|{_first(given_name)}|{born.isoformat()}"


def read_lines(content: bytes, today: date) -> Iterator[str | None]:
    """The key of each line of a CSV, None for one that is not understood; NotARoll."""
    text = _decoded(content)
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") >= head.count(",") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    places = _places(next(rows, []))
    for row in rows:
        if any(cell.strip() for cell in row):
            yield _key(row, places, today)


def born_on(written: str, today: date) -> date | None:
    """A date of birth, day first or ISO 8601; None when it is none."""
    found = _ISO.fullmatch(written.strip())
    if found:
        year, month, day = map(int, found.groups())
    else:
        found = _FRENCH.fullmatch(written.strip())
        if found is None:
            return None
        day, month, year = map(int, found.groups())
    try:
        born = date(year, month, day)
    except ValueError:
        return None
    return born if OLDEST <= born <= today else None


def _key(row: list[str], places: tuple[int, int, int], today: date) -> str | None:
    if len(row) <= max(places):
        return None
    family, given, written = (row[place].strip() for place in places)
    born = born_on(written, today)
    too_long = len(family) > LONGEST_NAME or len(given) > LONGEST_NAME
    if born is None or too_long or not fold(family) or not _first(given):
        return None
    return entry_key(family, given, born)


def _first(given_name: str) -> str:
    return next(iter(words(given_name)), "")


def _places(head: list[str]) -> tuple[int, int, int]:
    named = [fold(cell) for cell in head]
    wanted = [fold(column) for column in COLUMNS]
    if not set(wanted) <= set(named):
        raise NotARoll
    first, second, third = (named.index(column) for column in wanted)
    return first, second, third


def _decoded(content: bytes) -> str:
    """UTF-8, or what a French spreadsheet still writes; NotARoll for what is no text."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise NotARoll from None
