"""The application on each database, a clock that stands still, and people to act."""

import gc
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import flask_babel
import pytest
from alembic import command
from alembic.config import Config
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Connection, create_engine, inspect, make_url, text, update
from sqlalchemy.orm import Session as DbSession
from sqlalchemy.pool import NullPool
from werkzeug.routing import Rule

from beffroi import create_app, paths
from beffroi.core import clock as core_clock
from beffroi.core import db, i18n, mail
from beffroi.identity import services as identity
from beffroi.identity.models import Person, Session
from beffroi.models import metadata
from beffroi.settings import Settings
from beffroi.territories import services as territories
from tests.contracts.matrix.shown import pytest_terminal_summary  # noqa: F401 (a hook)
from tests.support.people import SignIn

SECRET = "a secret of the tests, long enough to be taken"
NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
POSTGRES = os.environ.get("BEFFROI_TEST_POSTGRES")
REDIS = os.environ.get("BEFFROI_TEST_REDIS")
CHROMIUM = os.environ.get("BEFFROI_TEST_CHROMIUM")
REFERENCE = frozenset(
    {"alembic_version", "contract", "commune", "neighbourhood", "neighbourhood_commune"}
    | {"population", "theme"}
)
DIALECTS = ["sqlite", *(["postgresql"] if POSTGRES else [])]


def pytest_configure() -> None:
    """Catalogues are compiled before the workers of xdist race for them; addresses, once."""
    i18n.compile_stale_catalogues()
    setattr(Rule, "_compile_builder", _compile_address_once)  # noqa: B010 (a method of another house)


def pytest_collection_finish() -> None:
    """Each test makes an application and drops it: looking for what is no longer held among all
    that stays took half of the making of one.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(300_000, 5, 5)


def migrate(connection: Connection, revision: str = "head") -> None:
    """Bring a database to a revision."""
    config = Config()
    config.set_main_option("script_location", str(paths.MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file with the reference loaded, copied for each test."""
    path = tmp_path_factory.mktemp("template") / "beffroi.sqlite"
    _prepare(f"sqlite:///{path}", path.parent)
    return path


@pytest.fixture(scope="session")
def postgres_kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a migrated database with the reference loaded; each test empties the rest."""
    name = f"beffroi_test_{uuid.uuid4().hex[:10]}"
    administer(f'CREATE DATABASE "{name}"')
    _prepare(postgres_url(name), tmp_path_factory.mktemp("postgres"))
    yield postgres_url(name)
    administer(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=DIALECTS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database that holds the reference and nothing else, on each of the two kinds."""
    if request.param == "sqlite":
        target = tmp_path / "beffroi.sqlite"
        shutil.copy(request.getfixturevalue("sqlite_template"), target)
        yield f"sqlite:///{target}"
        return
    url: str = request.getfixturevalue("postgres_kept")
    yield url
    _empty(url)


@pytest.fixture
def one_database(sqlite_template: Path, tmp_path: Path) -> str:
    """For what does not depend on the database: a module's own `database_url` returns it."""
    target = tmp_path / "beffroi.sqlite"
    shutil.copy(sqlite_template, target)
    return f"sqlite:///{target}"


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of a test: no limits of rate, mail in a folder."""
    return Settings(
        data=tmp_path,
        database_url=database_url,
        secret_key=SECRET,
        public_url="http://localhost",
        embedded=True,
        testing=True,
        rate_limits=False,
    )


class CompiledTemplates(BytecodeCache):
    """Templates are compiled once for all the applications of a worker."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """What an earlier application compiled, if it is the same text."""
        kept = self._kept.get(bucket.key + bucket.checksum)
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it for the next ones."""
        self._kept[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


_compiled = CompiledTemplates()
_compile_address = Rule._compile_builder
_addresses: dict[tuple[str, bool], Callable[..., tuple[str, str]]] = {}


def _compile_address_once(rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:
    """Werkzeug writes a function for each route: two thirds of the making of an application.

    The function is not bound to its route yet, and depends on nothing but its text.
    """
    key = (f"{rule.rule} {rule.defaults} {rule.subdomain}", append_unknown)
    if key not in _addresses:
        _addresses[key] = _compile_address(rule, append_unknown)
    return _addresses[key]


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application, within its context."""
    application = create_app(settings)
    application.jinja_env.bytecode_cache = _compiled
    application.teardown_request(_forget_language)
    with application.app_context():
        yield application
        db.session().rollback()
        db.session().close()
        db.engine().dispose()


@pytest.fixture
def db_session(app: Flask) -> DbSession:
    """The session of the application context."""
    return db.session()


@pytest.fixture
def clock() -> Iterator[datetime]:
    """Noon in Paris on 20 November 2026, until the test moves it."""
    with core_clock.at(NOON):
        yield NOON


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody without a session."""
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """A client signed in as a person, through the real way: a link, then a session."""

    def enter(person: Person) -> FlaskClient:
        token = identity.sign_in_token_for(person.id)
        db.session().commit()
        client = app.test_client()
        client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"  # as a browser says
        answer = client.post(f"/connexion/lien/{token}")
        assert answer.status_code == 303, answer.get_data(as_text=True)
        give_second_factor(person)
        return client

    return enter


@pytest.fixture
def drain(app: Flask) -> Callable[[], int]:
    """Relay and run everything that is due, until nothing is left; returns how many ran."""
    from tests.support.drain import drain_all

    return lambda: drain_all(app)


@pytest.fixture
def mails(app: Flask) -> Callable[[], list[EmailMessage]]:
    """The mail sent so far, oldest first."""
    folder = mail.mail_folder(app.extensions["beffroi_settings"])

    def read() -> list[EmailMessage]:
        files = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        return [
            message_from_bytes(path.read_bytes(), EmailMessage, policy=policy.default)
            for path in files
        ]

    return read


def give_second_factor(person: Person) -> None:
    """As if every session of theirs had given its code; how that is done has tests of its own."""
    theirs = update(Session).where(Session.person_id == person.id)
    db.session().execute(theirs.values(second_factor_at=core_clock.now()))
    db.session().commit()


def _forget_language(_error: object) -> None:
    """Requests share the context of the test, where Babel keeps the language of the first."""
    flask_babel.refresh()


def _prepare(url: str, data: Path) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        migrate(connection)
    engine.dispose()
    application = create_app(
        Settings(data=data, database_url=url, secret_key=SECRET, testing=True, rate_limits=False)
    )
    with application.app_context():
        with db.transaction():
            territories.load_reference()
        db.session().close()
        db.engine().dispose()


def _empty(url: str) -> None:
    """Every row but those of the reference goes; what keeps events from it is set aside."""
    ours = {table.name for table in metadata.sorted_tables} | {"alembic_version"}
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("SET session_replication_role = replica")
        connection.exec_driver_sql("SET lock_timeout = '10s'")
        of_the_test = set(inspect(connection).get_table_names()) - ours
        statements = [f'DROP TABLE "{name}"' for name in of_the_test]
        statements += [f'DELETE FROM "{name}"' for name in ours - REFERENCE]
        connection.exec_driver_sql("; ".join(statements))
    engine.dispose()


def postgres_url(name: str) -> str:
    assert POSTGRES is not None
    return make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)


def administer(statement: str) -> None:
    assert POSTGRES is not None
    engine = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
