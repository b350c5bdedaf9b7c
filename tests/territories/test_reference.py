"""The reference files of the contracts: shape, references, and facts equal to their sources."""

import csv
import json
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

Row = dict[str, Any]

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "platform" / "beffroi" / "territories" / "reference"
SOURCES = ROOT.parent / "shared" / "data" / "territory"
CONTRACTS = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("*.toml"))
}
KINDS = {"QPV": "qpv", "quartier de veille": "veille", "quartier vécu": "lived"}
each_contract = pytest.mark.parametrize("slug", ["lens-lievin", "calais"])


def every(kind: str, key: str) -> list[str]:
    return [row[key] for content in CONTRACTS.values() for row in content[kind]]


def sources_are_here(capsys: pytest.CaptureFixture[str]) -> bool:
    """Whether the sources stand next to the checkout; said aloud when they do not."""
    here = SOURCES.is_dir()
    if not here:
        with capsys.disabled():
            sys.stdout.write("\nReference facts were not compared: their sources are not here.\n")
    return here


def source(slug: str) -> Row:
    content: Row = json.loads((SOURCES / f"{slug}.json").read_text(encoding="utf-8"))
    return content


def table(name: str) -> list[dict[str, str]]:
    with (SOURCES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def as_a_fact(place: Row) -> Row:
    """A neighbourhood of a source, in the shape of ours."""
    counts = [
        {"year": p["year"], "perimeter": p["perimeter"], "count": p["inhabitants"]}
        for p in place["populations"]
    ]
    return {
        "kind": KINDS[place["kind"]],
        "official_code": place["official_code"],
        "inhabitants": counts,
        "straddles": place["straddles_agglomeration"],
    }


def test_both_contracts_have_all_their_neighbourhoods() -> None:
    assert {slug: len(content["neighbourhoods"]) for slug, content in CONTRACTS.items()} == {
        "lens-lievin": 22,
        "calais": 4,
    }


@each_contract
def test_a_contract_runs_six_years(slug: str) -> None:
    content = CONTRACTS[slug]
    starts, ends = content["starts_on"], content["ends_on"]
    assert content["slug"] == slug
    assert starts.replace(year=starts.year + 6, day=starts.day - 1) == ends


@pytest.mark.parametrize("kind", ["neighbourhoods", "themes", "pillars"])
def test_a_slug_is_used_once_over_all_contracts(kind: str) -> None:
    assert [slug for slug, times in Counter(every(kind, "slug")).items() if times > 1] == []


def test_an_official_code_is_used_once() -> None:
    places = [place for content in CONTRACTS.values() for place in content["neighbourhoods"]]
    codes = [place["official_code"] for place in places if "official_code" in place]
    assert len(codes) == len(set(codes)) == 21


@each_contract
def test_every_commune_named_is_described_and_used(slug: str) -> None:
    content = CONTRACTS[slug]
    described = [row["insee"] for row in content["communes"]]
    used = {insee for place in content["neighbourhoods"] for insee in place["communes"]}
    assert len(described) == len(set(described))
    assert set(described) == used
    assert all(place["communes"] for place in content["neighbourhoods"])


@each_contract
def test_an_ambition_stands_on_a_pillar_and_an_axis_crosses_them(slug: str) -> None:
    pillars = {row["slug"] for row in CONTRACTS[slug]["pillars"]}
    for theme in CONTRACTS[slug]["themes"]:
        known = pillars if theme["kind"] == "ambition" else {None}
        assert theme.get("pillar") in known, theme["slug"]
        assert theme["kind"] in {"ambition", "axis"}


@each_contract
def test_themes_are_numbered_in_order(slug: str) -> None:
    positions = [theme["position"] for theme in CONTRACTS[slug]["themes"]]
    assert positions == list(range(1, len(positions) + 1))


@each_contract
def test_a_theme_is_called_in_few_words_in_two_languages(slug: str) -> None:
    for theme in CONTRACTS[slug]["themes"]:
        assert 2 <= len(theme["label"].split()) <= 5, theme["label"]
        assert theme["label_en"]
        assert theme["summary"].endswith(".")
        assert theme["summary"].count(".") == 1


@each_contract
def test_contracts_say_what_their_source_says(
    slug: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if not sources_are_here(capsys):
        return
    ours, theirs = CONTRACTS[slug], source(slug)["contract"]
    assert ours["starts_on"].isoformat() == theirs["starts"]
    assert ours["title"].casefold() == theirs["name"].casefold()


@each_contract
def test_neighbourhoods_are_those_of_the_source(
    slug: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if not sources_are_here(capsys):
        return
    ours = {
        row["slug"]: {"official_code": row.get("official_code")}
        | {key: row[key] for key in ("kind", "inhabitants", "straddles")}
        for row in CONTRACTS[slug]["neighbourhoods"]
    }
    assert ours == {place["slug"]: as_a_fact(place) for place in source(slug)["neighbourhoods"]}


@each_contract
def test_strategies_have_the_shape_of_the_source(
    slug: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if not sources_are_here(capsys):
        return
    theirs, themes = source(slug), CONTRACTS[slug]["themes"]
    ambitions = Counter(theme["pillar"] for theme in themes if theme["kind"] == "ambition")
    assert ambitions == {row["slug"]: len(row["ambitions"]) for row in theirs["pillars"]}
    assert sum(theme["kind"] == "axis" for theme in themes) == len(theirs["axes"])


@each_contract
def test_communes_are_those_of_the_national_register(
    slug: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if not sources_are_here(capsys):
        return
    register = table("epci_communes_62.csv")
    names = {row["commune_insee"]: row["commune_nom"] for row in register}
    ours = {row["insee"]: row["name"] for row in CONTRACTS[slug]["communes"]}
    assert ours == {insee: names[insee] for insee in ours}
    assert CONTRACTS[slug]["siren"] in {row["epci_siren"] for row in register}


def test_neighbourhoods_touch_the_communes_of_the_official_outlines(
    capsys: pytest.CaptureFixture[str],
) -> None:
    if not sources_are_here(capsys):
        return
    outlines = {row["code_qp"]: row["insee_com"] for row in table("qpv_2024_pas_de_calais.csv")}
    for place in CONTRACTS["lens-lievin"]["neighbourhoods"]:
        if "official_code" in place:
            assert "|".join(place["communes"]) == outlines[place["official_code"]], place["slug"]
