"""A worker process to be killed: workers and relay on the tower's bell until nothing is owed.

    python tests/support/tower.py DATABASE_URL [REDIS_URL]

Prints `ring` as each event is handled and `settled` at the end.
"""

import sys
import threading
from functools import partial

from dramatiq import Worker
from flask import Flask

from beffroi.core import db
from tests.support import bells
from workflows import ledger
from workflows.boot import running
from workflows.broker import bind, make_broker, send
from workflows.relay import Relay

GRACE_SECONDS = 0.3
POLL_SECONDS = 0.05


def main(database_url: str, redis_url: str | None = None) -> None:
    app = bells.build_tower(bells.tower_settings(database_url, GRACE_SECONDS))
    bells.on_ring.append(lambda _number: tell("ring"))
    broker = bind(make_broker(redis_url), app, [bells.ring])
    if redis_url is None:
        with app.app_context(), db.transaction() as session:
            ledger.forget_sent(session)
    worker = Worker(broker, worker_threads=2, worker_timeout=50)
    worker.start()
    with running(Relay(app, partial(send, broker), bells.subscribed(bells.ring))):
        pause = threading.Event()
        while _is_open(app):
            pause.wait(POLL_SECONDS)
    worker.stop()
    tell("settled")


def tell(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def _is_open(app: Flask) -> bool:
    with app.app_context(), db.reading() as session:
        return ledger.count_open(session) > 0


if __name__ == "__main__":
    main(*sys.argv[1:])
