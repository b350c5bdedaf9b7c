"""What surrounds every message: the application, the ids in the logs, and the dead letters."""

import threading
import uuid
from typing import Any

import structlog
from dramatiq import Broker
from dramatiq.broker import MessageProxy
from dramatiq.middleware import Middleware
from flask import Flask
from flask.ctx import AppContext

from beffroi.core import db, metrics
from beffroi.core.clock import now
from beffroi.core.events import StoredEvent
from beffroi.core.outbox import DeadLetter
from workflows.once import Failed, GivenUp

_log = structlog.get_logger("beffroi.workflows")


class NoApplication(RuntimeError):
    """A worker was started on a broker that was tied to no application."""


class InApplication(Middleware):
    """Each message has its own application context, so its own session, gone when it ends."""

    def __init__(self) -> None:
        self.app: Flask | None = None
        self._contexts: dict[int, AppContext] = {}

    def context(self) -> AppContext:
        """A new context of the application this broker was tied to."""
        if self.app is None:
            raise NoApplication
        return self.app.app_context()

    def before_process_message(self, _broker: Broker, message: MessageProxy) -> None:
        context = self.context()
        context.push()
        self._contexts[threading.get_ident()] = context
        structlog.contextvars.bind_contextvars(
            actor=message.actor_name, message_id=message.message_id
        )

    def after_process_message(self, *_message: Any, **_outcome: Any) -> None:
        self._leave()

    def after_skip_message(self, *_message: Any) -> None:
        self._leave()

    def _leave(self) -> None:
        structlog.contextvars.clear_contextvars()
        context = self._contexts.pop(threading.get_ident(), None)
        if context is not None:
            context.pop(None)


class DeadLetters(Middleware):
    """A message no longer tried becomes a row and leaves the broker: the table is the one place.

    It stands before Retries in the list, so it is told after Retries has decided.
    """

    def __init__(self, surroundings: InApplication) -> None:
        self._surroundings = surroundings

    def after_process_message(self, *about: Any, **outcome: Any) -> None:
        message: MessageProxy = about[1]
        if not message.failed:
            return
        error = outcome.get("exception")
        what = str(error) if isinstance(error, Failed | GivenUp) else type(error).__name__
        with self._surroundings.context():
            bury(message.actor_name, uuid.UUID(message.args[0]), what)
        message.failed = False


def bury(actor: str, event_id: uuid.UUID, error: str) -> None:
    """Write the dead letter; of an event that does not exist only the journal can tell."""
    with db.transaction() as session:
        if session.get(StoredEvent, event_id) is not None:
            session.merge(
                DeadLetter(
                    event_id=event_id, actor=actor, error=error, died_at=now(), replayed_at=None
                )
            )
    metrics.DEAD.labels(actor).inc()
    _log.error("event_given_up", by=actor, event_id=str(event_id), error=error)
