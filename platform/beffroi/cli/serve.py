"""The processes of production: web, worker, relay and clock."""

import os
import signal
import sys
from functools import partial
from typing import NoReturn

import click

from beffroi import create_app, settings
from beffroi.core import logs
from workflows.boot import bind_all, running
from workflows.broker import make_broker, send
from workflows.clock import Clock
from workflows.relay import Relay
from workflows.schedule import DUTIES

NEEDS_REDIS = (
    "BEFFROI_REDIS_URL is not set: workers and relay meet in Redis or Valkey. "
    "Without it, `beffroi run` serves everything in one process."
)


@click.command()
@click.option("--bind", envvar="BEFFROI_BIND", default="127.0.0.1:8000", show_default=True)
@click.option("--workers", envvar="BEFFROI_WEB_WORKERS", default=2, show_default=True)
@click.option("--threads", envvar="BEFFROI_WEB_THREADS", default=4, show_default=True)
def web(bind: str, workers: int, threads: int) -> None:
    """Answer requests, with gunicorn; put a TLS proxy in front."""
    settings.from_environment()
    options = ["--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads)]
    _become("gunicorn", "--bind", bind, *options, "--no-control-socket", "beffroi.wsgi:app")


@click.command()
@click.option("--processes", envvar="BEFFROI_WORKER_PROCESSES", default=1, show_default=True)
@click.option("--threads", envvar="BEFFROI_WORKER_THREADS", default=4, show_default=True)
def worker(processes: int, threads: int) -> None:
    """Do what follows from events, with dramatiq."""
    _redis_url()
    _become("dramatiq", "workflows", "--processes", str(processes), "--threads", str(threads))


@click.command()
def relay() -> None:
    """Send events to the workers and keep the schedule; several may run."""
    logs.configure(json=True)
    broker = make_broker(_redis_url())
    app = create_app()
    bind_all(broker, app)
    endings = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, endings)  # the threads inherit it; we wait for one
    with running(Relay(app, partial(send, broker)), Clock(app, DUTIES)):
        signal.sigwait(endings)


def _redis_url() -> str:
    url = settings.from_environment().redis_url
    if not url:
        raise click.ClickException(NEEDS_REDIS)
    return url


def _become(module: str, *arguments: str) -> NoReturn:
    """Replace this process, so that signals reach the server itself."""
    os.execv(sys.executable, [sys.executable, "-m", module, *arguments])  # noqa: S606 (no shell is meant)
