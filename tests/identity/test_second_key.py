"""The second key: nothing of an account opens without it, and none of its codes serves twice."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as sql_event
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession
from werkzeug.test import TestResponse

from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.identity import services
from beffroi.identity.models import Attempts, Person, Totp
from beffroi.identity.services import second_key
from tests.factories import make_moderator, make_person
from tests.ways_in_factories import SECRET, code_at, give_second_key

DOOR = "/connexion/code"
STEP = timedelta(seconds=30)


@pytest.fixture
def amina(db_session: DbSession, clock: datetime) -> Person:
    """Somebody who has a second key."""
    person = make_person(email="amina@example.org")
    give_second_key(person)
    return person


@pytest.fixture
def halfway(app: Flask) -> Callable[[Person], FlaskClient]:
    """A browser in which a link was used, and the code is still to be given."""

    def enter(person: Person) -> FlaskClient:
        token = services.sign_in_token_for(person.id, "/idees")
        db.session().commit()
        client = app.test_client()
        client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        client.post(f"/connexion/lien/{token}")
        return client

    return enter


Halfway = Callable[[Person], FlaskClient]


def _cookie(client: FlaskClient) -> str:
    kept = client.get_cookie("beffroi_session")
    assert kept is not None
    return kept.value


def _give(client: FlaskClient, code: str, suite: str = "/moi") -> TestResponse:
    return client.post(DOOR, data={"code": code, "suite": suite})


def test_a_link_leads_to_the_code_then_where_one_was_going(
    app: Flask, amina: Person, clock: datetime
) -> None:
    token = services.sign_in_token_for(amina.id, "/idees")
    db.session().commit()
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    assert client.post(f"/connexion/lien/{token}").location == f"{DOOR}?suite=/idees"
    assert "Votre deuxième clé" in client.get(f"{DOOR}?suite=/idees").text
    assert _give(client, code_at(clock), "/idees").location == "/idees"
    assert client.get("/moi").status_code == 200


@pytest.mark.parametrize("path", ["/moi", "/moi/sessions", "/moi/messages", "/moi/mot-de-passe"])
def test_until_then_the_account_stays_shut_and_pages_lead_to_the_code(
    amina: Person, halfway: Halfway, path: str
) -> None:
    client = halfway(amina)
    assert client.get(path).location == f"{DOOR}?suite={path}"
    assert client.get("/connexion").location == f"{DOOR}?suite=/moi"
    assert client.get("/").status_code == 200


def test_until_then_a_program_is_told_what_is_missing(
    client: FlaskClient, amina: Person, clock: datetime
) -> None:
    link = services.sign_in_token_for(amina.id)
    db.session().commit()
    opened = client.post("/api/v1/sessions", json={"token": link}).get_json()
    assert opened["second_factor_required"] is True
    who = {"Authorization": f"Bearer {opened['token']}"}
    refused = client.get("/api/v1/me", headers=who)
    assert (refused.status_code, refused.get_json()["code"]) == (403, "second_factor_required")
    given = client.put("/api/v1/me/second-factor", json={"code": code_at(clock)}, headers=who)
    assert given.status_code == 200
    assert client.get("/api/v1/me", headers=who).status_code == 401
    new = {"Authorization": f"Bearer {given.get_json()['token']}"}
    assert client.get("/api/v1/me", headers=new).status_code == 200


def test_the_secret_of_the_session_changes_with_the_code(
    amina: Person, halfway: Halfway, clock: datetime
) -> None:
    client = halfway(amina)
    before = _cookie(client)
    _give(client, code_at(clock))
    assert _cookie(client) != before
    assert services.load_actor(before) is None


def test_who_is_halfway_is_known_in_one_statement_and_stands_for_nobody(
    amina: Person, halfway: Halfway
) -> None:
    secret = _cookie(halfway(amina))
    statements: list[str] = []

    def count(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.extend([statement] * statement.startswith("SELECT"))

    sql_event.listen(db.engine(), "before_cursor_execute", count)
    actor = services.load_actor(secret)
    sql_event.remove(db.engine(), "before_cursor_execute", count)
    assert actor is not None
    assert (actor.kind, actor.person_id, actor.awaited_id) == ("anonymous", None, amina.id)
    assert not actor.takes_part
    assert len(statements) == 1


def test_who_is_halfway_may_leave(amina: Person, halfway: Halfway) -> None:
    client = halfway(amina)
    secret = _cookie(client)
    assert client.post("/deconnexion").location == "/"
    assert services.load_actor(secret) is None


def test_a_form_of_another_site_does_not_answer_for_who_is_halfway(
    amina: Person, halfway: Halfway, clock: datetime
) -> None:
    client = halfway(amina)
    del client.environ_base["HTTP_SEC_FETCH_SITE"]
    assert _give(client, code_at(clock)).status_code == 403


@pytest.mark.parametrize("drift", [-1, 0, 1])
def test_a_clock_may_be_half_a_minute_off(
    amina: Person, halfway: Halfway, clock: datetime, drift: int
) -> None:
    assert _give(halfway(amina), code_at(clock + drift * STEP)).status_code == 303


@pytest.mark.parametrize("drift", [-2, 2])
def test_no_further(amina: Person, halfway: Halfway, clock: datetime, drift: int) -> None:
    answer = _give(halfway(amina), code_at(clock + drift * STEP))
    assert answer.status_code == 422
    assert 'href="#f-code"' in answer.text


def test_a_code_serves_once_even_in_another_session(
    amina: Person, halfway: Halfway, clock: datetime
) -> None:
    first, second = halfway(amina), halfway(amina)
    assert _give(first, code_at(clock)).status_code == 303
    assert _give(second, code_at(clock)).status_code == 422
    assert _give(second, code_at(clock - STEP)).status_code == 422
    assert _give(second, code_at(clock + STEP)).status_code == 303


def test_after_five_wrong_codes_not_even_the_right_one_is_heard(
    amina: Person, halfway: Halfway, clock: datetime
) -> None:
    client = halfway(amina)
    wrong = str((int(code_at(clock)) + 7) % 1_000_000).zfill(6)
    assert {_give(client, wrong).status_code for _ in range(5)} == {422}
    closed = _give(halfway(amina), code_at(clock))
    assert (closed.status_code, closed.headers["Retry-After"]) == (429, "60")
    with core_clock.at(clock + timedelta(seconds=61)):
        assert _give(client, code_at(clock + 2 * STEP)).status_code == 303


def test_recovery_codes_are_not_guessed_at_either(
    amina: Person, halfway: Halfway, db_session: DbSession, clock: datetime
) -> None:
    [good, *_rest] = give_again(amina, db_session)
    client = halfway(amina)
    assert {_give(client, "2222-3333-4444-5555").status_code for _ in range(5)} == {422}
    assert _give(client, good).status_code == 429
    with core_clock.at(clock + timedelta(seconds=61)):
        assert _give(client, good).status_code == 303


def give_again(person: Person, db_session: DbSession) -> list[str]:
    """The key anew, to know its recovery codes."""
    db_session.delete(db_session.get_one(Totp, person.id))
    db_session.flush()
    return give_second_key(person)


def test_a_recovery_code_serves_once_however_it_is_typed(
    amina: Person, halfway: Halfway, db_session: DbSession
) -> None:
    [first, *_rest] = give_again(amina, db_session)
    assert _give(halfway(amina), first.lower().replace("-", " ")).status_code == 303
    assert _give(halfway(amina), first).status_code == 422


def test_the_recovery_code_of_another_person_opens_nothing(amina: Person, halfway: Halfway) -> None:
    [theirs, *_rest] = give_second_key(make_person())
    assert _give(halfway(amina), theirs).status_code == 422


@pytest.mark.parametrize("code", ["", "12345", "１２３４５６", "\x00", "a" * 41, "é" * 6])
def test_what_is_no_code_brings_the_form_back(amina: Person, halfway: Halfway, code: str) -> None:
    answer = _give(halfway(amina), code, "/idees")
    assert answer.status_code == 422
    assert 'value="/idees"' in answer.text


@pytest.mark.parametrize("suite", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_a_code_never_leads_to_another_site(
    amina: Person, halfway: Halfway, clock: datetime, suite: str
) -> None:
    client = halfway(amina)
    page = client.get(DOOR, query_string={"suite": suite}).text
    assert "evil.example" not in page.split("<main")[1]
    assert _give(client, code_at(clock), suite).location == "/moi"


def test_a_moderator_is_led_to_the_key_right_after_the_link(app: Flask) -> None:
    token = services.sign_in_token_for(make_moderator().id, "/moderation")
    db.session().commit()
    answer = app.test_client().post(f"/connexion/lien/{token}")
    assert answer.location == f"{DOOR}?suite=/moderation"


def test_who_is_in_no_session_has_no_code_to_give(client: FlaskClient) -> None:
    assert client.get(DOOR).location == f"/connexion?suite={DOOR}"
    answer = client.put("/api/v1/me/second-factor", json={"code": "123456"})
    assert answer.status_code == 401


def test_a_guess_names_nobody_in_the_table(
    amina: Person, halfway: Halfway, db_session: DbSession
) -> None:
    _give(halfway(amina), "000000")
    db_session.expire_all()
    row = db_session.scalars(select(Attempts)).one()
    assert str(amina.id) not in str(vars(row))
    assert row.kind == second_key.KIND


def test_a_guest_of_the_account_owes_no_code_and_opens_no_account(
    amina: Person, client: FlaskClient
) -> None:
    _session, secret = services.open_session_of(amina, "", "code", is_guest=True)
    db.session().commit()
    client.set_cookie("beffroi_session", secret)
    answer = client.get("/moi/sessions")
    assert answer.status_code == 303
    assert not answer.location.startswith(DOOR)


def test_a_demo_account_stays_one_tap(db_session: DbSession) -> None:
    person = make_moderator()
    session, _secret = services.open_session_of(person, "", "demo")
    session.second_factor_at = session.created_at
    db_session.flush()
    assert not second_key.owes(session)


def test_the_secret_of_the_tests_is_one_an_authenticator_takes() -> None:
    assert len(pyotp.TOTP(SECRET).now()) == 6
