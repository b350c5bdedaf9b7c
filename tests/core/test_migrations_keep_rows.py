"""Rows outlive the migrations: SQLite remakes a table to change it, others hang on the old one."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    MetaData,
    Uuid,
    create_engine,
    insert,
)

from beffroi import paths, schema
from tests.conftest import DIALECTS, administer, postgres_url

LIVED_IN = "0005"
ONE = uuid.UUID(int=1)
ROWS: dict[str, dict[str, Any]] = {
    "contract": {"slug": "lens"},
    "call": {"level": "concertation", "moderation": "after"},
    "person": {"kind": "account"},
    "idea": {"visibility": "published", "stage": "open"},
    "comment": {"visibility": "published"},
    "support": {},
    "session": {"way": "link"},
    "message": {"kind": "idea_published", "event_id": None},
}
VALUES = {
    "contract_slug": "lens",
    "age_way": "declared",
    "residence": "none",
    "guardian": "not_needed",
    "email": "zoe@example.org",
    "closes_at": datetime(2027, 1, 2, tzinfo=UTC),
}


@pytest.fixture(params=DIALECTS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of its own, where nothing was ever made."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/lived.sqlite"
        return
    name = f"beffroi_lived_{uuid.uuid4().hex[:10]}"
    administer(f'CREATE DATABASE "{name}"')
    yield postgres_url(name)
    administer(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_rows_outlive_every_step_forward_and_all_the_way_back(url: str) -> None:
    schema.migrate(url, LIVED_IN)
    _live_in(url)
    one_of_each = dict.fromkeys(ROWS, 1)
    assert _counted(url) == one_of_each
    for revision in _later_revisions():
        schema.migrate(url, revision)
        assert _counted(url) == one_of_each, revision
    command.downgrade(schema.configuration(url), LIVED_IN)
    assert _counted(url) == one_of_each


def _later_revisions() -> list[str]:
    known = [r.revision for r in ScriptDirectory(str(paths.MIGRATIONS)).walk_revisions()]
    return sorted(revision for revision in known if revision > LIVED_IN)


def _live_in(url: str) -> None:
    """A row in each table that others hang on."""
    engine, known = create_engine(url), MetaData()
    known.reflect(engine, only=list(ROWS))
    with engine.begin() as connection:
        for name, given in ROWS.items():
            needed = [column for column in known.tables[name].columns if _is_needed(column)]
            row = {column.name: _some(column) for column in needed}
            connection.execute(insert(known.tables[name]), row | given)
    engine.dispose()


def _is_needed(column: Column[Any]) -> bool:
    return not column.nullable or column.name in {"published_at", "email"}


def _some(column: Column[Any]) -> Any:
    """The same number for all, so that they hang together."""
    if column.name in VALUES:
        return VALUES[column.name]
    if column.name == "id" or column.name.endswith("_id"):
        return ONE if isinstance(column.type, Uuid) else ONE.hex
    if isinstance(column.type, DateTime):
        return datetime(2026, 1, 2, tzinfo=UTC)
    if isinstance(column.type, Date):
        return date(2026, 1, 2)
    if isinstance(column.type, Boolean | Integer):
        return column.type.python_type(1)
    return {} if isinstance(column.type, JSON) else "x"


def _counted(url: str) -> dict[str, int]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            name: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one())
            for name in ROWS
        }
    engine.dispose()
    return found
