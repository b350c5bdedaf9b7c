"""What an operator asks of the events: what goes by, what was given up, try it again."""

import json
import time
import uuid
from collections.abc import Iterator

import click
from sqlalchemy import select

from beffroi.cli.application import opened
from beffroi.core import db
from beffroi.core.events import StoredEvent
from beffroi.core.outbox import DeadLetter
from workflows import ledger

POLL_SECONDS = 1.0
BATCH = 500


@click.group()
def events() -> None:
    """Follow the events, see what was given up, replay it."""


@events.command()
@click.option("-n", "--last", default=20, show_default=True, help="How many to begin with.")
@click.option("-f", "--follow", is_flag=True, help="Go on as they come, until Ctrl-C.")
@click.option("--name", help="Only events of this name.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def tail(last: int, *, follow: bool, name: str | None, as_json: bool) -> None:
    """Show the latest events, oldest first; an event holds ids and codes, nobody's words."""
    seen: uuid.UUID | None = None
    with opened():
        while True:
            with db.reading():
                for event in _after(seen, name) if seen else _latest(last, name):
                    click.echo(_as_json(event) if as_json else _as_line(event))
                    seen = event.id
            if not follow:
                return
            time.sleep(POLL_SECONDS)


@events.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def dead(*, as_json: bool) -> None:
    """List what actors gave up on; exits with 1 when there is any."""
    with opened(), db.reading() as session:
        letters = ledger.dead(session)
        for letter, name in letters:
            click.echo(_letter_as_json(letter, name) if as_json else _letter_as_line(letter, name))
    if letters:
        raise SystemExit(1)


@events.command()
@click.argument("ids", nargs=-1, type=click.UUID)
@click.option("--all", "everything", is_flag=True, help="Every dead letter.")
@click.option("--actor", help="Only those of this actor.")
def replay(ids: tuple[uuid.UUID, ...], *, everything: bool, actor: str | None) -> None:
    """Send again what was given up: the events with these IDS, or --all."""
    if not ids and not everything:
        raise click.UsageError("Name events by their id, or say --all.")
    with opened(), db.transaction() as session:
        chosen = [
            letter
            for letter, _name in ledger.dead(session)
            if (everything or letter.event_id in ids) and actor in (None, letter.actor)
        ]
        count = ledger.replay(session, chosen)
    click.echo(f"{count} to be sent again.")


def _latest(count: int, name: str | None) -> list[StoredEvent]:
    wanted = select(StoredEvent).order_by(StoredEvent.id.desc()).limit(count)
    found = db.session().scalars(wanted.filter_by(name=name) if name else wanted)
    return list(found)[::-1]


def _after(seen: uuid.UUID, name: str | None) -> Iterator[StoredEvent]:
    wanted = select(StoredEvent).where(StoredEvent.id > seen).order_by(StoredEvent.id).limit(BATCH)
    return iter(db.session().scalars(wanted.filter_by(name=name) if name else wanted))


def _as_line(event: StoredEvent) -> str:
    values = " ".join(f"{key}={value}" for key, value in event.payload.items())
    due = f" due={event.due_at:%Y-%m-%dT%H:%M:%SZ}" if event.due_at else ""
    return f"{event.recorded_at:%Y-%m-%dT%H:%M:%SZ} {event.id} {event.name} {values}{due}"


def _as_json(event: StoredEvent) -> str:
    return json.dumps(
        {
            "id": str(event.id),
            "name": event.name,
            "recorded_at": event.recorded_at.isoformat(),
            "due_at": event.due_at.isoformat() if event.due_at else None,
            "actor_kind": event.actor_kind,
            "actor_id": str(event.actor_id) if event.actor_id else None,
            "payload": event.payload,
        }
    )


def _letter_as_line(letter: DeadLetter, name: str) -> str:
    died = f"{letter.died_at:%Y-%m-%dT%H:%M:%SZ}"
    return f"{died} {letter.event_id} {name} {letter.actor} {letter.error}"


def _letter_as_json(letter: DeadLetter, name: str) -> str:
    return json.dumps(
        {
            "event_id": str(letter.event_id),
            "name": name,
            "actor": letter.actor,
            "error": letter.error,
            "died_at": letter.died_at.isoformat(),
        }
    )
