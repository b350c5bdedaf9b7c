"""Ties actors to a broker and runs the loops: for workers, relay and the embedded mode."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from dramatiq import Broker
from flask import Flask

from beffroi import create_app
from beffroi.core import logs
from workflows.broker import bind
from workflows.subscriptions import SUBSCRIPTIONS, actors_of

STOP_SECONDS = 40.0


class Loop(Protocol):
    """A relay or a clock."""

    def run(self) -> None:
        """Until halted."""

    def halt(self) -> None:
        """Ask it to end."""


def bind_all(broker: Broker, app: Flask) -> Broker:
    """Every subscribed actor, on this broker and this application."""
    return bind(broker, app, actors_of(SUBSCRIPTIONS))


def bind_from_environment(broker: Broker) -> None:
    """What a worker process does before its first message."""
    logs.configure(json=True)
    bind_all(broker, create_app())


@contextmanager
def running(*loops: Loop) -> Iterator[None]:
    """Each loop in a thread of its own, ended together."""
    threads = [threading.Thread(target=loop.run, name=type(loop).__name__) for loop in loops]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for loop in loops:
            loop.halt()
        for thread in threads:
            thread.join(STOP_SECONDS)
