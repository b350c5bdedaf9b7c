"""Runs the migrations on either database, with the URL it is given or that of the settings."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from sqlalchemy import Connection, create_engine, pool

from beffroi import models, settings
from beffroi.core.search import MIGRATION_ONLY

target = models.metadata


def _is_ours(_item: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    """FTS5 tables and indexes on expressions are made by migrations alone."""
    return not (kind in {"table", "index", "column"} and (name or "").startswith(MIGRATION_ONLY))


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=target,
        render_as_batch=True,
        compare_type=True,
        include_object=_is_ours,
    )
    with context.begin_transaction():
        context.run_migrations()


@contextmanager
def _references_unwatched(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by dropping it for a copy: with its watch on references, the rows that
    point to the table would be dropped along. Off before the transaction, where alone it can be.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.cursor()
    driver.execute("PRAGMA foreign_keys=OFF")
    yield
    if driver.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise RuntimeError("a migration left rows that point to nothing")
    driver.close()


given = context.config.attributes.get("connection")
if isinstance(given, Connection):
    _migrate(given)
else:
    url = context.config.attributes.get("url") or settings.from_environment().database_url
    with create_engine(url, poolclass=pool.NullPool).connect() as opened:
        with _references_unwatched(opened):
            _migrate(opened)
        opened.commit()
