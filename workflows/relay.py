"""Sends each committed event to the actors that are owed it, again and again until none is owed.

The database is the truth: the broker may be emptied or down, what was not handled is sent again.
Several relays may run; each claims its own rows.
"""

import threading
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from beffroi.core import db, metrics
from beffroi.core.clock import now
from beffroi.core.events import Event
from beffroi.core.outbox import Outbox
from beffroi.settings import Settings
from workflows import ledger
from workflows.once import EventActor, Failed
from workflows.patient import Patient
from workflows.subscriptions import SUBSCRIPTIONS, actors_of, names_of

POLL_SECONDS = 0.3
LONGEST_GRACE = timedelta(minutes=10)
MAX_DOUBLINGS = 12
Send = Callable[[str, uuid.UUID], None]


@dataclass
class Relay:
    """One relay; `wake` cuts its pause short, which the embedded mode does at each commit."""

    app: Flask
    send: Send
    subscriptions: Mapping[type[Event], tuple[EventActor, ...]] = field(
        default_factory=lambda: SUBSCRIPTIONS
    )
    wake: threading.Event = field(default_factory=threading.Event)
    halted: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Until halted; whatever is down is waited for, and told of once."""
        patient = Patient("relay", POLL_SECONDS)
        while not self.halted.is_set():
            patient.attempt(self.drain)
            self.wake.wait(patient.pause)
            self.wake.clear()

    def halt(self) -> None:
        """End `run` after the pass it is in."""
        self.halted.set()
        self.wake.set()

    def drain(self) -> int:
        """Pass until nothing is due; returns how many messages were handed over."""
        total = 0
        with self.app.app_context():
            while True:
                looked_at, sent = self._pass()
                total += sent
                if looked_at < ledger.BATCH:
                    break
            if total:
                with db.reading() as session:
                    metrics.OPEN.set(ledger.count_open(session))
        return total

    def _pass(self) -> tuple[int, int]:
        """One batch in one transaction; how many rows were looked at and messages sent."""
        with db.reading() as session:
            if not ledger.something_is_due(session):
                return 0, 0
        with db.transaction() as session:
            rows = ledger.claim(session)
            sent = self._send_owed(session, rows)
        metrics.RELAYED.inc(sent)
        return len(rows), sent

    def _send_owed(self, session: Session, rows: Sequence[Outbox]) -> int:
        """Sent before the commit: a crash in between sends twice, which is harmless."""
        names = names_of(self.subscriptions)
        owed = ledger.owed(session, [row.event_id for row in rows], names)
        for row in rows:
            for actor in owed[row.event_id]:
                self.send(actor, row.event_id)
            if owed[row.event_id]:
                row.next_at = now() + self._grace(row.rounds)
                row.rounds += 1
            else:
                row.settled_at = now()
        return sum(map(len, owed.values()))

    def _grace(self, rounds: int) -> timedelta:
        """How long to believe the broker before sending again; doubled each time."""
        settings: Settings = self.app.extensions["beffroi_settings"]
        first = timedelta(seconds=settings.relay_grace_seconds)
        return min(first * 2.0 ** min(rounds, MAX_DOUBLINGS), LONGEST_GRACE)


def run_due(
    app: Flask, subscriptions: Mapping[type[Event], tuple[EventActor, ...]] | None = None
) -> int:
    """Relay what is due and do it here and now, without a broker; an actor's error comes out."""
    table = SUBSCRIPTIONS if subscriptions is None else subscriptions
    owed: list[tuple[str, uuid.UUID]] = []
    Relay(app, lambda actor, event_id: owed.append((actor, event_id)), table).drain()
    runs = {actor.name: actor.run for actor in actors_of(table)}
    for actor, event_id in owed:
        with app.app_context():
            try:
                runs[actor](event_id)
            except Failed as failure:
                raise failure.__context__ or failure from None
    return len(owed)
