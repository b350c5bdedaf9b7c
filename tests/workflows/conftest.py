"""The bell tower on each database, and each of the two brokers with a worker on it."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
import redis
from dramatiq import Broker, Worker
from flask import Flask

from beffroi.core import db
from tests.support import bells
from workflows.broker import bind, make_broker
from workflows.once import EventActor

REDIS = os.environ.get("BEFFROI_TEST_REDIS")
AtWork = Callable[..., AbstractContextManager[Broker]]


@pytest.fixture
def tower(database_url: str) -> Iterator[Flask]:
    """An application with the machinery's tables, and no context of its own."""
    bells.forget_moods()
    app = bells.build_tower(bells.tower_settings(database_url))
    bells.furnish(app)
    yield app
    with app.app_context():
        db.engine().dispose()


@pytest.fixture
def redis_url() -> Iterator[str]:
    """An empty database of the Redis of the tests, one for each of pytest's own workers."""
    assert REDIS is not None
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    url = f"{REDIS.rsplit('/', 1)[0]}/{int(worker) + 1}"
    with redis.Redis.from_url(url) as client:
        client.flushdb()
        yield url
        client.flushdb()


@pytest.fixture(params=["in-process", *(["redis"] if REDIS else [])])
def broker(request: pytest.FixtureRequest) -> Iterator[Broker]:
    """Each of the two brokers, empty."""
    url = request.getfixturevalue("redis_url") if request.param == "redis" else None
    made = make_broker(url)
    made.emit_after("process_boot")
    yield made
    made.close()
    if url:
        made.client.close()  # type: ignore[attr-defined]


@pytest.fixture
def at_work(tower: Flask, broker: Broker) -> AtWork:
    """Two worker threads on the broker, for these actors, until the block ends."""

    @contextmanager
    def work(*actors: EventActor) -> Iterator[Broker]:
        bind(broker, tower, actors)
        worker = Worker(broker, worker_threads=2, worker_timeout=20)
        worker.start()
        try:
            yield broker
        finally:
            worker.stop()

    return work
