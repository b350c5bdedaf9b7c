"""Reads the records of a CSV file as a stream, goes on after a broken one and knows every line."""

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

LONGEST_LINE = 1_000_000  # characters; a line without an end must not fill the memory

# What `surrogateescape` makes of bytes that are no text in the stated encoding.
_STRAY_BYTE = re.compile("[\udc80-\udcff]")

_NOT_DECODABLE = "its bytes are not text in the encoding of the map"
_LINE_TOO_LONG = "the line is longer than a million characters"
_PLAINER = {
    "unexpected end of data": "a quote is opened and never closed",
    "field larger than field limit (131072)": "a quote is opened and not closed for long",
}


@dataclass(frozen=True)
class Record:
    """Some lines of the file: their cells, or why there are none."""

    line: int
    last_line: int
    cells: tuple[str, ...] = ()
    fault: str | None = None


class _LineTooLong(csv.Error):
    pass


class _Lines(Iterator[str]):
    """The lines of a text, counted; those of a broken record can be read again."""

    def __init__(self, text: TextIO) -> None:
        self.number = 0
        self._text = text
        self._again: deque[str] = deque()
        self._taken: list[str] = []

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._fresh()
        self.number += 1
        self._taken.append(line)
        return line

    def begin(self) -> int:
        """A record begins; returns the number of its first line."""
        self._taken = []
        return self.number + 1

    def give_back(self) -> None:
        """All lines of the record but its first are read again, as records of their own."""
        rest = self._taken[1:]
        self._again.extendleft(reversed(rest))
        self.number -= len(rest)

    def _fresh(self) -> str:
        line = self._text.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        if len(line) == LONGEST_LINE and not _ends(line):
            self._skip_rest()
            raise _LineTooLong(_LINE_TOO_LONG)
        return line

    def _skip_rest(self) -> None:
        self.number += 1
        while (piece := self._text.readline(LONGEST_LINE)) and not _ends(piece):
            pass


def records(text: TextIO, delimiter: str) -> Iterator[Record]:
    """Each record of a text opened with `newline=""` and `errors="surrogateescape"`.

    Quoting is strict. After a quote gone wrong, reading starts again at the next line, so that a
    quote left open costs one row and not all that follow.
    """
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        first = lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _LineTooLong as error:
            yield Record(first, lines.number, fault=str(error))
        except csv.Error as error:
            lines.give_back()
            yield Record(first, first, fault=_plain(error))
        else:
            if cells:
                yield _record(first, lines.number, cells)


def _record(first: int, last: int, cells: list[str]) -> Record:
    broken = any(_STRAY_BYTE.search(cell) for cell in cells)
    return Record(first, last, tuple(cells), _NOT_DECODABLE if broken else None)


def _plain(error: csv.Error) -> str:
    return _PLAINER.get(str(error), f"its quotes are broken ({error})")


def _ends(line: str) -> bool:
    return line[-1] in "\r\n"
