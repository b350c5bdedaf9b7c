"""A tower to test the machinery alone: a bell, ringers that each leave a line in a table."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.core.events import Event, record
from beffroi.settings import Settings
from workflows.once import Errand, EventActor, carries, handles

SECRET = "a secret of the tests, long enough to be taken"


@dataclass(frozen=True)
class BellRung(Event):
    """The bell was rung."""

    number: int


@dataclass(frozen=True)
class BellPolished(Event):
    """Nobody cares."""


@dataclass
class Mood:
    """What the next calls of the moody ringer do: raise these, in order, then nothing more."""

    errors: list[BaseException] = field(default_factory=list)
    calls: int = 0

    def strike(self) -> None:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)


mood = Mood()
outside: list[str] = []
during: list[Callable[[], None]] = []
on_ring: list[Callable[[int], None]] = []


@handles(max_retries=2, min_backoff=1, max_backoff=2, time_limit=20_000)
def ring(event: BellRung) -> None:
    """Always rings."""
    leave_a_line("ring", event.number)
    for look in on_ring:
        look(event.number)


@handles(max_retries=2, min_backoff=1, max_backoff=2, time_limit=20_000)
def ring_if_in_the_mood(event: BellRung) -> None:
    """Rings, then fails as it was told to."""
    leave_a_line("moody", event.number)
    mood.strike()


@handles(max_retries=0, min_backoff=1, max_backoff=2, time_limit=50)
def ring_for_ever(event: BellRung) -> None:
    """Does not stop by itself."""
    leave_a_line("endless", event.number)
    while True:
        mood.calls += 1


@carries(max_retries=2, min_backoff=1, max_backoff=2, time_limit=20_000)
def carry_the_sound(event: BellRung) -> Errand | None:
    """Acts outside the database, unless the bell has number 0."""
    if event.number == 0:
        return None

    def do() -> None:
        for look in during:
            look()
        outside.append(f"bell {event.number}")

    def afterwards() -> None:
        leave_a_line("carried", event.number)
        mood.strike()

    return Errand(do, afterwards)


def leave_a_line(who: str, number: int) -> None:
    """The effect: a line without any uniqueness, so that twice shows."""
    line = text("INSERT INTO ring (who, number) VALUES (:who, :number)")
    db.session().execute(line, {"who": who, "number": number})


def lines() -> list[tuple[str, int]]:
    """All lines left."""
    with db.reading() as session:
        found = session.execute(text("SELECT who, number FROM ring ORDER BY who, number"))
        return [(who, number) for who, number in found]


def ring_the_bell(number: int = 1, **when: object) -> uuid.UUID:
    """Record the event and commit it."""
    with db.transaction():
        return record(BellRung(number), by=SYSTEM, **when)  # type: ignore[arg-type]


def build_tower(settings: Settings) -> Flask:
    """An application with a database and nothing else."""
    app = Flask("tower")
    app.extensions["beffroi_settings"] = settings
    app.config.update(SQLALCHEMY_DATABASE_URI=settings.database_url)
    if settings.database_url.startswith("sqlite"):
        app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"connect_args": {"check_same_thread": False}}
    db.init_app(app)
    return app


def furnish(app: Flask) -> None:
    """The table of the lines."""
    with app.app_context(), db.transaction() as session:
        session.execute(text("CREATE TABLE ring (who VARCHAR(20), number INTEGER)"))


def tower_settings(database_url: str, grace: float = 60.0) -> Settings:
    """Settings of a tower."""
    return Settings(
        data=Path(), database_url=database_url, secret_key=SECRET, relay_grace_seconds=grace
    )


def subscribed(*actors: EventActor) -> dict[type[Event], tuple[EventActor, ...]]:
    """A table where these hear of the bell."""
    return {BellRung: actors}


def forget_moods() -> None:
    """Each test begins in a good mood."""
    mood.errors.clear()
    mood.calls = 0
    outside.clear()
    during.clear()
    on_ring.clear()
