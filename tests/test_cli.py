"""The `beffroi` command: each command says what it did, or what to do about it."""

import json
import sqlite3
import threading
import uuid
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from beffroi import schema
from beffroi.cli import COMMANDS, main
from beffroi.cli.database import copy
from beffroi.core import db, events
from beffroi.core.actor import SYSTEM
from beffroi.core.clock import now
from beffroi.core.ids import new_id
from beffroi.core.outbox import DeadLetter, Outbox
from beffroi.identity.events import SignInLinkRequested

SECRET = "a secret of the tests, long enough to be taken"


@pytest.fixture
def environment(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command finds the database of the test, and nothing of this machine."""
    monkeypatch.setenv("BEFFROI_DATA", str(tmp_path))
    monkeypatch.setenv("BEFFROI_DATABASE_URL", database_url)
    monkeypatch.setenv("BEFFROI_SECRET_KEY", SECRET)
    monkeypatch.delenv("BEFFROI_REDIS_URL", raising=False)


def beffroi(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def record() -> str:
    fact = SignInLinkRequested(link_id=new_id(), person_id=new_id())
    with db.transaction():
        return str(events.record(fact, by=SYSTEM))


@pytest.fixture
def letter(environment: None, app: Flask) -> str:
    """The id of an event that an actor gave up on."""
    event_id = record()
    with db.transaction() as session:
        row = session.get_one(Outbox, uuid.UUID(event_id))
        row.settled_at = now()
        session.add(
            DeadLetter(
                event_id=row.event_id, actor="sign_in.send_link", error="OSError", died_at=now()
            )
        )
    return event_id


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    assert beffroi(name, "--help").exit_code == 0


def test_a_command_that_does_not_exist_is_told() -> None:
    result = beffroi("fly")
    assert result.exit_code == 2
    assert "No such command 'fly'" in result.output


def test_a_missing_secret_is_said_plainly(
    environment: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BEFFROI_SECRET_KEY")
    result = beffroi("routes")
    assert result.exit_code == 1
    assert "BEFFROI_SECRET_KEY" in result.output


@pytest.mark.parametrize("name", ["worker", "relay"])
def test_workers_without_redis_are_told_what_to_do(name: str, environment: None) -> None:
    result = beffroi(name)
    assert result.exit_code == 1
    assert "beffroi run" in result.output


def test_routes_lists_method_path_permission_and_holders(environment: None, app: Flask) -> None:
    listed = json.loads(beffroi("routes", "--json").output)
    assert {
        "method": "GET",
        "path": "/",
        "permission": "public.read",
        "holders": ["anyone"],
    } in listed
    assert {(route["method"], route["path"]) for route in listed} >= {("POST", "/connexion")}


def test_routes_can_be_read_by_people(environment: None, app: Flask) -> None:
    assert "/sante" in beffroi("routes").output


def test_openapi_is_printed(environment: None, app: Flask) -> None:
    assert json.loads(beffroi("openapi").output)["openapi"].startswith("3.1")


def test_tail_shows_events_with_their_ids(environment: None, app: Flask) -> None:
    event_id = record()
    output = beffroi("events", "tail").output
    assert event_id in output
    assert "SignInLinkRequested" in output


def test_tail_as_json_is_one_object_a_line(environment: None, app: Flask) -> None:
    event_id = record()
    (line,) = beffroi("events", "tail", "--json").output.splitlines()
    assert json.loads(line)["id"] == event_id


def test_tail_of_one_kind_leaves_the_others_out(environment: None, app: Flask) -> None:
    record()
    assert beffroi("events", "tail", "--name", "IdeaSubmitted").output == ""


def test_dead_lists_what_was_given_up_and_fails(letter: str) -> None:
    result = beffroi("events", "dead")
    assert result.exit_code == 1
    assert letter in result.output
    assert "sign_in.send_link" in result.output


def test_dead_without_letters_is_silent(environment: None, app: Flask) -> None:
    result = beffroi("events", "dead")
    assert (result.exit_code, result.output) == (0, "")


def test_replay_makes_the_event_due_again(letter: str, app: Flask) -> None:
    assert beffroi("events", "replay", letter).output == "1 to be sent again.\n"
    with db.reading() as session:
        row = session.get_one(Outbox, uuid.UUID(letter))
        assert row.settled_at is None
    assert beffroi("events", "dead").exit_code == 0


def test_replay_all_takes_only_the_actor_named(letter: str) -> None:
    assert beffroi("events", "replay", "--all", "--actor", "other").output.startswith("0 ")
    assert beffroi("events", "replay", "--all").output.startswith("1 ")


def test_replay_of_nothing_asks_what(environment: None) -> None:
    assert beffroi("events", "replay").exit_code == 2


def test_migrate_makes_the_database_from_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEFFROI_DATA", str(tmp_path / "new"))
    monkeypatch.delenv("BEFFROI_DATABASE_URL", raising=False)
    assert beffroi("migrate").exit_code == 0
    connection = sqlite3.connect(tmp_path / "new" / "beffroi.sqlite")
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert {"event", "outbox", "idea", "person"} <= tables


def test_migrate_twice_is_as_once(environment: None, database_url: str) -> None:
    schema.migrate(database_url)
    assert beffroi("migrate").exit_code == 0


def test_migrate_loads_the_neighbourhoods(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEFFROI_DATA", str(tmp_path))
    monkeypatch.delenv("BEFFROI_DATABASE_URL", raising=False)
    beffroi("migrate", "--schema-only")
    assert count_neighbourhoods(tmp_path) == 0
    beffroi("migrate")
    assert count_neighbourhoods(tmp_path) > 20


def count_neighbourhoods(data: Path) -> int:
    connection = sqlite3.connect(data / "beffroi.sqlite")
    (count,) = connection.execute("SELECT count(*) FROM neighbourhood").fetchone()
    connection.close()
    return int(count)


def test_a_copy_made_while_somebody_writes_is_whole(tmp_path: Path) -> None:
    source, target = tmp_path / "live.sqlite", tmp_path / "copy.sqlite"
    live = sqlite3.connect(source, isolation_level=None)
    live.execute("PRAGMA journal_mode=WAL")
    live.execute("CREATE TABLE pair (a, b)")
    stop = threading.Event()

    def write() -> None:
        writer = sqlite3.connect(source, isolation_level=None)
        writer.execute("PRAGMA busy_timeout=10000")
        while not stop.is_set():
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("INSERT INTO pair VALUES (randomblob(2000), 1)")
            writer.execute("INSERT INTO pair VALUES (randomblob(2000), -1)")
            writer.execute("COMMIT")
        writer.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        copy(source, target)
    finally:
        stop.set()
        thread.join()
        live.close()
    copied = sqlite3.connect(target)
    (balance,) = copied.execute("SELECT coalesce(sum(b), 0) FROM pair").fetchone()
    copied.close()
    assert balance == 0


def test_a_backup_does_not_overwrite(
    environment: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEFFROI_DATABASE_URL", f"sqlite:///{tmp_path / 'beffroi.sqlite'}")
    kept = tmp_path / "kept.sqlite"
    kept.write_text("yesterday's")
    assert beffroi("backup", str(kept)).exit_code == 1
    assert kept.read_text() == "yesterday's"


def test_backup_says_what_to_use_for_postgresql(
    environment: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEFFROI_DATABASE_URL", "postgresql://localhost/beffroi")
    assert "pg_dump" in beffroi("backup", str(tmp_path / "copy")).output
