"""A worker killed in the middle loses nothing and does nothing twice, on both stacks."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis
from flask import Flask
from sqlalchemy import func, select

from beffroi.core import db, events
from beffroi.core.actor import SYSTEM
from beffroi.core.outbox import DeadLetter, Handled
from tests.conftest import POSTGRES, REDIS
from tests.support import bells
from tests.support import tower as killed

EVENTS = 300
PATIENCE_SECONDS = 60
ROOT = Path(__file__).parents[2]


class Workers:
    """A worker process, read line by line."""

    def __init__(self, *urls: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, killed.__file__, *urls],
            stdout=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}"},
        )

    def read(self, wanted: int) -> None:
        """Wait until this many more events were handled."""
        assert self._process.stdout is not None
        for _ in range(wanted):
            assert self._process.stdout.readline() == "ring\n"

    def kill(self) -> None:
        self._process.kill()

    def finish(self) -> None:
        """Wait until nothing is owed."""
        output, _ = self._process.communicate(timeout=PATIENCE_SECONDS)
        assert output.splitlines()[-1] == "settled"
        assert self._process.returncode == 0

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


@contextmanager
def workers(*urls: str) -> Iterator[Workers]:
    """Never left behind, and never waited for without end."""
    started = Workers(*urls)
    alarm = threading.Timer(PATIENCE_SECONDS, started.kill)
    alarm.start()
    try:
        yield started
    finally:
        alarm.cancel()
        started.close()


@pytest.fixture
def stack(request: pytest.FixtureRequest, database_url: str) -> list[str]:
    """SQLite with the in-process broker, or PostgreSQL with Redis."""
    if database_url.startswith("sqlite"):
        return [database_url]
    if not REDIS:
        pytest.skip("NOT RUN: PostgreSQL goes with Redis, and there is none")
    return [database_url, request.getfixturevalue("redis_url")]


def ring_all(tower: Flask) -> None:
    with tower.app_context(), db.transaction():
        for number in range(EVENTS):
            events.record(bells.BellRung(number), by=SYSTEM)


def assert_each_was_handled_once(tower: Flask) -> None:
    with tower.app_context():
        assert bells.lines() == [("ring", number) for number in range(EVENTS)]
        with db.reading() as session:
            assert session.scalar(select(func.count()).select_from(Handled)) == EVENTS
            assert session.scalar(select(func.count()).select_from(DeadLetter)) == 0


def test_killed_twice_in_the_middle_of_300_events(tower: Flask, stack: list[str]) -> None:
    ring_all(tower)
    for wanted in (60, 90):
        with workers(*stack) as started:
            started.read(wanted)
            started.kill()
        with tower.app_context():
            assert 0 < len(bells.lines()) < EVENTS
    with workers(*stack) as started:
        started.finish()
    assert_each_was_handled_once(tower)


@pytest.mark.skipif(not (POSTGRES and REDIS), reason="NOT RUN: it wants PostgreSQL and Redis")
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_emptied_redis_in_the_middle_of_300_events(tower: Flask, stack: list[str]) -> None:
    ring_all(tower)
    with workers(*stack) as started, redis.Redis.from_url(stack[1]) as client:
        for _ in range(3):
            started.read(60)
            client.flushdb()
        started.finish()
    assert_each_was_handled_once(tower)
