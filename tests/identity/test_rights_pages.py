"""Erasing one's account by a page or a program: chosen, confirmed, by somebody who is there."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from beffroi.core import clock, db
from beffroi.core.clock import now
from beffroi.identity.models import Block, Person, Session
from tests.conftest import NOON
from tests.factories import grant_role, make_idea, make_person
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("clock")

SURE = {"texts": "anonymise", "word": "effacer"}


def people() -> int:
    db.session().rollback()
    return db.session().scalar(select(func.count()).select_from(Person)) or 0


@pytest.fixture
def person(app: Flask) -> Person:
    made = make_person()
    db.session().commit()
    return made


def test_the_page_says_what_goes_and_what_stays(sign_in: SignIn, person: Person) -> None:
    page = sign_in(person).get("/moi/effacer").get_data(as_text=True)
    assert "Ce qui part tout de suite" in page
    assert "Ce qui reste, et pourquoi" in page
    assert "Le journal des actes" in page


def test_the_word_and_the_choice_erase_and_sign_out(sign_in: SignIn, person: Person) -> None:
    client = sign_in(person)
    answer = client.post("/moi/effacer", data=SURE)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert people() == 0
    assert client.get("/moi").status_code == 303
    assert "Votre compte est effacé" in client.get("/").get_data(as_text=True)


@pytest.mark.parametrize("word", ["EFFACER", " « effacer » ", "erase"])
def test_the_word_is_taken_however_it_is_written(
    sign_in: SignIn, person: Person, word: str
) -> None:
    assert sign_in(person).post("/moi/effacer", data=SURE | {"word": word}).status_code == 303
    assert people() == 0


@pytest.mark.parametrize("given", [{"word": ""}, {"word": "oui"}, {"texts": ""}, {"texts": "burn"}])
def test_without_them_nothing_is_erased(
    sign_in: SignIn, person: Person, given: dict[str, str]
) -> None:
    answer = sign_in(person).post("/moi/effacer", data=SURE | given)
    assert answer.status_code == 422
    assert 'id="errors"' in answer.get_data(as_text=True)
    assert people() == 1


def test_an_old_session_is_asked_to_come_in_again(sign_in: SignIn, person: Person) -> None:
    client = sign_in(person)
    with clock.at(NOON + timedelta(minutes=11)):
        page = client.get("/moi/effacer").get_data(as_text=True)
        assert "/connexion?suite=/moi/effacer" in page
        assert 'name="word"' not in page
        assert client.post("/moi/effacer", data=SURE).status_code == 403
        assert client.delete("/api/v1/me?texts=remove").status_code == 403
    assert people() == 1


def test_a_program_erases_with_a_fresh_session(sign_in: SignIn, person: Person) -> None:
    client = sign_in(person)
    assert client.delete("/api/v1/me?texts=burn").status_code == 422
    assert client.delete("/api/v1/me").status_code == 422
    assert people() == 1
    assert client.delete("/api/v1/me?texts=remove").status_code == 204
    assert people() == 0


def test_a_form_from_elsewhere_erases_nobody(sign_in: SignIn, person: Person) -> None:
    client = sign_in(person)
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    assert client.post("/moi/effacer", data=SURE, headers=headers).status_code == 403
    assert people() == 1


def test_somebody_suspended_keeps_their_rights(sign_in: SignIn, person: Person) -> None:
    db.session().add(
        Block(
            person_id=person.id,
            reason_code="insults",
            justification="Des insultes répétées.",
            starts_at=now(),
            ends_at=now() + timedelta(days=30),
        )
    )
    db.session().commit()
    client = sign_in(person)
    assert client.get("/moi/donnees/archive").status_code == 200
    assert client.post("/moi/effacer", data=SURE).status_code == 303
    assert people() == 0


def test_the_last_administrator_is_told_why_not(sign_in: SignIn, person: Person) -> None:
    grant_role(person, "administrator", "platform", "")
    db.session().commit()
    answer = sign_in(person).post("/moi/effacer", data=SURE)
    assert answer.status_code == 409
    assert "dernière personne qui administre" in answer.get_data(as_text=True)
    assert people() == 1


def test_every_session_ends_with_the_account(sign_in: SignIn, person: Person) -> None:
    first, second = sign_in(person), sign_in(person)
    first.post("/moi/effacer", data=SURE)
    assert second.get("/api/v1/me").status_code == 401
    assert db.session().scalars(select(Session)).all() == []


def test_an_idea_that_was_taken_away_says_so_to_its_readers(
    sign_in: SignIn, client: FlaskClient, person: Person
) -> None:
    idea_id = make_idea(author=person).id
    db.session().commit()
    sign_in(person).post("/moi/effacer", data=SURE | {"texts": "remove"})
    page = client.get(f"/idees/{idea_id}")
    assert page.status_code == 410
    assert "Texte retiré par son auteur ou son autrice" in page.get_data(as_text=True)


def test_erasing_is_offered_from_the_account(sign_in: SignIn, person: Person) -> None:
    assert "/moi/donnees" in sign_in(person).get("/moi").get_data(as_text=True)
