"""What is kept of people is written down with why; the reference files are sound."""

import re
import tomllib
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Column, String

from beffroi import models
from beffroi.core.db import UtcDateTime
from beffroi.territories.reference import FOLDER

# Each column that tells who somebody is or what they wrote, and what it is kept for. A column
# of free text that is new stops here: is it personal, what is it for, what forgets it?
PERSONAL = {
    "person.email": "to sign in and be told; erased with the person",
    "person.display_name": "how others read them; erased with the person",
    "person.locale": "the language of their mail",
    "session.device": "to recognise one's own devices; gone with the session",
    "sign_in_link.next_path": "where the link leads; gone with the link",
    "draft.content": "what is not sent yet; gone with the draft",
    "idea.author_name": "the name the author chose to sign with",
    "idea.title": "public text",
    "idea.body": "public text",
    "idea.answer": "the answer of the staff, public",
    "idea_version.title": "the text as it was moderated",
    "idea_version.body": "the text as it was moderated",
    "comment.author_name": "the name the author chose to sign with",
    "comment.body": "public text",
    "moderation_decision.words": "told to the author",
    "moderation_finding.reason": "why a person is asked to look, without quoting",
    "message.params": "what a message is about",
    "message.link": "where a message leads",
    "search_entry.heading": "public text, folded; gone with it",
    "search_entry.folded": "public text, folded; gone with it",
    "idempotency_key.body": "the answer to replay; gone after two days",
    "idempotency_key.location": "the answer to replay; gone after two days",
}
NOBODY_S = {
    "dead_letter.error": "the kind of an error",
    "event.payload": "ids and codes; see tests/core/test_events.py",
    "idea.source_key": "the line of an imported file",
}
REFERENCE = {"contract", "commune", "neighbourhood", "theme", "structure", "call", "population"}
CODE_LENGTH = 80  # names of places, actors and kinds; what people write is longer
DIGESTS = {"digest", "token_digest", "fingerprint"}
FILES = sorted(FOLDER.glob("*.toml"))


def columns() -> list[tuple[str, Column[Any]]]:
    return [
        (f"{table.name}.{column.name}", column)
        for table in models.metadata.tables.values()
        for column in table.columns
    ]


def holds_text(name: str, column: Column[Any]) -> bool:
    """Whether it could hold what a person is or wrote."""
    if name.split(".", maxsplit=1)[0] in REFERENCE or column.name in DIGESTS or column.foreign_keys:
        return False
    longest = getattr(column.type, "length", None) or CODE_LENGTH + 1
    return isinstance(column.type, JSON) or (
        isinstance(column.type, String) and longest > CODE_LENGTH
    )


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def contracts() -> list[dict[str, Any]]:
    return [content for content in map(read, FILES) if "neighbourhoods" in content]


def test_every_column_of_free_text_is_written_down_with_why() -> None:
    found = {name for name, column in columns() if holds_text(name, column)}
    assert found - set(PERSONAL) - set(NOBODY_S) == set()


def test_what_is_written_down_exists() -> None:
    assert (set(PERSONAL) | set(NOBODY_S)) - {name for name, _ in columns()} == set()


def test_no_secret_is_kept_but_as_a_digest() -> None:
    secrets = re.compile(r"password|secret|token|key$")
    kept = {name for name, _ in columns() if secrets.search(name.split(".")[1])}
    assert kept == {"session.token_digest", "sign_in_link.token_digest", "idea.source_key"}


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
