"""Remembers the keys met in a file, on disk: a file of any length leaves the memory as it is."""

import sqlite3
from types import TracebackType
from typing import Self


class KeysMet:
    """The line of each key, in a private temporary database that goes when it is closed."""

    def __init__(self) -> None:
        self._kept = sqlite3.connect("", isolation_level=None)
        self._kept.execute("PRAGMA journal_mode = OFF")
        self._kept.execute("PRAGMA synchronous = OFF")
        self._kept.execute("CREATE TABLE met (key TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._kept.close()

    def first_line(self, key: str, line: int) -> int:
        """The line where this key was met first: this one, when it is new."""
        added = self._kept.execute("INSERT OR IGNORE INTO met VALUES (?, ?)", (key, line))
        if added.rowcount:
            return line
        found: int = self._kept.execute("SELECT line FROM met WHERE key = ?", (key,)).fetchone()[0]
        return found
