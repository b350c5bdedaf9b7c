"""What only the embedded mode has: the mail it would have sent, and invented accounts."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from beffroi.core import db
from beffroi.core.mail import Mail, send
from beffroi.identity.models import Person
from beffroi.identity.services import offer_demo_accounts
from tests.factories import make_person


@pytest.fixture
def samira(app: Flask) -> Person:
    """An invented person that may be tried."""
    person = make_person(email="samira@example.org", display_name="Samira")
    db.session().commit()
    offer_demo_accounts(app, ("Samira@example.org", "absent@example.org"))
    return person


@pytest.fixture
def in_production(app: Flask) -> Flask:
    """The same application, no longer embedded."""
    settings = app.extensions["beffroi_settings"]
    app.extensions["beffroi_settings"] = replace(settings, embedded=False)
    return app


def _send(subject: str, name: str) -> None:
    html = "<p style='color:red'>Bonjour</p>"
    send(Mail("amina@example.org", subject, "Ouvrez http://localhost/idees", html, name))


def test_the_latest_mail_comes_first_and_its_links_can_be_followed(client: FlaskClient) -> None:
    _send("Premier message", "one")
    _send("Second message", "two")
    page = client.get("/courrier").text
    assert page.index("Second message") < page.index("Premier message")
    assert '<a href="http://localhost/idees"' in page


def test_a_mail_is_drawn_in_a_box_that_runs_nothing(client: FlaskClient) -> None:
    _send("Un message", "one")
    answer = client.get("/courrier/one")
    assert "color:red" in answer.text
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["two", "..", "..%2Fsecret-key", "%00", "*"])
def test_no_other_file_is_ever_shown(client: FlaskClient, name: str) -> None:
    _send("Un message", "one")
    assert client.get(f"/courrier/{name}").status_code == 404


def test_an_empty_room_says_what_to_do(client: FlaskClient) -> None:
    assert "Aucun message" in client.get("/courrier").text


def test_one_tap_signs_in_as_an_invented_person(client: FlaskClient, samira: Person) -> None:
    assert f'value="{samira.id}"' in client.get("/connexion").text
    answer = client.post("/connexion/demo", data={"person_id": samira.id, "suite": "/moi"})
    assert answer.location == "/moi"
    assert "Samira" in client.get("/moi").text


def test_nobody_else_is_entered_by_one_tap(client: FlaskClient, samira: Person) -> None:
    other = make_person()
    db.session().commit()
    for wrong in (other.id, "not-an-id", ""):
        assert client.post("/connexion/demo", data={"person_id": wrong}).status_code == 404


def test_there_is_no_such_thing_in_production(
    samira: Person, in_production: Flask, mails: Callable[[], list[object]]
) -> None:
    client = in_production.test_client()
    assert client.get("/courrier").status_code == 404
    assert client.get("/courrier/one").status_code == 404
    assert client.post("/connexion/demo", data={"person_id": samira.id}).status_code == 404
    assert "Samira" not in client.get("/connexion").text
