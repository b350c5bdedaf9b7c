"""What is kept of a person, counted on a page and given whole in a file that holds nobody else."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from beffroi.core import db, register
from beffroi.identity.models import Session
from tests.factories import make_call, make_comment, make_idea, make_moderator, make_person
from tests.rights_factories import EMAIL, NAME, QUOTED, TYPED, Life, live
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("clock")


def archive(client: FlaskClient, path: str = "/moi/donnees/archive") -> dict[str, str]:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    with ZipFile(BytesIO(answer.get_data())) as kept:
        return {name: kept.read(name).decode() for name in kept.namelist()}


def tables(client: FlaskClient) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(archive(client)["donnees.json"])["tables"]
    return kept


@pytest.fixture
def life(sign_in: SignIn, client: FlaskClient, drain: Callable[[], int]) -> Life:
    return live(sign_in, client, drain)


def test_all_they_typed_is_in_both_files(life: Life) -> None:
    files = archive(life.client)
    assert set(files) == {"donnees.json", "donnees.html", "LISEZMOI.txt"}
    for name in ("donnees.json", "donnees.html"):
        missing = {word for word in TYPED.values() if word not in files[name]}
        assert missing == set(), name


def test_every_table_that_holds_something_of_them_is_in_it(life: Life) -> None:
    kept = tables(life.client)
    for record in register.personal_records():
        if record.theirs is None:
            continue
        rows = db.session().scalars(select(record.table).where(record.theirs(life.person.id))).all()
        assert len(kept.get(record.name, {"rows": []})["rows"]) == len(rows), record.name
        if rows:
            assert kept[record.name]["kept_but_not_shown"] == list(record.hidden)


def test_nothing_of_anybody_else_is_in_it(life: Life, sign_in: SignIn) -> None:
    """The two supported and commented each other: neither's name, address nor number passes."""
    for client, stranger, words in (
        (life.client, life.other, ("Octavie", "octavie@example.org", "Je suis d’accord")),
        (sign_in(life.other), life.person, (EMAIL, *NAME.split(), "Karim", "Nadia")),
    ):
        for name, text in archive(client).items():
            for word in (*words, str(stranger.id), stranger.id.hex):
                assert word not in text, (name, word)


def test_no_digest_nor_sealed_value_is_in_it(app: Flask, life: Life) -> None:
    secrets = {
        str(getattr(row, column))
        for record in register.personal_records()
        if record.theirs is not None
        for row in db.session().scalars(select(record.table).where(record.theirs(life.person.id)))
        for column in record.hidden
        if isinstance(getattr(row, column), str)
    }
    assert len(secrets) > 5
    for text in archive(life.client).values():
        assert {secret for secret in secrets if secret in text} == set()


def test_moments_are_in_utc_and_names_are_readable(life: Life) -> None:
    person = tables(life.client)["person"]["rows"][0]
    assert person["email"] == EMAIL
    assert person["created_at"].endswith("+00:00")


def test_what_the_moderation_wrote_to_them_is_theirs(life: Life) -> None:
    words = [row["words"] for row in tables(life.client)["moderation_decision"]["rows"]]
    assert any(QUOTED["moderator"] in text for text in words)


def test_the_page_to_read_loads_nothing_and_runs_nothing(life: Life) -> None:
    page = archive(life.client)["donnees.html"]
    assert "<script" not in page
    assert "http://" not in page.replace("http://localhost", "")
    assert 'lang="fr"' in page


def test_what_they_typed_is_escaped_in_it(sign_in: SignIn) -> None:
    person = make_person()
    make_idea(author=person, title="<script>alert(1)</script>")
    db.session().commit()
    page = archive(sign_in(person))["donnees.html"]
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_it_speaks_their_language(sign_in: SignIn) -> None:
    client = sign_in(make_person(locale="en"))
    client.set_cookie("beffroi_langue", "en")
    assert 'lang="en"' in archive(client)["donnees.html"]


def test_the_page_counts_what_is_kept(life: Life) -> None:
    page = life.client.get("/moi/donnees").get_data(as_text=True)
    assert "Les idées que vous soutenez" in page
    assert "Vos idées et le nom qui les signe" in page
    assert "5 éléments" in page


def test_a_program_reads_the_same(life: Life) -> None:
    items = life.client.get("/api/v1/me/data").get_json()["items"]
    counts = {item["table"]: item["count"] for item in items}
    assert (counts["idea"], counts["support"], counts["comment"]) == (5, 1, 1)
    assert {item["legal_basis"] for item in items} <= {"a", "c", "e"}
    assert set(archive(life.client, "/api/v1/me/archive")) == {
        "donnees.json",
        "donnees.html",
        "LISEZMOI.txt",
    }


def test_a_guest_is_asked_for_an_account_first(app: Flask, sign_in: SignIn) -> None:
    person = make_person(kind="guest")
    client = sign_in(person)
    session = db.session().scalars(select(Session).where(Session.person_id == person.id)).one()
    session.is_guest = True
    db.session().commit()
    answer = client.get("/moi/donnees/archive")
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (303, "/connexion")
    assert client.get("/api/v1/me/archive").status_code in {401, 403}


def test_a_stranger_gets_no_archive(client: FlaskClient) -> None:
    assert client.get("/moi/donnees").status_code == 303
    assert client.get("/api/v1/me/archive").status_code == 401
    assert client.get("/api/v1/me/data").status_code == 401


def test_a_long_life_is_given_whole(sign_in: SignIn) -> None:
    person, call = make_person(), make_call()
    for number in range(40):
        make_comment(make_idea(call), person, body=f"Commentaire {number}. " + "Oui. " * 300)
    db.session().commit()
    assert len(tables(sign_in(person))["comment"]["rows"]) == 40


def test_a_moderators_archive_holds_no_text_of_others(sign_in: SignIn) -> None:
    moderator = make_moderator()
    make_idea(title="Le banc de quelqu’un")
    db.session().commit()
    assert all("banc de quelqu" not in text for text in archive(sign_in(moderator)).values())
