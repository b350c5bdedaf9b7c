"""What is kept of people is written down with why; the reference files are sound."""

import re
import tomllib
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Column, String

from beffroi import models, records
from beffroi.core import register
from beffroi.core.db import UtcDateTime
from beffroi.core.register import Holds, Record
from beffroi.core.register_words import COLUMNS
from beffroi.territories.reference import FOLDER

records.load()

CODE_LENGTH = 80  # names of places, actors and kinds; what people write is longer
SECRET = re.compile(r"password|secret|token|digest|hash|sealed|challenge$|key$")
# What looks like a secret by its name and is none.
NO_SECRET = {"idea.source_key"}
DIGESTED = re.compile(r"(^|_)(digest|hash)$|^sealed|^challenge$")

FILES = sorted(FOLDER.glob("*.toml"))


def columns() -> list[tuple[str, Column[Any]]]:
    return [
        (f"{table.name}.{column.name}", column)
        for table in models.metadata.tables.values()
        for column in table.columns
    ]


def holds_text(name: str, column: Column[Any]) -> bool:
    """Whether it could hold what a person is or wrote."""
    declared = register.record_of(name.split(".", maxsplit=1)[0])
    is_digest = DIGESTED.search(column.name) and not column.name.startswith("sealed")
    if declared.holds == Holds.REFERENCE or is_digest or column.foreign_keys:
        return False
    longest = getattr(column.type, "length", None) or CODE_LENGTH + 1
    return isinstance(column.type, JSON) or (
        isinstance(column.type, String) and longest > CODE_LENGTH
    )


def said_of() -> dict[str, str]:
    """Each column the register explains, and how."""
    return {
        f"{record.name}.{column}": why
        for record in register.records()
        for column, why in (*record.personal.items(), *record.nobody_s.items())
    }


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def contracts() -> list[dict[str, Any]]:
    return [content for content in map(read, FILES) if "neighbourhoods" in content]


def test_every_table_is_in_the_register() -> None:
    assert {record.name for record in register.records()} == set(models.metadata.tables)


def test_every_column_of_free_text_is_written_down_with_why() -> None:
    """A column of free text that is new stops here: whose is it, what for, what forgets it?"""
    found = {name for name, column in columns() if holds_text(name, column)}
    assert found - set(said_of()) == set()


def test_what_is_written_down_exists_and_says_why() -> None:
    assert set(said_of()) - {name for name, _ in columns()} == set()
    assert [name for name, why in said_of().items() if len(why) < 4] == []


def test_no_secret_is_kept_but_as_a_digest_or_sealed() -> None:
    secrets = {name for name, _ in columns() if SECRET.search(name.split(".")[1])} - NO_SECRET
    assert {name for name in secrets if not DIGESTED.search(name.split(".")[1])} == set()


def test_no_digest_nor_sealed_value_leaves_with_an_archive() -> None:
    shown = {f"{r.name}.{c}" for r in register.records() for c in r.shown}
    assert {name for name in shown if SECRET.search(name.split(".")[1])} == set()
    of_people = {r.name for r in register.records() if r.theirs is not None}
    kept = {name for name, _ in columns() if SECRET.search(name.split(".")[1])}
    kept = {name for name in kept if name.split(".")[0] in of_people}
    named = {f"{r.name}.{c}" for r in register.records() for c in r.hidden}
    assert kept - named - NO_SECRET == set()


@pytest.mark.parametrize("record", register.records(), ids=lambda record: record.name)
def test_a_record_is_whole(record: Record) -> None:
    known = {column.name for column in record.columns.columns}
    assert all((str(record.what), str(record.purpose), str(record.kept)))
    assert set(record.shown) <= (known if record.present is None else set(COLUMNS))
    assert set(record.shown) <= set(COLUMNS)
    assert set(record.hidden) <= known
    assert {record.dated} - {None} <= known
    assert record.basis is not None or not (record.personal or record.theirs)


@pytest.mark.parametrize("record", register.records(), ids=lambda record: record.name)
def test_every_row_that_names_a_person_goes_with_them_or_is_untied(record: Record) -> None:
    for key in record.columns.foreign_keys:
        if key.column.table.name == "person":
            assert key.ondelete in {"CASCADE", "SET NULL"}, f"{record.name}.{key.parent.name}"
            if key.ondelete == "CASCADE":
                assert record.theirs is not None, record.name


def test_what_is_personal_is_erased_or_says_why_it_stays() -> None:
    """By the default of `theirs`, by an eraser, or by its time: nothing personal is for ever."""
    lasting = [
        record.name
        for record in register.records()
        if record.is_personal
        and record.personal
        and not (record.theirs or record.erase or record.over or record.stays)
    ]
    assert lasting == ["program"]  # the contact of a partner: ended with the program


def test_every_moment_is_aware_and_named_as_one() -> None:
    moments = {name for name, c in columns() if c.type.python_type.__name__ == "datetime"}
    assert {n for n, c in columns() if isinstance(c.type, UtcDateTime)} == moments
    assert {name for name in moments if not name.endswith(("_at", "_by"))} == set()


def test_no_amount_nor_count_is_a_fraction() -> None:
    assert {name for name, c in columns() if c.type.python_type is float} == set()


def test_both_contracts_are_there_whole() -> None:
    sizes = {c["slug"]: len(c["neighbourhoods"]) for c in contracts()}
    assert sizes["lens-lievin"] == 22
    assert sizes["calais"] == 4


@pytest.mark.parametrize("contract", contracts(), ids=lambda c: c["slug"])
def test_every_neighbourhood_lies_in_communes_of_its_contract(contract: dict[str, Any]) -> None:
    known = {commune["insee"] for commune in contract["communes"]}
    assert all(re.fullmatch(r"62\d{3}", insee) for insee in known)
    places = {n["slug"]: n["communes"] for n in contract["neighbourhoods"]}
    assert {slug for slug, communes in places.items() if not communes} == set()
    assert set(chain.from_iterable(places.values())) <= known


@pytest.mark.parametrize("contract", contracts(), ids=lambda c: c["slug"])
def test_every_population_says_of_which_year_and_perimeter(contract: dict[str, Any]) -> None:
    for place in contract["neighbourhoods"]:
        for count in place.get("inhabitants", []):
            assert 2010 <= count["year"] <= date.today().year  # noqa: DTZ011 (a year is enough)
            assert 0 < count["count"] < 100_000
            assert count["perimeter"]


@pytest.mark.parametrize("contract", contracts(), ids=lambda c: c["slug"])
def test_every_theme_is_said_in_both_languages_and_in_order(contract: dict[str, Any]) -> None:
    themes = contract["themes"]
    assert all(t["label"] and t["label_en"] and t["summary"] for t in themes)
    positions = [t["position"] for t in themes]
    assert len(set(positions)) == len(positions)
    pillars = {p["slug"] for p in contract.get("pillars", [])}
    assert {t["pillar"] for t in themes if "pillar" in t} <= pillars


def test_no_slug_nor_official_code_is_given_twice() -> None:
    places = [n for c in contracts() for n in c["neighbourhoods"]]
    slugs = [n["slug"] for n in places] + [t["slug"] for c in contracts() for t in c["themes"]]
    codes = [n["official_code"] for n in places if n.get("official_code")]
    assert len(set(slugs)) == len(slugs)
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in slugs)
    assert all(re.fullmatch(r"QN\d{5}[MI]", code) for code in codes)


def test_a_contract_ends_after_it_begins() -> None:
    assert [c["slug"] for c in contracts() if c["ends_on"] <= c["starts_on"]] == []
