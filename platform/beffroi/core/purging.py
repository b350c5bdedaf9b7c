"""The nightly purge: what is past its time goes, table by table, in small batches, with a report.

The register says what is over; this runs it. Each batch is a transaction of its own, so that a big
purge never holds the tables for long; a crash leaves the rest to the next night.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Index, func, select
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core import db
from beffroi.core.clock import now
from beffroi.core.ids import new_id
from beffroi.core.register import Record, records

BATCH = 500
REPORTS_KEPT = timedelta(days=3 * 365)
_log = structlog.get_logger("beffroi.purge")


class PurgeReport(db.Base):
    """What a night let go: how many rows of each table, and of which nothing more is known.

    `kept` counts what is past its time and waits for somebody to decide.
    """

    __tablename__ = "purge_report"
    __table_args__ = (Index("ix_purge_report_started_at", "started_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    total: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict[str, Any]]
    kept: Mapped[dict[str, Any]]


@dataclass(frozen=True)
class Shelf:
    """What is more than rows of one table: files, accounts. It commits by itself, in steps.

    `count` and `drop` deal with what is over; `stays` counts what is, and must not go by itself.
    """

    name: str
    count: Callable[[], int]
    drop: Callable[[], int]
    stays: Callable[[], int] = lambda: 0


_shelves: dict[str, Shelf] = {}


def declare_shelf(shelf: Shelf) -> None:
    """Have the nightly purge look after it too."""
    _shelves[shelf.name] = shelf


def preview() -> dict[str, int]:
    """How many rows of each table are past their time now; those without any are left out.

    A row that goes along with another (a roll's entries) is not counted by itself.
    """
    over = {record.name: _count(record) for record in records() if record.over is not None}
    over |= {shelf.name: shelf.count() for shelf in _shelves.values()}
    return {name: count for name, count in sorted(over.items()) if count}


def purge() -> int:
    """Let go of all that is over and keep the report; returns how many rows and files went.

    It commits by itself, batch after batch: run it outside of any other transaction.
    """
    report_id = _begin()
    counts = {}
    for record in records():
        counts[record.name] = _all_of(record)
    counts |= {shelf.name: shelf.drop() for shelf in _shelves.values()}
    return _end(report_id, {name: count for name, count in sorted(counts.items()) if count})


def latest(limit: int) -> list[PurgeReport]:
    """The last reports, the newest first."""
    newest = select(PurgeReport).order_by(PurgeReport.started_at.desc(), PurgeReport.id.desc())
    return list(db.session().scalars(newest.limit(limit)))


def reports_over() -> Any:
    """Reports past their three years."""
    return PurgeReport.started_at < now() - REPORTS_KEPT


def _count(record: Record) -> int:
    over = record.over() if record.over is not None else None
    query = select(func.count()).select_from(record.table)
    return db.session().scalar(query.where(over) if over is not None else query) or 0


def _all_of(record: Record) -> int:
    """A table that cannot be purged does not keep the others from it."""
    gone = 0
    try:
        while True:
            with db.transaction():
                batch = record.drop_batch(BATCH)
            gone += batch
            if batch < BATCH:
                return gone
    except Exception as error:
        _log.error("purge_failed", table=record.name, error=type(error).__name__)
        return gone


def _staying() -> dict[str, int]:
    return {shelf.name: shelf.stays() for shelf in _shelves.values()}


def _begin() -> uuid.UUID:
    with db.transaction() as session:
        report = PurgeReport(started_at=now(), counts={}, kept={})
        session.add(report)
        session.flush()
        return report.id


def _end(report_id: uuid.UUID, counts: dict[str, int]) -> int:
    total = sum(counts.values())
    with db.transaction() as session:
        report = session.get_one(PurgeReport, report_id)
        report.finished_at, report.counts, report.total = now(), counts, total
        report.kept = {name: count for name, count in _staying().items() if count}
    return total
