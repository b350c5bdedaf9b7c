"""What a call asks beside the text, for an idea that a relay takes down."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from beffroi.contributions.models import Call, IdeaFields
from beffroi.contributions.rules.questions import Definition, Kind, Option, Question
from beffroi.contributions.services import fields
from beffroi.core import db
from beffroi.core.actor import SYSTEM
from tests.factories import make_call
from tests.relay_factories import PLACE, entry, form, make_relay
from tests.support.people import SignIn

WHO = Question(id="q1", kind=Kind.SHORT, label="Avec qui ?", required=True)
WHEN = Question(
    id="q2",
    kind=Kind.MULTIPLE,
    label="Quand ?",
    options=(Option("a1", "Le matin"), Option("a2", "Le soir")),
)
HERE = "/relais/idee"

pytestmark = pytest.mark.usefixtures("app", "clock")


@pytest.fixture
def client(app: Flask, sign_in: SignIn) -> FlaskClient:
    return sign_in(make_relay())


@pytest.fixture
def call(app: Flask) -> Call:
    return asking_call("bancs")


def asking_call(slug: str, *asked: Question) -> Call:
    made = make_call((PLACE,), slug=slug)
    fields.change_fields(SYSTEM, slug, Definition(asked or (WHO, WHEN)), 0)
    db.session().commit()
    return made


def kept() -> list[dict[str, object]]:
    db.session().rollback()
    return list(db.session().scalars(select(IdeaFields.answers)))


def test_the_form_of_the_only_call_asks_them_at_once(client: FlaskClient, call: Call) -> None:
    page = client.get(HERE).text
    assert "Avec qui ?" in page
    given = form(call) | {"demande": "bancs", "q-q1": "L’école", "q-q2": ["a1", "a2"]}
    assert client.post(HERE, data=given).status_code == 303
    assert kept() == [{"q1": "L’école", "q2": ["a1", "a2"]}]


def test_which_call_is_asked_first_where_one_of_several_asks_more(
    client: FlaskClient, call: Call
) -> None:
    asking_call("arbres", Question(id="q1", kind=Kind.SHORT, label="Quel arbre ?"))
    choice = client.get(f"{HERE}?lieu=March%C3%A9").text
    assert "appel=arbres&amp;quartier=&amp;lieu=March%C3%A9" in choice
    page = client.get(f"{HERE}?appel=arbres").text
    assert "Quel arbre ?" in page
    assert "Avec qui ?" not in page


def test_what_was_answered_to_one_call_is_not_taken_for_another(
    client: FlaskClient, call: Call
) -> None:
    asking_call("arbres", Question(id="q1", kind=Kind.SHORT, label="Quel arbre ?"))
    sent = client.post(HERE, data=form(call) | {"demande": "arbres", "q-q1": "Un tilleul"})
    assert sent.status_code == 422
    assert "Cet appel demande autre chose" in sent.text
    assert "Avec qui ?" in sent.text
    assert "Un tilleul" not in sent.text
    assert kept() == []


def test_an_answer_that_misses_is_asked_then_passes_when_it_was_not_told(
    client: FlaskClient, call: Call
) -> None:
    given = form(call) | {"demande": "bancs", "q-q2": ["a2"]}
    missed = client.post(HERE, data=given)
    assert missed.status_code == 422
    assert 'href="#f-q-q1"' in missed.text
    assert 'value="a2" checked' in missed.text
    assert client.post(HERE, data=given | {"non_dit": "oui"}).status_code == 303
    assert kept() == [{"q2": ["a2"]}]


def test_what_cannot_be_an_answer_never_passes(client: FlaskClient, call: Call) -> None:
    given = form(call) | {"demande": "bancs", "q-q1": "L’école", "q-q2": ["a9"], "non_dit": "oui"}
    assert client.post(HERE, data=given).status_code == 422
    assert kept() == []


def test_a_program_sends_them_by_the_id_of_their_question(client: FlaskClient, call: Call) -> None:
    path = "/api/v1/assisted-acts"
    assert client.post(path, json=entry(call, fields={"q1": "L’école"})).status_code == 201
    assert kept() == [{"q1": "L’école"}]
    refused = client.post(path, json=entry(call, fields={"q9": 1}))
    assert refused.status_code == 422
    assert list(refused.get_json()["errors"]) == ["fields.q9"]


def test_the_notebook_holds_them_for_when_there_is_no_network(
    client: FlaskClient, call: Call
) -> None:
    page = client.get("/relais/carnet").text
    assert 'data-call="bancs" hidden' in page
    assert 'name="b0-q1"' in page
    assert "Avec qui ?" in page
