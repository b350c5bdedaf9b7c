"""The purge and an erasure by hand."""

import json
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from beffroi.cli import main
from beffroi.core import clock, db
from beffroi.identity.models import Person
from tests.conftest import NOON, SECRET
from tests.factories import make_person
from tests.purge_factories import code_of


@pytest.fixture
def database_url(one_database: str) -> str:
    return one_database


@pytest.fixture
def run(
    app: Flask, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> CliRunner:
    monkeypatch.setenv("BEFFROI_DATABASE_URL", database_url)
    monkeypatch.setenv("BEFFROI_SECRET_KEY", SECRET)
    monkeypatch.setenv("BEFFROI_DATA", str(tmp_path))
    return CliRunner()


def test_a_dry_run_counts_and_keeps_everything(run: CliRunner) -> None:
    with clock.at(NOON):
        db.session().add(code_of(1))
        db.session().commit()
    with clock.at(NOON + timedelta(days=3)):
        for expected in ("would go", "would go"):
            answer = run.invoke(main, ["purge", "--dry-run"])
            assert answer.exit_code == 0, answer.output
            assert answer.output.split() == ["1", "one_time_code", "1", *expected.split()]
        purged = run.invoke(main, ["purge", "--json"])
        assert json.loads(purged.stdout) == {"one_time_code": 1}
        assert "one_time_code" not in run.invoke(main, ["purge", "--dry-run"]).output


def test_somebody_is_erased_by_their_number_once_confirmed(run: CliRunner) -> None:
    number = make_person().id
    db.session().commit()
    command = ["erase", str(number), "--texts", "anonymise"]
    assert run.invoke(main, command, input="n\n").exit_code == 1
    db.session().rollback()
    assert db.session().get(Person, number) is not None
    db.session().rollback()
    assert run.invoke(main, [*command, "--yes"]).exit_code == 0
    db.session().rollback()
    db.session().expire_all()
    assert db.session().get(Person, number) is None


def test_a_number_of_nobody_is_said(run: CliRunner) -> None:
    answer = run.invoke(main, ["erase", str(uuid.uuid4()), "--texts", "remove", "--yes"])
    assert (answer.exit_code, "person_unknown" in answer.output) == (1, True)
