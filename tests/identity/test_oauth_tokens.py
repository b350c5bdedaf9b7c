"""What tokens of programs open, how they are renewed, and what nobody can lend or read."""

import logging
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.identity.models import Authorization, Person, Program, ProgramToken, Session
from beffroi.identity.oauth.scopes import SCOPES
from tests.factories import make_moderator, make_person
from tests.offices_factories import REDIRECT, SECRET, make_block, make_partner, make_program
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


def test_an_access_token_lives_an_hour(
    browser: FlaskClient, client: FlaskClient, program: Program, clock: datetime
) -> None:
    got = oauth.exchange(client, program, oauth.code_for(browser, program))
    with core_clock.at(clock + timedelta(minutes=59)):
        assert client.get(ME, headers=oauth.as_bearer(got)).status_code == 200
    with core_clock.at(clock + timedelta(minutes=60)):
        assert client.get(ME, headers=oauth.as_bearer(got)).status_code == 401


def test_refreshing_turns_the_pair_and_a_stolen_one_kills_the_family(
    browser: FlaskClient, client: FlaskClient, program: Program
) -> None:
    first = oauth.exchange(client, program, oauth.code_for(browser, program))
    second = oauth.refresh(client, program, first.get_json()["refresh_token"])
    assert client.get(ME, headers=oauth.as_bearer(first)).status_code == 401
    assert client.get(ME, headers=oauth.as_bearer(second)).status_code == 200
    stolen = oauth.refresh(client, program, first.get_json()["refresh_token"])
    assert (stolen.status_code, stolen.get_json()["error"]) == (400, "invalid_grant")
    assert client.get(ME, headers=oauth.as_bearer(second)).status_code == 401
    assert oauth.refresh(client, program, second.get_json()["refresh_token"]).status_code == 400


def test_a_yes_holds_ninety_days_however_often_it_is_renewed(
    browser: FlaskClient, client: FlaskClient, program: Program, clock: datetime
) -> None:
    got = oauth.exchange(client, program, oauth.code_for(browser, program))
    for days in (30, 60, 89):
        with core_clock.at(clock + timedelta(days=days)):
            got = oauth.refresh(client, program, got.get_json()["refresh_token"])
            assert got.status_code == 200
    with core_clock.at(clock + timedelta(days=90)):
        assert oauth.refresh(client, program, got.get_json()["refresh_token"]).status_code == 400


def test_refreshing_may_ask_less_and_never_more(
    browser: FlaskClient, client: FlaskClient, program: Program
) -> None:
    got = oauth.exchange(client, program, oauth.code_for(browser, program, scope="person.see_self"))
    secret = got.get_json()["refresh_token"]
    more = oauth.refresh(client, program, secret, scope="person.see_self idea.support")
    assert more.get_json()["error"] == "invalid_scope"
    assert oauth.refresh(client, program, secret).get_json()["scope"] == "person.see_self"


def test_what_was_not_lent_is_refused_by_name(
    browser: FlaskClient, client: FlaskClient, program: Program
) -> None:
    got = oauth.exchange(client, program, oauth.code_for(browser, program, scope="idea.support"))
    refused = client.get(ME, headers=oauth.as_bearer(got))
    assert (refused.status_code, refused.get_json()["code"]) == (403, "insufficient_scope")
    assert 'error="insufficient_scope"' in refused.headers["WWW-Authenticate"]


def test_a_token_never_consents_to_another(
    browser: FlaskClient, client: FlaskClient, program: Program
) -> None:
    got = oauth.exchange(client, program, oauth.code_for(browser, program))
    data = oauth.request_of(program) | {"answer": "oui"}
    answer = client.post("/oauth/authorize", data=data, headers=oauth.as_bearer(got))
    assert answer.status_code == 403


def test_nothing_that_gives_rights_can_be_lent() -> None:
    beyond = ("role.", "office.", "program.", "session.", "block.", "proof.", "person.block")
    assert [name for name in SCOPES if name.startswith(beyond)] == []


def test_a_role_is_lent_only_with_the_second_factor(sign_in: SignIn, client: FlaskClient) -> None:
    moderator, program = make_moderator(), make_program("case.list")
    browser = sign_in(moderator)
    [session] = db.session().scalars(select(Session).filter_by(person_id=moderator.id))
    session.second_factor_at = None
    db.session().commit()
    led = oauth.ask(browser, program)
    assert (led.status_code, led.location.partition("?")[0]) == (303, "/connexion/code")
    db.session().get_one(Session, session.id).second_factor_at = core_clock.now()
    db.session().commit()
    got = oauth.exchange(client, program, oauth.code_for(browser, program))
    assert client.get("/api/v1/cases", headers=oauth.as_bearer(got)).status_code == 200


def test_a_role_that_ended_opens_nothing_any_more(sign_in: SignIn, client: FlaskClient) -> None:
    from beffroi.identity.models import RoleGrant

    moderator, program = make_moderator(), make_program("case.list")
    got = oauth.exchange(client, program, oauth.code_for(sign_in(moderator), program))
    [grant] = db.session().scalars(select(RoleGrant).filter_by(person_id=moderator.id))
    db.session().delete(grant)
    db.session().commit()
    assert client.get("/api/v1/cases", headers=oauth.as_bearer(got)).status_code == 403


def test_a_role_one_does_not_hold_is_not_lent(browser: FlaskClient, client: FlaskClient) -> None:
    program = make_program("case.list person.see_self")
    db.session().commit()
    assert "textes à examiner" not in oauth.ask(browser, program).text
    got = oauth.exchange(client, program, oauth.code_for(browser, program))
    assert got.get_json()["scope"] == "person.see_self"
    only = make_program("case.list")
    db.session().commit()
    assert oauth.brought_back(oauth.ask(browser, only))["error"] == "invalid_scope"


def test_the_token_of_a_blocked_person_reads_and_acts_no_more(
    browser: FlaskClient, client: FlaskClient, program: Program, person: Person
) -> None:
    from tests.factories import make_idea

    idea = make_idea()
    got = oauth.exchange(client, program, oauth.code_for(browser, program))
    path = f"/api/v1/ideas/{idea.id}/support"
    assert client.put(path, json={"support": True}, headers=oauth.as_bearer(got)).status_code == 200
    make_block(person)
    db.session().commit()
    refused = client.put(path, json={"support": False}, headers=oauth.as_bearer(got))
    assert refused.status_code == 403
    assert client.get(ME, headers=oauth.as_bearer(got)).status_code == 200


def test_only_digests_are_kept(browser: FlaskClient, client: FlaskClient, program: Program) -> None:
    code = oauth.code_for(browser, program)
    body = oauth.exchange(client, program, code).get_json()
    rows = [db.session().scalars(select(Authorization)).one()]
    kept = str([vars(row) for row in [*rows, *db.session().scalars(select(ProgramToken))]])
    for secret in (code, body["access_token"], body["refresh_token"]):
        assert secret not in kept


def test_no_secret_is_written_in_a_journal(
    browser: FlaskClient, client: FlaskClient, program: Program, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        code = oauth.code_for(browser, program)
        body = oauth.exchange(client, program, code).get_json()
        oauth.refresh(client, program, body["refresh_token"])
    for secret in (code, body["access_token"], body["refresh_token"], oauth.VERIFIER):
        assert secret not in caplog.text


def test_a_token_in_an_address_or_a_secret_in_a_query_is_not_read(
    browser: FlaskClient, client: FlaskClient, program: Program
) -> None:
    code = oauth.code_for(browser, program)
    values = {
        "grant_type": "authorization_code",
        "client_id": str(program.id),
        "code": code,
        "redirect_uri": REDIRECT,
        "code_verifier": oauth.VERIFIER,
    }
    assert client.post("/oauth/token", query_string=values).status_code == 400
    body = oauth.exchange(client, program, code).get_json()
    assert client.get(f"{ME}?access_token={body['access_token']}").status_code in {401, 422}


def test_the_metadata_says_where_everything_is(client: FlaskClient) -> None:
    from authlib.oauth2.rfc8414 import AuthorizationServerMetadata

    body = client.get("/.well-known/oauth-authorization-server").get_json()
    AuthorizationServerMetadata(body | {"issuer": "https://localhost"}).validate()
    assert body["code_challenge_methods_supported"] == ["S256"]
    for name in ("authorization", "token", "revocation", "introspection"):
        path = body[f"{name}_endpoint"].removeprefix("http://localhost")
        assert client.post(path).status_code != 404


def test_a_site_with_a_secret_must_give_it(browser: FlaskClient, client: FlaskClient) -> None:
    site = make_program(is_public=False)
    db.session().commit()
    code = oauth.code_for(browser, site)
    values = {
        "grant_type": "authorization_code",
        "client_id": str(site.id),
        "code": code,
        "redirect_uri": REDIRECT,
        "code_verifier": oauth.VERIFIER,
    }
    assert client.post("/oauth/token", data=values).status_code == 401
    wrong = client.post("/oauth/token", data=values, auth=(str(site.id), "wrong"))
    assert (wrong.status_code, wrong.get_json()["error"]) == (401, "invalid_client")
    assert client.post("/oauth/token", data=values | {"client_secret": SECRET}).status_code == 200


def test_a_public_app_with_a_made_up_secret_is_refused(
    browser: FlaskClient, client: FlaskClient, program: Program
) -> None:
    code = oauth.code_for(browser, program)
    assert oauth.exchange(client, program, code, client_secret="x").status_code == 401


def test_a_partner_does_not_ask_people(browser: FlaskClient) -> None:
    partner = make_partner()
    db.session().commit()
    assert oauth.ask(browser, partner).status_code == 400
