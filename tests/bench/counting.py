"""Counts the SQL statements of a request, in a process of its own and with nothing else running."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine

from beffroi import create_app
from beffroi.settings import Settings
from tests.bench.client import Ask, with_tag
from tests.bench.floor import make_floor
from tests.bench.served import SECRET


def applications(url: str, data: Path) -> tuple[Flask, Flask]:
    """The application with the settings of production, and the floor."""
    settings = Settings(data=data, database_url=url, secret_key=SECRET, rate_limits=False)
    return create_app(settings), make_floor(url)


def statements_of(app: Flask, asks: Sequence[Ask], *, conditional: bool = False) -> int:
    """What the last of these requests sends to the database; those before warm what is kept."""
    tag, count = "", 0
    for ask in asks:
        asked = with_tag(ask, tag) if conditional and tag else ask
        with _listening() as counted:
            answer = app.test_client(use_cookies=False).open(
                asked.path, method=asked.method, headers=asked.headers, data=asked.body
            )
        tag, count = answer.headers.get("ETag", ""), len(counted)
    return count


@contextmanager
def _listening() -> Iterator[list[str]]:
    sent: list[str] = []

    def hear(*arguments: Any) -> None:
        sent.append(str(arguments[2]))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
