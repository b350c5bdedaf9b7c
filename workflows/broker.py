"""The broker: Redis in production, in-process when embedded; same middleware, same actors."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any

import dramatiq
from dramatiq import Broker
from dramatiq.brokers.stub import StubBroker
from dramatiq.middleware import Middleware, Retries, ShutdownNotifications, TimeLimit
from flask import Flask

from workflows.middleware import DeadLetters, InApplication
from workflows.once import EventActor, GivenUp

QUEUE = "events"
REDIS_TIMEOUT_SECONDS = 5
TIME_LIMIT_CHECK_MILLISECONDS = 500


class BootWorker(Middleware):
    """`dramatiq workflows` knows no application: it is made when the worker process starts."""

    def __init__(self, boot: Callable[[Broker], None]) -> None:
        self._boot = boot

    def before_worker_boot(self, broker: Broker, _worker: dramatiq.Worker) -> None:
        self._boot(broker)


def make_broker(redis_url: str | None) -> Broker:
    """A broker without actors; `bind` gives it an application and its actors."""
    return _redis(redis_url) if redis_url else StubBroker(middleware=_middleware())


def bind(broker: Broker, app: Flask, actors: Iterable[EventActor]) -> Broker:
    """Tie the actors to this broker and this application; an actor may live on several brokers."""
    surroundings = next(m for m in broker.middleware if isinstance(m, InApplication))
    surroundings.app = app
    for actor in actors:
        if actor.name not in broker.actors:
            _declare(broker, actor)
    return broker


def send(broker: Broker, actor: str, event_id: uuid.UUID) -> None:
    """Hand one message over: the event's id, nothing else."""
    broker.enqueue(broker.get_actor(actor).message(str(event_id)))


def _declare(broker: Broker, actor: EventActor) -> None:
    def perform(event_id: str) -> None:
        actor.run(uuid.UUID(event_id))

    options: dict[str, Any] = {**vars(actor.patience), "throws": (GivenUp,)}
    name = actor.name
    dramatiq.actor(broker=broker, actor_name=name, queue_name=QUEUE, **options)(perform)


def _middleware() -> list[Middleware]:
    """No AgeLimit: an old message is still owed. The first listed is the last told of an ending."""
    surroundings = InApplication()
    return [
        DeadLetters(surroundings),
        TimeLimit(interval=TIME_LIMIT_CHECK_MILLISECONDS),
        ShutdownNotifications(),
        Retries(),
        surroundings,
    ]


def _redis(url: str) -> Broker:
    import redis  # noqa: PLC0415 (the embedded mode does without)
    from dramatiq.brokers.redis import RedisBroker  # noqa: PLC0415 (it imports redis)

    patience = REDIS_TIMEOUT_SECONDS
    client = redis.Redis.from_url(url, socket_timeout=patience, socket_connect_timeout=patience)
    broker: Broker = RedisBroker(client=client, middleware=_middleware())  # type: ignore[no-untyped-call]
    return broker
