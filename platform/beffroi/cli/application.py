"""The application as a command uses it: within its context, and nothing left open after."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from beffroi import create_app
from beffroi.core import db


@contextmanager
def opened() -> Iterator[Flask]:
    """The application of the environment; its connections are closed on the way out."""
    app = create_app()
    with app.app_context():
        try:
            yield app
        finally:
            db.session().close()
            db.engine().dispose()
