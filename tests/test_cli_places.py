"""The commands that bring in outlines, addresses and lists of residents."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import func, select

from beffroi.cli import main
from beffroi.core import db
from beffroi.identity.models import RollEntry
from beffroi.settings import Settings
from beffroi.territories.models import AddressPoint, Perimeter
from tests.conftest import SECRET
from tests.place_factories import BREBIS, HEADER, collection, feature, line

Run = Callable[..., Result]


@pytest.fixture
def database_url(one_database: str) -> str:
    """What a command says does not depend on the database."""
    return one_database


@pytest.fixture
def run(settings: Settings, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("BEFFROI_DATA", str(settings.data))
    monkeypatch.setenv("BEFFROI_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("BEFFROI_SECRET_KEY", SECRET)

    def invoke(*words: str) -> Result:
        return CliRunner().invoke(main, ["import", *words])

    return invoke


def count(table: type) -> int:
    db.session().rollback()
    found = db.session().scalar(select(func.count()).select_from(table)) or 0
    db.session().rollback()  # the next command writes
    return found


def written(folder: Path, name: str, content: str) -> str:
    (folder / name).write_text(content, encoding="utf-8")
    return str(folder / name)


def test_outlines_come_in_and_what_is_unknown_is_told(run: Run, tmp_path: Path) -> None:
    draw = collection(feature(BREBIS, 2.7, 50.47), feature("QN99999M", 2.7, 50.47))
    file = written(tmp_path, "o.geojson", json.dumps(draw))
    done = run("perimeters", file, "--vintage", "2024", "--source", "made up")
    assert done.exit_code == 0, done.output
    assert "1 outlines of 2024 brought in, for proofs." in done.output
    assert "QN99999M" in done.output
    assert count(Perimeter) == 1


def test_a_file_that_is_no_json_is_refused_in_a_line(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, "o.geojson", "{")
    done = run("perimeters", file, "--vintage", "2024", "--source", "x")
    assert (done.exit_code, "not JSON" in done.output) == (1, True)


@pytest.mark.parametrize("packed", [False, True])
def test_addresses_come_in_from_a_file_packed_or_not(
    run: Run, tmp_path: Path, packed: bool
) -> None:
    content = "\n".join([HEADER, line("12", "Rue du Moulin", 2.7, 50.4), ""])
    file = tmp_path / ("a.csv.gz" if packed else "a.csv")
    file.write_bytes(gzip.compress(content.encode()) if packed else content.encode())
    done = run("addresses", str(file))
    assert done.exit_code == 0, done.output
    assert "1 read: 1 kept" in done.output
    assert count(AddressPoint) == 1


def test_addresses_that_are_gone_are_counted_and_most_of_a_commune_asks_for_force(
    run: Run, tmp_path: Path
) -> None:
    rows = [line(str(n), "Rue du Moulin", 2.7, 50.4) for n in range(1, 5)]
    whole = written(tmp_path, "a.csv", "\n".join([HEADER, *rows, ""]))
    part = written(tmp_path, "b.csv", "\n".join([HEADER, rows[0], ""]))
    assert "0 gone from the base" in run("addresses", whole).output
    refused = run("addresses", part)
    assert (refused.exit_code, count(AddressPoint)) == (1, 4)
    assert "3 of 4 in 62563" in refused.output
    assert "3 gone from the base: removed" in run("addresses", part, "--force").output
    assert count(AddressPoint) == 1


def test_a_list_comes_in_without_saying_a_name(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, "r.csv", "nom;prenom;naissance\nDupont;Marie;01/02/1980\n")
    place = f"neighbourhood:{BREBIS}"
    asked = ("roll", file, "--place", place, "--until", "2027-06-30", "--label", "Bailleur")
    done = run(*asked)
    assert done.exit_code == 0, done.output
    assert "1 people" in done.output
    assert "Dupont" not in done.output
    assert count(RollEntry) == 1


def test_a_list_of_nowhere_is_refused(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, "r.csv", "nom;prenom;naissance\nDupont;Marie;01/02/1980\n")
    done = run("roll", file, "--place", "commune:99999", "--until", "2027-06-30", "--label", "x")
    assert (done.exit_code, count(RollEntry)) == (1, 0)
