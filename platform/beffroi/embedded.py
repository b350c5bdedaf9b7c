"""One process for everything on SQLite: web, workers, relay and clock; `beffroi run`."""

import errno
import fcntl
import os
import signal
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click
import waitress
from dramatiq import Worker
from flask import Flask

from beffroi import create_app, demo, schema, settings
from beffroi.core import db, events, logs, mail
from beffroi.identity import services as identity
from beffroi.identity.reference import load_offices
from beffroi.settings import Settings
from beffroi.territories import services as territories
from workflows import ledger
from workflows.boot import bind_all, running
from workflows.broker import make_broker, send
from workflows.clock import Clock
from workflows.relay import Relay
from workflows.schedule import DUTIES

WEB_THREADS = 8
WORKER_THREADS = 2
WORKER_STOP_MILLISECONDS = 30_000
WORKER_WAKES = 250  # milliseconds: how soon an idle worker notices that it must stop
LOCK = "beffroi.lock"
BACKLOG = 128


@click.command()
@click.option("--host", envvar="BEFFROI_HOST", default="127.0.0.1", show_default=True)
@click.option(
    "--port", envvar="PORT", default=8000, show_default=True, type=click.IntRange(0, 65535)
)
@click.option("--demo/--no-demo", "with_demo", envvar="BEFFROI_DEMO", default=True)
def run(host: str, port: int, *, with_demo: bool) -> None:
    """Serve everything from this machine: pages, workers, relay and clock, on one SQLite file."""
    signal.signal(signal.SIGTERM, _end)
    data = settings.from_environment(embedded=True).data
    with alone_on(data), listening(host, port) as door, suppress(KeyboardInterrupt):
        _serve(door, settings_for(os.environ, door), with_demo=with_demo)
    click.echo("Stopped.")


def settings_for(environment: Mapping[str, str], door: socket.socket) -> Settings:
    """The settings of this process, whose links lead to the port it really listens on."""
    port = str(door.getsockname()[1])
    return settings.from_environment({**environment, "PORT": port}, embedded=True)


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """The port is taken before anything slow is done, so that a busy one is told at once."""
    door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
    except OSError as error:
        door.close()
        raise click.ClickException(_why_not(error, host, port)) from None
    with door:
        yield door


@contextmanager
def alone_on(data: Path) -> Iterator[None]:
    """One process a data folder: two in-process brokers would each lose what the other was sent."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise click.ClickException(
                f"Beffroi is already running on {data}. Stop it first, or choose another folder: "
                "BEFFROI_DATA=/path/to/folder beffroi run"
            ) from None
        yield


def prepare(app: Flask, *, with_demo: bool) -> None:
    """Reference data at each start, the demo once; what the last process was at is due again."""
    with app.app_context():
        with db.transaction() as session:
            territories.load_reference()
            load_offices()
            ledger.forget_sent(session)
        if with_demo:
            demo.load()
            identity.offer_demo_accounts(app, demo.ACCOUNTS)


@contextmanager
def at_work(app: Flask) -> Iterator[None]:
    """Workers, relay and clock; the relay is woken by each commit."""
    broker = bind_all(make_broker(None), app)
    broker.emit_after("process_boot")  # starts the time limits; a worker process would do it
    worker = Worker(broker, worker_threads=WORKER_THREADS, worker_timeout=WORKER_WAKES)
    relay = Relay(app, partial(send, broker))
    events.after_commit(relay.wake.set)
    worker.start()
    try:
        with running(relay, Clock(app, DUTIES)):
            yield
    finally:
        events.forget_callbacks()
        worker.stop(timeout=WORKER_STOP_MILLISECONDS)
        broker.close()


def _serve(door: socket.socket, chosen: Settings, *, with_demo: bool) -> None:
    logs.configure(json=False)
    schema.migrate(chosen.database_url)
    app = create_app(chosen)
    prepare(app, with_demo=with_demo)
    with at_work(app):
        door.listen(BACKLOG)
        announce(app)
        waitress.create_server(app, sockets=[door], threads=WEB_THREADS).run()


def announce(app: Flask) -> None:
    """Where it is, who can be tried, where mail goes."""
    chosen: Settings = app.extensions["beffroi_settings"]
    click.echo(f"\nBeffroi   {chosen.public_url}")
    click.echo(f"Mail      {chosen.public_url}/courrier   ({mail.mail_folder(chosen)})")
    click.echo(f"Data      {chosen.data}")
    with app.app_context(), db.reading():
        accounts = identity.demo_accounts()
        for person in accounts:
            click.echo(f"Account   {person.email}   {person.display_name}")
    if accounts:
        click.echo(f"Sign in with one tap, no password: {chosen.public_url}/connexion")
    click.echo("Ctrl-C stops it.\n")


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} of {host} is taken by another program. "
            f"Choose another: PORT={port + 1} beffroi run"
        )
    return f"Cannot listen on {host}:{port}: {error.strerror}."


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
