"""Real exports, as they were published, through the shipped maps."""

import gc
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from itertools import islice
from pathlib import Path

import psutil
import pytest
from flask import Flask
from sqlalchemy import func, select

from beffroi.contributions.imports import BadRow, Plan, Tally, bring_in, read_plan
from beffroi.contributions.models import Idea
from beffroi.contributions.rules import MAX_TITLE
from beffroi.core import db
from tests.support.imports import Ear, brought

ROOT = Path(__file__).resolve().parents[2]
EXPORTS = ROOT.parent / "shared" / "data" / "contributions"
MAPS = ROOT / "docs" / "imports"
PROPOSALS = "republique_numerique_2015_proposals.csv"
ANSWERS = "grand_debat_2019_fr.csv"
PROJECTS = "paris_bp_laureats_2014_2018.csv"
MEGABYTE = 1024 * 1024

pytestmark = pytest.mark.usefixtures("app")


def export(name: str) -> Path:
    path = EXPORTS / name
    if not path.exists():
        pytest.skip(f"NOT RUN: {name} is not beside the checkout")
    return path


def shipped(name: str) -> Plan:
    return read_plan((MAPS / f"{name}.toml").read_text(encoding="utf-8"))


def ideas() -> list[Idea]:
    return list(db.session().scalars(select(Idea)))


def test_republique_numerique_comes_in_but_for_the_longest_texts() -> None:
    tally, ear = brought(export(PROPOSALS).read_bytes(), shipped("republique-numerique"))
    assert (tally.read, tally.imported, tally.left_out, tally.bad) == (593, 582, 4, 7)
    assert {row.key for row in ear.heard} == {"192", "274", "275", "319", "368", "500", "688"}
    assert len(tally.reasons) == 1
    assert (ear.heard[0].line, ear.heard[0].last_line) == (175, 189)


def test_republique_numerique_keeps_dates_titles_and_supports() -> None:
    brought(export(PROPOSALS).read_bytes(), shipped("republique-numerique"))
    found = {idea.source_key: idea for idea in ideas()}
    first, cut = found["101"], found["717"]
    assert first.submitted_at.isoformat() == "2015-09-26T12:12:03+00:00"
    assert (first.outside_supports, first.support_count) == (242, 0)
    assert first.author_name == "Participant u-147a06e861"
    assert cut.title.endswith("…")
    assert cut.body.startswith(cut.title.removesuffix("…"))
    assert max(len(idea.title) for idea in found.values()) <= MAX_TITLE


def test_republique_numerique_is_screened_and_nobody_is_mailed(
    drain: Callable[[], int], mails: Callable[[], list[EmailMessage]]
) -> None:
    brought(export(PROPOSALS).read_bytes(), shipped("republique-numerique"))
    assert drain() > 0
    assert mails() == []


def test_the_first_answers_of_the_grand_debat_come_in_once() -> None:
    with export(ANSWERS).open("rb") as file:
        content = b"".join(islice(file, 2001))
    tally, _ = brought(content, shipped("grand-debat"))
    assert (tally.imported, tally.bad) == (2000, 0)
    again, _ = brought(content, shipped("grand-debat"))
    assert (again.imported, again.known) == (0, 2000)
    assert all(idea.title and len(idea.title) <= MAX_TITLE for idea in ideas())


def test_the_winners_of_paris_come_in_but_for_two_without_a_title() -> None:
    tally, ear = brought(export(PROJECTS).read_bytes(), shipped("paris-bp"))
    assert (tally.read, tally.imported, tally.bad) == (791, 789, 2)
    assert {row.key for row in ear.heard} == {"2204", "2330"}


@dataclass
class Scales(Ear):
    """Weighs the process after each batch."""

    weights: dict[int, int] = field(default_factory=dict)

    def went_on(self, tally: Tally, position: int) -> None:
        gc.collect()  # which the tests do seldom
        self.weights[tally.read] = psutil.Process().memory_info().rss

    def bad_row(self, row: BadRow) -> None:
        raise AssertionError(row)


@pytest.mark.slow
def test_the_whole_grand_debat_comes_in_without_weighing_more(app: Flask) -> None:
    scales = Scales()
    with export(ANSWERS).open("rb") as file:
        assert isinstance(file, io.BufferedReader)
        tally = bring_in(file, shipped("grand-debat"), scales)
    assert tally.imported == 24_000
    assert db.session().scalar(select(func.count()).select_from(Idea)) == 24_000
    assert scales.weights[24_000] - scales.weights[4_000] < 8 * MEGABYTE
