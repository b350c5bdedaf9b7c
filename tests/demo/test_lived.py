"""The call that asks for a proof, lived: what counts, what is kept, and how to show it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from beffroi.contributions.models import Call, Idea, Support
from beffroi.core import db
from beffroi.demo import loading
from beffroi.demo.content import read
from beffroi.demo.people import proved_in
from beffroi.identity.models import Person, Proof
from tests.support.people import SignIn

ASKING, PLACE = "jardin-de-bellevue", "cite-bellevue"


@pytest.fixture
def database_url(one_database: str) -> str:
    """The demo is of the embedded mode."""
    return one_database


@pytest.fixture(autouse=True)
def lived(app: Flask, clock: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this call: the others ask for nothing."""

    def of_the_call(name: str) -> list[dict[str, Any]]:
        column = {"ideas": "call", "calls": "slug"}.get(name)
        return [row for row in read(name) if column is None or row[column] == ASKING]

    monkeypatch.setattr(loading, "read", of_the_call)
    assert loading.load()


def person(key: str) -> Person:
    [row] = [row for row in read("people") if row["key"] == key]
    return db.session().scalars(select(Person).where(Person.email == row["email"])).one()


def test_each_counter_is_that_of_the_supports_that_count_and_the_others_are_kept() -> None:
    rows = {row["title"]: row for row in read("ideas") if row["call"] == ASKING}
    seen = select(Idea).where(Idea.visibility == "published")
    found = db.session().scalars(seen).all()
    assert len(found) == 3
    for idea in found:
        told = rows[idea.title]
        given = select(Support.counted, func.count()).where(Support.idea_id == idea.id)
        counts = {row[0]: row[1] for row in db.session().execute(given.group_by(Support.counted))}
        assert counts == {True: told["supports"], False: len(told["kept_from"])}
        assert idea.support_count == told["supports"]
    assert len(db.session().scalars(select(Proof).filter_by(kind="residence")).all()) == len(
        proved_in(PLACE)
    )
    assert db.session().scalars(select(Call.residence)).one() == "neighbourhood"
    db.session().rollback()
    assert not loading.load(), "twice is as once"


def test_a_newcomer_sees_what_is_kept_and_how_to_prove_it(sign_in: SignIn) -> None:
    client = sign_in(person("samira"))
    kept = db.session().scalars(select(Idea).filter_by(visibility="unproven")).one()
    page = client.get(f"/idees/{kept.id}/suivi").get_data(as_text=True)
    assert "Il manque" in page
    assert "/moi/preuves" in page
    assert "Rien n’est prouvé" in client.get("/moi/preuves").get_data(as_text=True)
    proved = sign_in(person("wanda")).get("/moi/preuves").get_data(as_text=True)
    assert "Cité Bellevue" in proved


def test_once_a_relay_has_seen_the_paper_it_counts(
    sign_in: SignIn, drain: Callable[[], int]
) -> None:
    kept = db.session().scalars(select(Idea).filter_by(visibility="unproven")).one().id
    samira, relay = sign_in(person("samira")), sign_in(person("delphine"))
    code = samira.post("/api/v1/me/desk-code").get_json()["code"]
    seen = {"code": code, "neighbourhood": PLACE}
    answer = relay.post("/api/v1/desk-checks", json=seen)
    assert answer.status_code < 300, answer.get_data(as_text=True)
    drain()
    db.session().rollback()
    assert db.session().get_one(Idea, kept).visibility == "waiting"
