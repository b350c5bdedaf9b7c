"""The database: one session per application context, moments in UTC, SQLite made safe."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import Any, Literal, cast

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    Connection,
    Date,
    DateTime,
    Dialect,
    MetaData,
    TypeDecorator,
    Uuid,
    event,
    func,
    select,
)
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session
from sqlalchemy.pool import ConnectionPoolEntry

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; SQLite has no zone, so it is given back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """Said here because a decorated type does not pass on that of what it decorates."""
        return datetime

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Base(DeclarativeBase):
    """The parent of every table."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 (read once by the ORM, never changed)
        datetime: UtcDateTime(),
        date: Date(),
        uuid.UUID: Uuid(),
        dict[str, Any]: JSON(),
    }


_flask_db = SQLAlchemy(metadata=Base.metadata)
_reading: ContextVar[bool] = ContextVar("reading", default=False)
_KEPT = "kept_though_refused"


def init_app(app: Flask) -> None:
    """Bind the engine of the application; the URL is in its configuration."""
    _flask_db.init_app(app)


def session() -> Session:
    """The session of this application context."""
    return _flask_db.session()


def engine() -> Engine:
    """The engine of this application."""
    return _flask_db.engine


def dialect() -> Literal["sqlite", "postgresql"]:
    """Which of the two databases this is."""
    return cast('Literal["sqlite", "postgresql"]', engine().dialect.name)


def one_at_a_time(name: str) -> None:
    """Wait for whoever does this now, until the end of the transaction; SQLite has one writer."""
    if dialect() == "postgresql":
        key = func.hashtextextended(name, 0)
        session().execute(select(func.pg_advisory_xact_lock(key)))


@contextmanager
def transaction() -> Iterator[Session]:
    """All or nothing, for what is not a web request: workers, commands, the demo."""
    current = session()
    try:
        yield current
        current.commit()
    except BaseException:
        current.rollback()
        raise


@contextmanager
def reading() -> Iterator[Session]:
    """A transaction that only reads: SQLite then takes no write lock, and a write is refused."""
    token = start_reading()
    try:
        yield session()
    finally:
        session().rollback()
        _reading.reset(token)


@contextmanager
def writing() -> Iterator[Session]:
    """A short transaction of its own in a request that reads; what was read is let go of first.

    For the one GET that must write: a provider sends people back by it (RFC 6749, 4.1.2).
    """
    session().rollback()
    token = _reading.set(False)
    try:
        with transaction() as current:
            yield current
    finally:
        _reading.reset(token)


def let_go() -> None:
    """End the transaction before what takes seconds: SQLite has one writer, and it is not to wait.

    Nothing may have been written yet; what follows begins another.
    """
    if session().new or session().dirty or session().deleted:
        raise RuntimeError("something was written before what takes its time")
    session().rollback()


def start_reading() -> Any:
    """Mark what follows in this context as reading only; `_reading.reset` takes the answer."""
    return _reading.set(True)


def stop_reading(token: Any) -> None:
    """The other end of `start_reading`."""
    _reading.reset(token)


def keep_though_refused() -> None:
    """What was written so far is committed even if the answer is a refusal (4xx): a wrong guess.

    An accident (5xx) still undoes everything.
    """
    session().info[_KEPT] = True


def is_kept_though_refused() -> bool:
    """Whether this request asked for it; asked once, it is forgotten."""
    return bool(session().info.pop(_KEPT, False))


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    """The driver's implicit transactions lose updates: it is told to begin none by itself."""
    if type(connection).__module__ != "sqlite3":
        return
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "busy_timeout=10000",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_on_sqlite(connection: Connection) -> None:
    """Writers queue at the start of their transaction, readers never wait."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")


@event.listens_for(Session, "before_flush")
def _refuse_writes_while_reading(current: Session, _context: Any, _instances: Any) -> None:
    if _reading.get() and (current.new or current.dirty or current.deleted):
        raise RuntimeError("a request that only reads tried to write")


@event.listens_for(Session, "do_orm_execute")
def _refuse_statements_while_reading(state: ORMExecuteState) -> None:
    if _reading.get() and (state.is_insert or state.is_update or state.is_delete):
        raise RuntimeError("a request that only reads tried to write")
