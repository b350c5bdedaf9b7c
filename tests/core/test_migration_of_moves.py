"""What was answered before every step was kept: told from the journal, and nothing is made up."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text

from beffroi.schema import migrate

BEFORE, AFTER = "0021", "0022"
CALL, IDEA = uuid.UUID(int=1), [uuid.UUID(int=number) for number in range(10, 15)]
PUBLISHED = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Connection]:
    """A database of the version before, with ideas in several states, brought to this one."""
    url = f"sqlite:///{tmp_path}/past.sqlite"
    migrate(url, BEFORE)
    engine = create_engine(url)
    with engine.begin() as connection:
        _live(connection)
    engine.dispose()
    migrate(url, AFTER)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_steps_come_from_the_journal_and_the_last_has_the_answer(told: Connection) -> None:
    steps = told.execute(text("SELECT idea_id, number, stage, answer FROM idea_move ORDER BY 1, 2"))
    assert [tuple(step) for step in steps] == [
        (IDEA[1].hex, 1, "studied", ""),
        (IDEA[1].hex, 2, "kept", "En mai."),
        (IDEA[2].hex, 1, "kept", "En mai."),
    ]


def test_what_was_published_is_due_when_its_call_promised(told: Connection) -> None:
    query = "SELECT answer_due_on, answered_on, last_news_on FROM idea ORDER BY id"
    assert [tuple(row) for row in told.execute(text(query))] == [
        ("2026-09-30", None, None),
        ("2026-09-30", "2026-04-05", "2026-04-05"),
        ("2026-09-30", "2026-03-01", "2026-03-01"),
        (None, None, None),
    ]


def test_nothing_that_hangs_on_an_idea_is_lost(told: Connection) -> None:
    assert told.execute(text("SELECT title FROM idea_version")).scalars().all() == ["Un banc"]


def _live(connection: Connection) -> None:
    kept = {"stage": "kept", "answer": "En mai."}
    _write(connection, "contract", {"slug": "lens-lievin"})
    _write(connection, "call", _call())
    _write(connection, "idea", _idea(IDEA[0]))
    _write(connection, "idea", _idea(IDEA[1], **kept))
    _write(connection, "idea", _idea(IDEA[2], **kept))
    _write(connection, "idea", _idea(IDEA[3], visibility="waiting", published_at=None))
    _write(connection, "idea_version", {"idea_id": IDEA[0], "version": 1, "title": "Un banc"})
    for day, stage in ((2, "studied"), (5, "kept")):
        _write(connection, "event", _moved(IDEA[1], stage, datetime(2026, 4, day, tzinfo=UTC)))


def _write(connection: Connection, table: str, row: dict[str, Any]) -> None:
    """With something in every other column that must not be empty."""
    known = connection.exec_driver_sql(f'PRAGMA table_info("{table}")').all()
    filled = {c.name: row.get(c.name, _something(c)) for c in known if _is_owed(c, row)}
    names = ", ".join(f'"{name}"' for name in filled)
    marks = ", ".join("?" for _ in filled)
    values = tuple(_plain(value) for value in filled.values())
    connection.exec_driver_sql(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)


def _is_owed(column: Any, row: dict[str, Any]) -> bool:
    return column.name in row or (bool(column.notnull) and column.dflt_value is None)


def _something(column: Any) -> Any:
    kind = str(column.type)
    return 0 if kind.startswith(("INT", "BOOL")) else PUBLISHED if "DATE" in kind else "x"


def _plain(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if isinstance(value, date) else value


def _call() -> dict[str, Any]:
    return {
        "id": CALL,
        "slug": "appel",
        "contract_slug": "lens-lievin",
        "state": "published",
        "level": "consultation",
        "moderation": "before",
        "decision_hours": 48,
        "decided_by": datetime(2026, 9, 30, 21, 0, tzinfo=UTC),
        "opens_at": PUBLISHED,
        "closes_at": datetime(2026, 6, 1, tzinfo=UTC),
    }


def _idea(idea_id: uuid.UUID, **given: Any) -> dict[str, Any]:
    usual = {
        "id": idea_id,
        "call_id": CALL,
        "contract_slug": "lens-lievin",
        "visibility": "published",
        "stage": "open",
        "answer": "",
        "submitted_at": PUBLISHED,
        "published_at": PUBLISHED,
    }
    return usual | given


def _moved(idea_id: uuid.UUID, stage: str, moment: datetime) -> dict[str, Any]:
    return {
        "id": uuid.uuid4(),
        "name": "IdeaMoved",
        "payload": f'{{"idea_id": "{idea_id}", "stage": "{stage}"}}',
        "recorded_at": moment,
        "actor_kind": "person",
    }
