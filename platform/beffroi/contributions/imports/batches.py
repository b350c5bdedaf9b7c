"""Brings a batch of records in, in one transaction where a bad row never loses the others."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.exc import DataError, IntegrityError

from beffroi.contributions import services
from beffroi.contributions.imports.destination import ensure_call
from beffroi.contributions.imports.keys import KeysMet
from beffroi.contributions.imports.plan import Plan
from beffroi.contributions.imports.records import Record
from beffroi.contributions.imports.rows import Refused, RowReader
from beffroi.contributions.proposals import NewIdea
from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.core.problems import Problem

DATABASE_REFUSALS = (IntegrityError, DataError)
Outcome = Literal["imported", "known", "left_out", "bad"]


@dataclass
class Entry:
    """A record and what became of it."""

    record: Record
    key: str = ""
    idea: NewIdea | None = None
    outcome: Outcome = "bad"
    refusal: Refused | None = None

    def refuse(self, refusal: Refused) -> None:
        self.outcome, self.refusal = "bad", refusal


@dataclass
class Importer:
    """Reads and submits records by one map."""

    plan: Plan
    header: tuple[str, ...]
    reader: RowReader
    met: KeysMet
    dry_run: bool

    def take(self, batch: list[Record]) -> list[Entry]:
        """Bring a batch in, in one transaction; a bad row does not harm the others."""
        entries = [self._entry(record) for record in batch]
        with trial() if self.dry_run else db.transaction():
            ensure_call(self.plan.call)
            self._bring([entry for entry in entries if entry.idea])
        return entries

    def _entry(self, record: Record) -> Entry:
        entry = Entry(record)
        try:
            self._read(entry)
        except Refused as refusal:
            entry.refuse(refusal)
        return entry

    def _read(self, entry: Entry) -> None:
        record, width = entry.record, len(self.header)
        if record.fault:
            raise Refused(f"row: {record.fault}")
        if len(record.cells) != width:
            raise Refused(f"row: it does not have {width} columns", str(len(record.cells)))
        row = dict(zip(self.header, record.cells, strict=True))
        if self.reader.is_left_out(row):
            entry.outcome = "left_out"
            return
        entry.key = self.reader.key(row)
        first = self.met.first_line(entry.key, record.line)
        if first != record.line:
            raise Refused("key: another line of the file has it", f"line {first}")
        entry.idea = self.reader.idea(row)

    def _bring(self, entries: list[Entry]) -> None:
        """All in one savepoint, which is fast; each in its own once the database refuses one."""
        known = self._known(entries)
        for entry in entries:
            entry.outcome = "known" if entry.key in known else "imported"
        fresh = [entry for entry in entries if entry.outcome == "imported"]
        session = db.session()
        try:
            with session.begin_nested(), session.no_autoflush:
                for entry in fresh:
                    _submit(entry)
        except DATABASE_REFUSALS:
            for entry in fresh:
                self._bring_alone(entry)

    def _bring_alone(self, entry: Entry) -> None:
        try:
            with db.session().begin_nested():
                _submit(entry)
        except DATABASE_REFUSALS:
            if self._known([entry]):  # another import of the same file was quicker
                entry.outcome = "known"
            else:
                entry.refuse(Refused("row: the database does not take it"))

    def _known(self, entries: list[Entry]) -> set[str]:
        return services.known_sources(self.plan.call.slug, [entry.key for entry in entries])


@contextmanager
def trial() -> Iterator[None]:
    """Everything is done, then undone."""
    try:
        yield
    finally:
        db.session().rollback()


def _submit(entry: Entry) -> None:
    """The service checks a text before it writes anything: a refusal leaves nothing behind."""
    assert entry.idea is not None
    try:
        services.submit_idea(SYSTEM, entry.idea)
    except Problem as problem:
        entry.refuse(_refusal(problem))


def _refusal(problem: Problem) -> Refused:
    """What the service answers to everybody, by field, on one line."""
    said = [f"{name}: {text}" for name, texts in problem.errors.items() for text in texts]
    return Refused("; ".join(said) or f"row: {problem.title}")
