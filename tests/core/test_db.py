"""The database: no update is lost, readers write nothing, moments come back in UTC."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import create_engine, delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from beffroi.core import db
from beffroi.core.ids import random_id
from beffroi.core.outbox import Tick
from beffroi.core.policy import PUBLIC, guarded
from beffroi.core.search import SearchEntry

THREADS, TIMES = 8, 50
MOMENT = datetime(2026, 3, 29, 3, 30, tzinfo=UTC)


@pytest.fixture
def counter(app: Flask) -> Callable[[], int]:
    """A table with one number."""
    with db.transaction() as session:
        session.execute(text("CREATE TABLE counter (n INTEGER)"))
        session.execute(text("INSERT INTO counter VALUES (0)"))

    def read() -> int:
        with db.reading() as session:
            return int(session.execute(text("SELECT n FROM counter")).scalar_one())

    return read


def _by_many(app: Flask, act: Callable[[Session], None]) -> None:
    def repeat(_thread: int) -> None:
        for _ in range(TIMES):
            with app.app_context(), db.transaction() as session:
                act(session)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(repeat, range(THREADS)))


def test_no_increment_is_lost_between_threads(app: Flask, counter: Callable[[], int]) -> None:
    _by_many(app, lambda session: _run(session, "UPDATE counter SET n = n + 1"))
    assert counter() == THREADS * TIMES


def test_on_sqlite_even_what_is_read_then_written_is_not_lost(
    app: Flask, counter: Callable[[], int]
) -> None:
    lock = "" if db.dialect() == "sqlite" else " FOR UPDATE"

    def read_then_write(session: Session) -> None:
        seen = session.execute(text(f"SELECT n FROM counter{lock}")).scalar_one()
        _run(session, f"UPDATE counter SET n = {seen + 1}")

    _by_many(app, read_then_write)
    assert counter() == THREADS * TIMES


def test_a_reader_does_not_wait_for_a_writer(app: Flask, counter: Callable[[], int]) -> None:
    with db.transaction() as session:
        _run(session, "UPDATE counter SET n = 1")
        with ThreadPoolExecutor(1) as pool:
            seen = pool.submit(lambda: _in_context(app, counter)).result(timeout=5)
    assert (seen, counter()) == (0, 1)


def test_a_transaction_that_fails_leaves_nothing(app: Flask, counter: Callable[[], int]) -> None:
    def interrupted() -> None:
        with db.transaction() as session:
            _run(session, "UPDATE counter SET n = 1")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert counter() == 0


@pytest.mark.parametrize(
    "statement",
    [
        insert(Tick).values(name="bell", next_at=MOMENT),
        update(Tick).values(next_at=MOMENT),
        delete(Tick),
    ],
    ids=["insert", "update", "delete"],
)
def test_a_statement_that_writes_is_refused_while_reading(app: Flask, statement: object) -> None:
    with pytest.raises(RuntimeError, match="only reads"), db.reading() as session:
        session.execute(statement)  # type: ignore[call-overload]


def test_a_row_is_refused_while_reading(app: Flask) -> None:
    def add() -> None:
        with db.reading() as session:
            session.add(Tick(name="bell", next_at=MOMENT))
            session.flush()

    with pytest.raises(RuntimeError, match="only reads"):
        add()


def test_one_may_write_again_after_reading(app: Flask) -> None:
    with db.reading() as session:
        session.execute(select(Tick))
    with db.transaction() as session:
        session.add(Tick(name="bell", next_at=MOMENT))
    assert db.session().get(Tick, "bell") is not None


def test_a_get_that_writes_is_a_500_and_writes_nothing(app: Flask) -> None:
    @guarded(PUBLIC)
    def write() -> str:
        db.session().add(Tick(name="bell", next_at=MOMENT))
        db.session().flush()
        return "written"

    app.add_url_rule("/sonner", view_func=write)
    assert app.test_client().get("/sonner").status_code == 500
    assert db.session().get(Tick, "bell") is None


def test_a_commit_that_fails_is_a_500_whose_journal_quotes_nobody(
    app: Flask, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    def write_twice() -> str:
        db.session().add_all(Tick(name="what-somebody-typed", next_at=MOMENT) for _ in range(2))
        return "written"

    app.add_url_rule("/deux", view_func=guarded(PUBLIC)(write_twice), methods=["POST"])
    answer = app.test_client().post("/deux")
    assert (answer.status_code, answer.mimetype) == (500, "text/html")
    assert db.session().get(Tick, "what-somebody-typed") is None
    journal = capsys.readouterr()
    assert "what-somebody-typed" not in journal.out + journal.err + caplog.text
    assert "IntegrityError" in journal.out + journal.err


def test_a_moment_without_a_zone_is_refused(db_session: Session) -> None:
    db_session.add(Tick(name="bell", next_at=MOMENT.replace(tzinfo=None)))
    with pytest.raises(StatementError, match="without a time zone"):
        db_session.flush()


def test_a_moment_of_another_zone_comes_back_in_utc(db_session: Session) -> None:
    elsewhere = MOMENT.astimezone(timezone(timedelta(hours=-9, minutes=-30)))
    db_session.add(Tick(name="bell", next_at=elsewhere))
    db_session.flush()
    db_session.expire_all()
    kept = db_session.scalars(select(Tick.next_at)).one()
    assert kept == MOMENT
    assert kept.utcoffset() == timedelta(0)


def test_a_moment_of_another_zone_is_compared_as_a_moment(db_session: Session) -> None:
    db_session.add(Tick(name="bell", next_at=MOMENT))
    db_session.flush()
    later = MOMENT.astimezone(timezone(timedelta(hours=-9))) + timedelta(seconds=1)
    earlier = MOMENT.astimezone(timezone(timedelta(hours=9))) - timedelta(seconds=1)
    between = select(Tick).where(Tick.next_at < later, Tick.next_at > earlier)
    assert db_session.scalars(between).one().name == "bell"


def test_a_foreign_key_is_enforced(db_session: Session) -> None:
    orphan = text("INSERT INTO outbox (event_id, next_at, rounds) VALUES (:id, :at, 0)")
    key = random_id().hex
    with pytest.raises(IntegrityError):
        db_session.execute(orphan, {"id": key, "at": "2026-01-01 00:00:00"})


def test_sqlite_keeps_its_journal_aside_and_waits_for_its_turn(app: Flask) -> None:
    if db.dialect() == "postgresql":
        assert db.engine().dialect.driver == "psycopg"
        return
    with db.engine().connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "busy_timeout", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "busy_timeout": 10_000, "foreign_keys": 1}


def test_no_parameter_is_quoted_in_an_error_of_the_database(db_session: Session) -> None:
    twin = {"kind": "idea", "subject_id": random_id(), "heading": "secret", "folded": "secret"}
    db_session.add(SearchEntry(**twin))
    db_session.flush()
    db_session.add(SearchEntry(**twin))
    with pytest.raises(IntegrityError) as refused:
        db_session.flush()
    assert "secret" not in str(refused.value)


def test_another_engine_of_the_process_gets_the_same_care(tmp_path: object) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/other.sqlite")
    with engine.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


def _run(session: Session, statement: str) -> None:
    session.execute(text(statement))


def _in_context(app: Flask, read: Callable[[], int]) -> int:
    with app.app_context():
        return read()
