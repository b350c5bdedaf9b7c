"""Partners in their own name, what a program asks of its tokens, and the territory of a token."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession
from werkzeug.test import TestResponse

from beffroi.contributions import services as contributions
from beffroi.contributions.proposals import NewIdea
from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.core.events import StoredEvent
from beffroi.identity.models import Program
from beffroi.identity.oauth.scopes import SCOPES, needs_role
from tests.factories import make_call, make_comment, make_idea, make_moderator, make_person
from tests.offices_factories import SECRET, make_partner, make_program
from tests.support import oauth_client as oauth
from tests.support.people import SignIn

LENS = {"scope_kind": "contract", "scope_id": "lens-lievin"}
CALAIS = {"scope_kind": "contract", "scope_id": "calais"}
ANSWER = "Nous étudions cette idée avec le quartier."


def own_token(client: FlaskClient, partner: Program, **given: str) -> TestResponse:
    db.session().commit()
    return oauth.token(client, partner, {"grant_type": "client_credentials"} | given)


def lent_token(sign_in: SignIn, client: FlaskClient, program: Program) -> dict[str, str]:
    """Of a resident, for all that the program may ask."""
    db.session().commit()
    browser = sign_in(make_person())
    return oauth.as_bearer(oauth.exchange(client, program, oauth.code_for(browser, program)))


def move(client: FlaskClient, idea_id: object, headers: dict[str, str]) -> int:
    body = {"stage": "studied", "answer": ANSWER}
    return client.put(f"/api/v1/ideas/{idea_id}/stage", json=body, headers=headers).status_code


def test_a_partner_acts_in_its_own_name(client: FlaskClient, db_session: DbSession) -> None:
    partner, idea = make_partner(), make_idea()
    got = own_token(client, partner)
    assert "refresh_token" not in got.get_json()
    assert move(client, idea.id, oauth.as_bearer(got)) == 200
    [fact] = db_session.scalars(select(StoredEvent).filter_by(name="IdeaMoved"))
    assert (fact.actor_kind, fact.actor_id) == ("program", partner.id)


def test_a_partner_may_ask_less_and_never_more(client: FlaskClient) -> None:
    partner = make_partner("idea.move case.list")
    got = own_token(client, partner, scope="case.list")
    assert got.get_json()["scope"] == "case.list"
    more = own_token(client, partner, scope="case.list idea.submit")
    assert (more.status_code, more.get_json()["error"]) == (400, "invalid_scope")


def test_a_partner_is_nobody_s_account(client: FlaskClient) -> None:
    partner = make_partner(" ".join(SCOPES))
    headers = oauth.as_bearer(own_token(client, partner))
    idea = make_idea()
    db.session().commit()
    assert client.get("/api/v1/me", headers=headers).status_code == 403
    path = f"/api/v1/ideas/{idea.id}"
    assert client.put(f"{path}/support", json={"support": True}, headers=headers).status_code == 403
    body = {"body": "Un mot."}
    assert client.post(f"{path}/comments", json=body, headers=headers).status_code == 403


def test_an_app_does_not_act_in_its_own_name(client: FlaskClient) -> None:
    for program in (make_program(), make_program(is_public=False)):
        db.session().commit()
        values = {"grant_type": "client_credentials", "client_id": str(program.id)}
        assert oauth.token(client, program, values).status_code in {400, 401}


def test_a_partner_without_its_secret_gets_nothing(client: FlaskClient) -> None:
    partner = make_partner()
    db.session().commit()
    values = {"grant_type": "client_credentials", "client_id": str(partner.id)}
    assert client.post("/oauth/token", data=values).status_code == 401
    assert client.post("/oauth/token", data=values | {"client_secret": "x"}).status_code == 401


@pytest.mark.parametrize(("place", "status"), [(LENS, 200), (CALAIS, 403)])
def test_a_partner_moves_ideas_of_its_territory_only(
    client: FlaskClient, place: dict[str, Any], status: int
) -> None:
    idea = make_idea()
    headers = oauth.as_bearer(own_token(client, make_partner(**place)))
    assert move(client, idea.id, headers) == status


def test_a_partner_reads_the_cases_of_its_territory_only(
    client: FlaskClient, drain: Callable[[], int]
) -> None:
    call = make_call(moderation="before")
    contributions.submit_idea(
        SYSTEM,
        NewIdea(call_slug=call.slug, title="Un abri", body="À l’ombre.", author_name="Zohra"),
    )
    drain()
    lens = oauth.as_bearer(own_token(client, make_partner(**LENS)))
    calais = oauth.as_bearer(own_token(client, make_partner(**CALAIS)))
    [case] = client.get("/api/v1/cases", headers=lens).get_json()["items"]
    assert client.get("/api/v1/cases", headers=calais).get_json()["items"] == []
    path = f"/api/v1/cases/{case['id']}"
    assert client.get(path, headers=lens).status_code == 200
    assert client.get(path, headers=calais).status_code == 404


def test_a_moderator_s_token_for_one_place_shows_no_case_of_another(
    client: FlaskClient, sign_in: SignIn, drain: Callable[[], int]
) -> None:
    call = make_call()
    new = NewIdea(call_slug=call.slug, title="Un abri", body="À l’ombre.", author_name="Zohra")
    contributions.submit_idea(SYSTEM, new)
    drain()
    here: dict[str, Any] = {"scope_kind": "neighbourhood", "scope_id": "cite-des-brebis"}
    program, moderator = make_program("case.list", **here), make_moderator()
    db.session().commit()
    browser = sign_in(moderator)
    got = oauth.exchange(client, program, oauth.code_for(browser, program))
    cases = client.get("/api/v1/cases", headers=oauth.as_bearer(got)).get_json()["items"]
    assert cases == []  # the idea is of the whole contract, not of this neighbourhood


@pytest.mark.parametrize(("place", "allowed"), [(LENS, True), (CALAIS, False)])
def test_what_is_written_through_a_token_stays_in_its_territory(
    client: FlaskClient, sign_in: SignIn, place: dict[str, Any], allowed: bool
) -> None:
    call = make_call(slug="mon-quartier-demain")
    idea = make_idea(call)
    names = "idea.submit idea.support idea.comment"
    headers = lent_token(sign_in, client, make_program(names, **place))
    path = f"/api/v1/ideas/{idea.id}"
    new = {"call": call.slug, "title": "Un banc", "body": "À l’ombre du tilleul."}
    sent = [
        client.post("/api/v1/ideas", json=new, headers=headers),
        client.put(f"{path}/support", json={"support": True}, headers=headers),
        client.post(f"{path}/comments", json={"body": "Bonne idée."}, headers=headers),
    ]
    if allowed:
        assert {answer.status_code for answer in sent} <= {200, 201}
    else:
        codes = {(answer.status_code, answer.get_json()["code"]) for answer in sent}
        assert codes == {(403, "insufficient_scope")}


@pytest.mark.parametrize(("place", "status"), [(LENS, 200), (CALAIS, 403)])
def test_one_s_own_texts_are_changed_within_the_territory_of_the_token(
    client: FlaskClient, sign_in: SignIn, place: dict[str, Any], status: int
) -> None:
    person = make_person()
    idea = make_idea(author=person, visibility="changes_asked")
    comment = make_comment(make_idea(), person, visibility="changes_asked")
    program = make_program("idea.revise comment.revise idea.follow", **place)
    db.session().commit()
    browser = sign_in(person)
    got = oauth.exchange(client, program, oauth.code_for(browser, program))
    headers = oauth.as_bearer(got) | {"If-Match": '"1"'}
    revised = {"title": "Un banc", "body": "À l’ombre du tilleul."}
    written = {"body": "Mieux dit."}
    answers = [
        client.get(f"/api/v1/ideas/{idea.id}/tracking", headers=oauth.as_bearer(got)),
        client.put(f"/api/v1/ideas/{idea.id}/text", json=revised, headers=headers),
        client.put(f"/api/v1/comments/{comment.id}/text", json=written, headers=headers),
    ]
    assert [answer.status_code for answer in answers] == [status] * 3


def test_a_token_does_not_show_what_a_person_keeps_to_themselves(
    client: FlaskClient, sign_in: SignIn
) -> None:
    person = make_person()
    hidden = make_idea(author=person, visibility="waiting")
    db.session().commit()
    seen = {}
    for names in ("idea.support", "idea.follow"):
        program = make_program(names)
        db.session().commit()
        got = oauth.exchange(client, program, oauth.code_for(sign_in(person), program))
        answer = client.get(f"/api/v1/ideas/{hidden.id}", headers=oauth.as_bearer(got))
        seen[names] = answer.status_code
    assert seen == {"idea.support": 404, "idea.follow": 200}


def test_what_partners_may_hold_alone_needs_no_person() -> None:
    alone = {name for name, scope in SCOPES.items() if scope.alone}
    assert alone == {"idea.submit", "case.list", "case.read", "idea.move", "letter.print"}
    assert {name for name in SCOPES if needs_role(name)} == {
        "assist.oversee", "case.list", "case.read", "idea.move", "letter.print",
    }  # fmt: skip


def test_a_program_knows_its_own_tokens_and_no_others(client: FlaskClient, sign_in: SignIn) -> None:
    site, other = make_program(is_public=False), make_partner()
    db.session().commit()
    person = make_person()
    got = oauth.exchange(client, site, oauth.code_for(sign_in(person), site)).get_json()
    for secret in (got["access_token"], got["refresh_token"]):
        own = oauth.post(client, site, "/oauth/introspect", {"token": secret}).get_json()
        assert own["active"] is True
        assert own["client_id"] == str(site.id)
        assert own["sub"] == str(person.id)
        assert own["scope"] == site.permissions
        assert set(own) == {"active", "client_id", "token_type", "scope", "iat", "exp", "sub"}
        theirs = oauth.post(client, other, "/oauth/introspect", {"token": secret})
        assert theirs.get_json() == {"active": False}
    unknown = oauth.post(client, site, "/oauth/introspect", {"token": "bfp_unknown"})
    assert unknown.get_json() == {"active": False}


def test_an_app_without_a_secret_introspects_nothing(client: FlaskClient) -> None:
    app = make_program()
    db.session().commit()
    values = {"token": "bfp_x", "client_id": str(app.id)}
    assert oauth.post(client, app, "/oauth/introspect", values).status_code == 401
    assert client.post("/oauth/introspect", data={"token": "bfp_x"}).status_code == 401


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
def test_a_token_given_up_ends_with_its_family(
    client: FlaskClient, sign_in: SignIn, which: str
) -> None:
    program = make_program()
    db.session().commit()
    got = oauth.exchange(client, program, oauth.code_for(sign_in(make_person()), program))
    values = {"token": got.get_json()[which], "client_id": str(program.id)}
    other = make_program()
    db.session().commit()
    oauth.post(client, other, "/oauth/revoke", values | {"client_id": str(other.id)})
    assert client.get("/api/v1/me", headers=oauth.as_bearer(got)).status_code == 200
    assert oauth.post(client, program, "/oauth/revoke", values).status_code == 200
    assert client.get("/api/v1/me", headers=oauth.as_bearer(got)).status_code == 401
    assert oauth.refresh(client, program, got.get_json()["refresh_token"]).status_code == 400
    again = oauth.post(client, program, "/oauth/revoke", values)
    assert again.status_code == 200  # RFC 7009, 2.2: what is dead already is no error


def test_a_revoked_program_has_no_token_left(client: FlaskClient) -> None:
    from beffroi.identity.services import programs

    partner = make_partner()
    headers = oauth.as_bearer(own_token(client, partner))
    assert client.get("/api/v1/cases", headers=headers).status_code == 200
    programs.revoke_program(SYSTEM, partner.id)
    assert own_token(client, partner).status_code == 401
    assert client.get("/api/v1/cases", headers=headers).status_code == 401


def test_a_new_secret_ends_the_old_one_and_what_it_got(client: FlaskClient) -> None:
    from beffroi.identity.services import programs

    partner = make_partner()
    headers = oauth.as_bearer(own_token(client, partner))
    _program, secret = programs.change_secret(SYSTEM, partner.id)
    assert secret != SECRET
    assert own_token(client, partner).status_code == 401
    assert client.get("/api/v1/cases", headers=headers).status_code == 401
    values = {"grant_type": "client_credentials"}
    got = client.post("/oauth/token", data=values, auth=(str(partner.id), secret))
    assert got.status_code == 200


def test_two_partners_behind_one_address_do_not_share_their_keys(client: FlaskClient) -> None:
    make_call(slug="mon-quartier-demain")
    body = {
        "call": "mon-quartier-demain",
        "title": "Un banc",
        "body": "À l’ombre.",
        "author_name": "Zohra",
    }
    ids = set()
    for _number in range(2):
        token = oauth.as_bearer(own_token(client, make_partner("idea.submit")))
        sent = client.post("/api/v1/ideas", json=body, headers=token | {"Idempotency-Key": "k"})
        assert sent.status_code == 201, sent.text
        ids.add(sent.get_json()["id"])
    assert len(ids) == 2
