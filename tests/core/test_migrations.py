"""The history of the tables: forward, back and forward again, and equal to the models."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, inspect

from beffroi import models, paths
from beffroi.core.search import MIGRATION_ONLY
from tests.conftest import DIALECTS, administer, migrate, postgres_url

OURS = set(models.metadata.tables)


@pytest.fixture(params=DIALECTS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database where nothing was ever made."""
    name = f"beffroi_empty_{uuid.uuid4().hex[:10]}"
    if request.param == "postgresql":
        administer(f'CREATE DATABASE "{name}"')
    url = f"sqlite:///{tmp_path}/empty.sqlite"
    engine = create_engine(postgres_url(name) if request.param == "postgresql" else url)
    yield engine
    engine.dispose()
    if request.param == "postgresql":
        administer(f'DROP DATABASE "{name}" WITH (FORCE)')


def _undo(connection: Connection, revision: str = "base") -> None:
    config = Config()
    config.set_main_option("script_location", str(paths.MIGRATIONS))
    config.attributes["connection"] = connection
    command.downgrade(config, revision)


def _left(engine: Engine) -> set[str]:
    found = inspect(engine)
    return set(found.get_table_names()) - {"alembic_version"}


def _triggers(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        names = (
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if engine.dialect.name == "sqlite"
            else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        )
        return set(connection.exec_driver_sql(names).scalars())


def test_upgrade_downgrade_and_upgrade_again(empty: Engine) -> None:
    with empty.begin() as connection:
        migrate(connection)
    made, guards = _left(empty), _triggers(empty)
    assert made >= OURS
    assert any(name.startswith("event_append_only") for name in guards)
    with empty.begin() as connection:
        _undo(connection)
    assert (_left(empty), _triggers(empty)) == (set(), set())
    with empty.begin() as connection:
        migrate(connection)
    assert (_left(empty), _triggers(empty)) == (made, guards)


def test_each_step_is_undone_by_itself(empty: Engine) -> None:
    script = ScriptDirectory(str(paths.MIGRATIONS))
    for revision in [r.revision for r in script.walk_revisions()][::-1]:
        with empty.begin() as connection:
            migrate(connection, revision)
        with empty.begin() as connection:
            _undo(connection, "-1")
        with empty.begin() as connection:
            migrate(connection, revision)
    assert _left(empty) >= OURS


@pytest.mark.filterwarnings("ignore:autogenerate skipping expression-based index")
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_the_tables_made_are_those_of_the_models(empty: Engine) -> None:
    with empty.begin() as connection:
        migrate(connection)
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_object": lambda _item, name, kind, _reflected, _other: (
                    not (
                        kind in {"table", "index", "column"}
                        and (name or "").startswith(MIGRATION_ONLY)
                    )
                ),
            },
        )
        assert compare_metadata(context, models.metadata) == []


def test_there_is_one_line_of_history_and_it_is_numbered() -> None:
    script = ScriptDirectory(str(paths.MIGRATIONS))
    revisions = [r.revision for r in script.walk_revisions()][::-1]
    assert revisions == [f"{n:04}" for n in range(1, len(revisions) + 1)]
    assert script.get_heads() == [revisions[-1]]


def test_every_constraint_has_a_name_a_migration_can_call() -> None:
    nameless = [
        f"{table.name}: {constraint}"
        for table in models.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert nameless == []
