"""Acts of several people at the same moment, each on a connection of its own."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask

from beffroi.core import clock as core_clock
from beffroi.core import db
from tests.conftest import NOON

Act = Callable[[], Any]


def all_at_once(app: Flask, acts: Sequence[Act]) -> list[Any]:
    """What each was told, or the exception that it met; at noon, as the clock of the tests says."""
    db.session().commit()
    start, told = threading.Barrier(len(acts)), list[Any]()

    def run(act: Act) -> None:
        with app.app_context(), core_clock.at(NOON):
            start.wait()
            try:
                told.append(act())
            except Exception as error:
                told.append(error)
            finally:
                db.session().close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session().expire_all()
    return told


def failures_of(told: Sequence[Any]) -> list[Exception]:
    """What went wrong among it."""
    return [one for one in told if isinstance(one, Exception)]
