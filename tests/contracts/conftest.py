"""Villages built once for a module, and put back as they were for each of its tests."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import flask_babel
import pytest
from flask import Flask
from sqlalchemy import create_engine, delete, insert, select
from sqlalchemy.pool import NullPool

from beffroi import create_app
from beffroi.core import db
from beffroi.identity import services as identity
from beffroi.models import metadata
from beffroi.settings import Settings
from tests.conftest import DIALECTS, REFERENCE, SECRET
from tests.contracts.doors import FRANCECONNECT
from tests.contracts.village import LENS, Territory, Village, build
from tests.support.drain import drain_all


@dataclass(frozen=True)
class Settled:
    """An application with people in it; `restore` undoes all that a test did to them."""

    app: Flask
    villages: dict[str, Village]
    restore: Callable[[], None] = field(repr=False)


@pytest.fixture(scope="module", params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> str:
    """On which database; a module for which it does not matter has a `dialect` of its own."""
    kind: str = request.param
    return kind


@pytest.fixture(scope="module")
def where() -> tuple[Territory, ...]:
    """Where the villages lie; a module that wants several has a `where` of its own."""
    return (LENS,)


@pytest.fixture(scope="module")
def home(
    request: pytest.FixtureRequest,
    dialect: str,
    where: tuple[Territory, ...],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Settled]:
    """The application and its villages, for all the tests of a module."""
    folder = tmp_path_factory.mktemp("village")
    url = _database(request, dialect, folder)
    app = create_app(_settings(url, folder))
    app.teardown_request(lambda _error: flask_babel.refresh())
    with app.app_context():
        villages = {place.contract: build(app, lambda: drain_all(app), place) for place in where}
        identity.offer_demo_accounts(app, (villages[LENS.contract].ids["person_email"],))
        db.session().close()
        db.engine().dispose()
        yield Settled(app, villages, _snapshot(dialect, url, folder))
        _leave()
    if dialect == "postgresql":
        _write(url, {})


@pytest.fixture
def settled(home: Settled) -> Iterator[Settled]:
    """The villages as they were built, whatever the test before did."""
    home.restore()
    yield home
    _leave()


def _leave() -> None:
    db.session().rollback()
    db.session().close()
    db.engine().dispose()


def _database(request: pytest.FixtureRequest, dialect: str, folder: Path) -> str:
    if dialect == "postgresql":
        url: str = request.getfixturevalue("postgres_kept")
        return url
    target = folder / "beffroi.sqlite"
    shutil.copy(request.getfixturevalue("sqlite_template"), target)
    return f"sqlite:///{target}"


def _settings(url: str, folder: Path) -> Settings:
    return Settings(
        data=folder,
        database_url=url,
        secret_key=SECRET,
        public_url="http://localhost",
        embedded=True,
        testing=True,
        rate_limits=False,
        franceconnect=FRANCECONNECT,
    )


def _snapshot(dialect: str, url: str, folder: Path) -> Callable[[], None]:
    """A file is copied; in PostgreSQL rows are written again, for a clone takes longer."""
    kept, live = folder / "kept.sqlite", folder / "beffroi.sqlite"
    if dialect == "postgresql":
        rows_back = partial(_write, url, _rows(url))
    else:
        _copy(live, kept)
        rows_back = partial(_copy, kept, live)
    files, kept_files = folder / "files", folder / "kept-files"
    shutil.copytree(files, kept_files)

    def restore() -> None:
        """Rows, and the files that they name."""
        rows_back()
        shutil.rmtree(files)
        shutil.copytree(kept_files, files)

    return restore


def _copy(source: Path, target: Path) -> None:
    """Page by page, with what waits in the log (SQLite's own backup)."""
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


def _rows(url: str) -> dict[str, list[dict[str, Any]]]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        rows = {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in metadata.sorted_tables
            if table.name not in REFERENCE
        }
    engine.dispose()
    return rows


def _write(url: str, rows: dict[str, list[dict[str, Any]]]) -> None:
    """These rows and no others; what keeps events from it is set aside."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("SET session_replication_role = replica")
        connection.exec_driver_sql("SET lock_timeout = '10s'")
        for table in reversed(metadata.sorted_tables):
            if table.name not in REFERENCE:
                connection.execute(delete(table))
        for table in metadata.sorted_tables:
            if rows.get(table.name):
                connection.execute(insert(table), rows[table.name])
    engine.dispose()
