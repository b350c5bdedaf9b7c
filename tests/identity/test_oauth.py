"""The door of programs: codes with PKCE, tokens that live an hour, and what is refused."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.identity.models import Authorization, Person, Program, ProgramToken
from beffroi.notifications.models import Message
from tests.factories import make_person
from tests.offices_factories import REDIRECT, make_program
from tests.support import oauth_client as oauth
from tests.support.people import SignIn

ME = "/api/v1/me"


@pytest.fixture
def person(db_session: DbSession) -> Person:
    return make_person(display_name="Zohra")


@pytest.fixture
def browser(person: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(person)


@pytest.fixture
def program(db_session: DbSession) -> Program:
    made = make_program()
    db_session.commit()
    return made


def test_the_page_says_who_what_where_and_how_long(browser: FlaskClient, program: Program) -> None:
    page = oauth.ask(browser, program)
    assert page.status_code == 200
    for part in (
        program.name,
        "Soutenir des idées en votre nom",
        "tout le site",
        "90 jours au plus",
        "app.example.org",
    ):
        assert part in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "form-action 'self' https://app.example.org;" in policy


def test_a_yes_gives_tokens_that_do_what_was_said(
    browser: FlaskClient, client: FlaskClient, program: Program, person: Person
) -> None:
    back = oauth.brought_back(oauth.answer(browser, program))
    assert back["state"] == oauth.STATE
    assert back["iss"] == "http://localhost"
    got = oauth.exchange(client, program, back["code"])
    body = got.get_json()
    assert body["token_type"] == "Bearer"
    assert body["expires_in"] == 3600
    assert body["scope"] == program.permissions
    assert body["access_token"].startswith("bfp_")
    assert got.headers["Cache-Control"] == "no-store"
    me = client.get(ME, headers=oauth.as_bearer(got))
    assert me.get_json()["id"] == str(person.id)


def test_the_person_is_told_and_finds_it_among_their_programs(
    browser: FlaskClient, client: FlaskClient, program: Program, drain: Callable[[], int]
) -> None:
    oauth.exchange(client, program, oauth.code_for(browser, program))
    drain()
    assert db.session().scalars(select(Message.kind)).one() == "program_authorized"
    assert program.name in browser.get("/moi/programmes").text


def test_what_one_takes_back_stops_at_once(
    browser: FlaskClient, client: FlaskClient, program: Program
) -> None:
    got = oauth.exchange(client, program, oauth.code_for(browser, program))
    late = oauth.code_for(browser, program)
    assert browser.post(f"/moi/programmes/{program.id}/retirer").location == "/moi/programmes"
    assert client.get(ME, headers=oauth.as_bearer(got)).status_code == 401
    assert oauth.refresh(client, program, got.get_json()["refresh_token"]).status_code == 400
    assert oauth.exchange(client, program, late).status_code == 400
    assert browser.post(f"/moi/programmes/{program.id}/retirer").status_code == 404


def test_a_no_goes_back_without_a_code(browser: FlaskClient, program: Program) -> None:
    back = oauth.brought_back(oauth.answer(browser, program, "non"))
    assert (back["error"], back["state"]) == ("access_denied", oauth.STATE)
    assert "code" not in back
    assert db.session().scalar(select(Authorization.code_digest)) is None


def test_who_is_not_signed_in_is_led_there_and_back(client: FlaskClient, program: Program) -> None:
    answer = oauth.ask(client, program)
    assert answer.status_code == 303
    assert answer.location.startswith("/connexion?suite=/oauth/authorize%3F")
    assert str(program.id) in answer.location


@pytest.mark.parametrize(
    "wrong",
    [
        {"code_challenge": None},
        {"code_challenge_method": None},
        {"code_challenge_method": "plain"},
        {"code_challenge": None, "code_challenge_method": None},
        {"code_challenge": "too-short"},
        {"response_type": "token"},
        {"scope": "person.see_self role.grant"},
        {"scope": "nothing.known"},
    ],
    ids=str,
)
def test_a_request_that_is_not_right_goes_back_as_an_error(
    browser: FlaskClient, program: Program, wrong: dict[str, Any]
) -> None:
    for response in (oauth.ask(browser, program, **wrong), oauth.answer(browser, program, **wrong)):
        back = oauth.brought_back(response)
        assert back["error"] in {"invalid_request", "invalid_scope", "unsupported_response_type"}
        assert back["state"] == oauth.STATE
        assert "code" not in back


@pytest.mark.parametrize(
    "wrong",
    [
        {"redirect_uri": "https://voleur.example.org/retour"},
        {"redirect_uri": REDIRECT + "/autre"},
        {"redirect_uri": "javascript:alert(1)"},
        {"redirect_uri": "//voleur.example.org"},
        {"client_id": "nobody"},
        {"client_id": "00000000-0000-7000-8000-000000000000"},
        {"client_id": None},
    ],
    ids=str,
)
def test_nobody_is_sent_to_an_address_that_was_not_registered(
    browser: FlaskClient, program: Program, wrong: dict[str, Any]
) -> None:
    for response in (oauth.ask(browser, program, **wrong), oauth.answer(browser, program, **wrong)):
        assert response.status_code == 400
        assert response.location is None


def test_a_parameter_given_twice_is_refused(browser: FlaskClient, program: Program) -> None:
    answer = browser.get(
        "/oauth/authorize",
        query_string=[*oauth.request_of(program).items(), ("scope", "idea.submit")],
    )
    assert "code" not in (answer.location or "")
    assert answer.status_code in {303, 400}


def test_a_consent_cannot_be_sent_from_another_site(browser: FlaskClient, program: Program) -> None:
    data = oauth.request_of(program) | {"answer": "oui"}
    forged = browser.post("/oauth/authorize", data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert forged.status_code == 403
    assert db.session().scalar(select(Authorization.code_digest)) is None


def test_a_code_serves_once_and_a_replay_kills_what_it_gave(
    browser: FlaskClient, client: FlaskClient, program: Program
) -> None:
    code = oauth.code_for(browser, program)
    got = oauth.exchange(client, program, code)
    assert client.get(ME, headers=oauth.as_bearer(got)).status_code == 200
    again = oauth.exchange(client, program, code)
    assert (again.status_code, again.get_json()["error"]) == (400, "invalid_grant")
    assert client.get(ME, headers=oauth.as_bearer(got)).status_code == 401
    assert oauth.refresh(client, program, got.get_json()["refresh_token"]).status_code == 400


@pytest.mark.parametrize(
    "wrong",
    [
        {"code_verifier": "b" * 50},
        {"code_verifier": None},
        {"code_verifier": ""},
        {"code_verifier": oauth.challenge()},
        {"redirect_uri": "https://voleur.example.org/retour"},
        {"redirect_uri": None},
        {"code": "another"},
        {"code": None},
        {"grant_type": "password"},
        {"grant_type": "client_credentials"},
        {"client_id": "nobody"},
    ],
    ids=str,
)
def test_an_exchange_that_is_not_right_gives_nothing_and_costs_nothing(
    browser: FlaskClient, client: FlaskClient, program: Program, wrong: dict[str, Any]
) -> None:
    code = oauth.code_for(browser, program)
    assert oauth.exchange(client, program, code, **wrong).status_code in {400, 401}
    assert db.session().scalar(select(ProgramToken.id)) is None
    assert oauth.exchange(client, program, code).status_code == 200


def test_a_code_lives_a_minute(
    browser: FlaskClient, client: FlaskClient, program: Program, clock: datetime
) -> None:
    code = oauth.code_for(browser, program)
    with core_clock.at(clock + timedelta(seconds=61)):
        assert oauth.exchange(client, program, code).status_code == 400


def test_a_code_is_the_program_s_that_asked(
    browser: FlaskClient, client: FlaskClient, program: Program
) -> None:
    other = make_program()
    db.session().commit()
    code = oauth.code_for(browser, program)
    assert oauth.exchange(client, other, code).status_code == 400
