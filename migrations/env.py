"""Runs the migrations on either database, with the URL it is given or that of the settings."""

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


given = context.config.attributes.get("connection")
if isinstance(given, Connection):
    _migrate(given)
else:
    url = context.config.attributes.get("url") or settings.from_environment().database_url
    with create_engine(url, poolclass=pool.NullPool).connect() as opened:
        _migrate(opened)
        opened.commit()
