"""Streams a file into a call, a batch a transaction: broken off and run again, none doubles."""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO, Protocol

from beffroi.contributions.imports.batches import Entry, Importer, trial
from beffroi.contributions.imports.destination import check_slugs, ensure_call
from beffroi.contributions.imports.keys import KeysMet
from beffroi.contributions.imports.plan import MapError, Plan
from beffroi.contributions.imports.records import Record, records
from beffroi.contributions.imports.rows import RowReader, shown
from beffroi.core import db
from beffroi.core.clock import now

BATCH = 200


@dataclass(frozen=True)
class BadRow:
    """A row that did not come in: where it stands in the file, its key if it has one, and why."""

    line: int
    last_line: int
    key: str
    reason: str
    found: str = ""


@dataclass
class Tally:
    """What became of the rows that were read, and how often each reason was given."""

    read: int = 0
    imported: int = 0
    known: int = 0
    left_out: int = 0
    bad: int = 0
    reasons: Counter[str] = field(default_factory=Counter)


class Watcher(Protocol):
    """Who follows an import; told after each transaction, so that what it hears is settled."""

    def bad_row(self, row: BadRow) -> None: ...

    def went_on(self, tally: Tally, position: int) -> None:
        """So many bytes of the file were read."""


def bring_in(source: BinaryIO, plan: Plan, watcher: Watcher, *, dry_run: bool = False) -> Tally:
    """Import a file; MapError when the map does not fit it, or the call cannot receive it."""
    text = io.TextIOWrapper(source, plan.encoding, errors="surrogateescape", newline="")
    rows = records(text, plan.delimiter)
    header = _header(plan, rows)
    with trial() if dry_run else db.transaction():
        ensure_call(plan.call)
        check_slugs(plan)
    tally = Tally()
    with KeysMet() as met:
        run = Importer(plan, header, RowReader(plan, now()), met, dry_run)
        while batch := list(islice(rows, BATCH)):
            for entry in run.take(batch):
                _count(tally, entry, watcher)
            watcher.went_on(tally, source.tell())
    text.detach()
    return tally


def _header(plan: Plan, rows: Iterator[Record]) -> tuple[str, ...]:
    """The names of the columns; those the map names are there, once."""
    first = next(rows, None)
    if first is None or first.fault:
        raise MapError("The file has no header." if first is None else f"Line 1: {first.fault}")
    names = tuple(name.strip() for name in first.cells)
    missing = sorted(plan.columns() - set(names))
    twice = sorted(name for name in plan.columns() if names.count(name) > 1)
    found = ", ".join(shown(name) for name in names[:40])
    faults = [f"The file has no column “{name}”; it has: {found}." for name in missing]
    faults += [f"The file has several columns “{name}”." for name in twice]
    if faults:
        raise MapError(*faults)
    return names


def _count(tally: Tally, entry: Entry, watcher: Watcher) -> None:
    tally.read += 1
    setattr(tally, entry.outcome, getattr(tally, entry.outcome) + 1)
    if entry.refusal is not None:
        tally.reasons[entry.refusal.reason] += 1
        lines, refusal = entry.record, entry.refusal
        row = BadRow(lines.line, lines.last_line, shown(entry.key), refusal.reason, refusal.found)
        watcher.bad_row(row)
