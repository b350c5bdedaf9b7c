"""Does what recurs: each duty once when it falls due, by whichever process claims it first."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from beffroi.core import db
from beffroi.core.clock import now
from beffroi.core.outbox import Tick
from workflows.once import kind_and_place
from workflows.patient import Patient
from workflows.schedule import Duty

POLL_SECONDS = 20.0
AFTER_FAILURE = timedelta(minutes=5)
_log = structlog.get_logger("beffroi.clock")


@dataclass
class Clock:
    """Deadlines of single things are events with a due time; this is for what comes back."""

    app: Flask
    duties: Sequence[Duty]
    halted: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Until halted."""
        patient = Patient("clock", POLL_SECONDS)
        while not self.halted.is_set():
            patient.attempt(self.pass_once)
            self.halted.wait(patient.pause)

    def halt(self) -> None:
        """End `run` after the duty it is at."""
        self.halted.set()

    def pass_once(self) -> list[str]:
        """Do what is due; returns the names of the duties that were done here."""
        with self.app.app_context():
            planned = _planned(self.duties)
            due = [duty for duty in self.duties if planned[duty.name] <= now()]
            return [duty.name for duty in due if _do(duty, planned[duty.name])]


def _planned(duties: Sequence[Duty]) -> dict[str, datetime]:
    """When each duty falls due; a new one starts at its next time."""
    planned = _read_ticks()
    for duty in duties:
        if duty.name not in planned:
            planned[duty.name] = _plan(duty)
    return planned


def _read_ticks() -> dict[str, datetime]:
    with db.reading() as session:
        return dict(session.execute(select(Tick.name, Tick.next_at)).all())


def _plan(duty: Duty) -> datetime:
    first = duty.cadence.after(now())
    try:
        with db.transaction() as session:
            session.add(Tick(name=duty.name, next_at=first))
    except IntegrityError:
        return _read_ticks()[duty.name]
    return first


def _do(duty: Duty, seen: datetime) -> bool:
    """The claim and the work are one transaction: a crash undoes both, so no run is lost.

    However long the house was closed, a duty missed several times is done once. A duty done in
    steps is claimed first and then commits by itself, for it may be long.
    """
    planned = duty.cadence.after(now())
    try:
        with db.transaction():
            if not _move(duty.name, seen, planned):
                return False
            count = 0 if duty.in_steps else duty.call()
        count = duty.call() if duty.in_steps else count
    except Exception as error:
        _log.error("duty_failed", duty=duty.name, error=kind_and_place(error))
        with db.transaction():
            _move(duty.name, planned if duty.in_steps else seen, now() + AFTER_FAILURE)
        return False
    _log.info("duty_done", duty=duty.name, count=count)
    return True


def _move(name: str, seen: datetime, to: datetime) -> bool:
    """Move the hand on, unless somebody else has: PostgreSQL waits for them, then says no."""
    moved = update(Tick).where(Tick.name == name, Tick.next_at == seen).values(next_at=to)
    return getattr(db.session().execute(moved), "rowcount", 0) == 1
