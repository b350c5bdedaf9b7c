"""`beffroi import contributions`: what it prints, what it leaves, and how it ends."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from beffroi.cli import imports as command
from beffroi.cli import main
from beffroi.contributions.imports import Tally
from beffroi.contributions.models import Idea
from beffroi.core import db
from tests.support.imports import brought, export, line, sheet

SECRET = "a secret of the tests, long enough to be taken"
COMMAND = [sys.executable, "-c", "from beffroi.cli import main; main()"]
TOO_LONG = f"2,Trop long,{'mot ' * 2500},2015-03-02"


@pytest.fixture
def place(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a map; the command finds the database of the test."""
    monkeypatch.setenv("BEFFROI_DATA", str(tmp_path))
    monkeypatch.setenv("BEFFROI_DATABASE_URL", database_url)
    monkeypatch.setenv("BEFFROI_SECRET_KEY", SECRET)
    monkeypatch.delenv("BEFFROI_REDIS_URL", raising=False)
    (tmp_path / "map.toml").write_text(sheet(), encoding="utf-8")
    return tmp_path


def imported(place: Path, content: bytes, *options: str) -> Result:
    file = place / "export.csv"
    file.write_bytes(content)
    arguments = ["import", "contributions", str(file), "--map", str(place / "map.toml")]
    return CliRunner().invoke(main, [*arguments, *options])


def count() -> int:
    return db.session().scalar(select(func.count()).select_from(Idea)) or 0


def test_it_says_what_came_in_and_what_was_there(place: Path) -> None:
    first = imported(place, export(line(1), line(2)))
    assert first.exit_code == 0
    assert "2 imported, 0 already there, 0 left out, 0 bad." in first.output
    again = imported(place, export(line(1), line(2), line(3)))
    assert "1 imported, 2 already there, 0 left out, 0 bad." in again.output


def test_a_bad_row_is_told_with_its_line_and_makes_it_end_with_1(place: Path) -> None:
    result = imported(place, export(line(1), TOO_LONG, "3,Un banc,Oui.,hier"))
    assert result.exit_code == 1
    assert "line 3 (2): body: " in result.stderr
    assert "line 4 (3): date: it is not written as the map says [hier]" in result.stderr
    assert "1 imported, 0 already there, 0 left out, 2 bad." in result.stdout
    assert "1  date: it is not written as the map says" in result.stdout


def test_bad_rows_may_be_allowed(place: Path) -> None:
    assert imported(place, export(line(1), TOO_LONG), "--allow-bad").exit_code == 0


def test_the_report_holds_each_bad_row_on_a_line(place: Path) -> None:
    report = place / "report.jsonl"
    imported(place, export('1,"Un\nbanc",,2015-03-01', TOO_LONG), "--report", str(report))
    rows = [json.loads(text) for text in report.read_text(encoding="utf-8").splitlines()]
    assert [(row["line"], row["last_line"], row["key"]) for row in rows] == [
        (2, 3, "1"),
        (4, 4, "2"),
    ]
    assert all(row["reason"].startswith("body: ") for row in rows)


def test_a_dry_run_says_what_would_be(place: Path) -> None:
    for _ in range(2):
        result = imported(place, export(line(1)), "--dry-run")
        assert "1 would be imported, 0 already there" in result.output


def test_no_bar_is_drawn_where_nobody_looks(place: Path) -> None:
    result = imported(place, export(line(1)))
    assert result.stderr == ""
    assert result.stdout.count("\n") == 1


def test_all_that_is_wrong_with_a_map_is_said_without_a_traceback(place: Path) -> None:
    (place / "map.toml").write_text('key = 3\n[title]\ncolumn = "t"\n', encoding="utf-8")
    result = imported(place, export(line(1)))
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert "key: Not a valid string." in result.output
    assert "body: Missing data for required field." in result.output


@pytest.mark.parametrize("content", [b"key = ", b"\xff"])
def test_a_map_that_cannot_be_read_is_said(place: Path, content: bytes) -> None:
    (place / "map.toml").write_bytes(content)
    result = imported(place, export(line(1)))
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)


@pytest.mark.parametrize("content", [b"", b"a;b\n1;2\n", b"\x00" * 100, bytes(range(256)) * 50])
def test_a_file_of_anything_is_said_to_be_another(place: Path, content: bytes) -> None:
    result = imported(place, content)
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert "Error: " in result.output


def test_ctrl_c_says_what_stays(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def until_ctrl_c(source: Any, plan: Any, watcher: Any, **_: Any) -> None:
        watcher.went_on(Tally(read=200, imported=200), 10)
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "bring_in", until_ctrl_c)
    result = imported(place, export(line(1)))
    assert result.exit_code == 130
    assert "200 imported" in result.output
    assert "run it again to go on" in result.output


def test_a_database_that_fails_is_said_without_a_traceback(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: Any, **__: Any) -> None:
        raise OperationalError("", {}, ValueError("gone"))

    monkeypatch.setattr(command, "bring_in", down)
    result = imported(place, export(line(1)))
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert "Run it again to go on." in result.output


def test_killed_and_run_again_nothing_is_lost_nor_doubled(place: Path, app: Flask) -> None:
    content = export("0,Un banc,Oui.,hier", *(line(n) for n in range(1, 1000)))
    file = place / "export.csv"
    file.write_bytes(content)
    arguments = ["import", "contributions", str(file), "--map", str(place / "map.toml")]
    import_ = subprocess.Popen(
        [*COMMAND, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert import_.stderr is not None
    with import_:
        told = import_.stderr.readline()  # said once the first batch is kept
        import_.kill()
    assert told.startswith(b"line 2 (0): date")
    kept = count()
    db.session().rollback()
    assert 0 < kept < 999
    tally, _ = brought(content)
    assert (tally.known, tally.imported, tally.bad) == (kept, 999 - kept, 1)
    assert count() == 999
