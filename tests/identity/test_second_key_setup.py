"""Setting a second key up, its recovery codes, and taking it away."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession
from werkzeug.test import TestResponse

from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.identity import services
from beffroi.identity.models import Person, RecoveryCode, Session, Totp
from tests.factories import grant_role, make_moderator, make_person
from tests.support.people import SignIn
from tests.ways_in_factories import code_at, give_second_key

DOOR = "/connexion/code"
MINE = "/moi/deuxieme-cle"
STEP = timedelta(seconds=30)
SHOWN = re.compile(r'<code class="secret">([A-Z2-7 ]+)</code>')
CODE = re.compile(r"<li><code>([2-9A-Z-]{19})</code></li>")
Mails = Callable[[], list[EmailMessage]]


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


def _give(client: FlaskClient, code: str, suite: str = "/moi") -> TestResponse:
    return client.post(DOOR, data={"code": code, "suite": suite})


def _set_up(client: FlaskClient, moment: datetime) -> tuple[str, list[str]]:
    """From the first tap to the recovery codes; returns the secret and the codes."""
    assert client.post(MINE, data={"suite": "/moi"}).status_code == 303
    found = SHOWN.search(client.get(MINE).text)
    assert found is not None
    secret = found[1].replace(" ", "")
    body = {"code": pyotp.TOTP(secret).at(moment), "suite": "/moi"}
    answer = client.post(f"{MINE}/confirmer", data=body)
    assert answer.status_code == 200
    return secret, CODE.findall(answer.text)


def give_again(person: Person, db_session: DbSession) -> list[str]:
    """The key anew, to know its recovery codes."""
    db_session.delete(db_session.get_one(Totp, person.id))
    db_session.flush()
    return give_second_key(person)


def test_a_key_is_set_up_and_asked_for_from_then_on(
    sign_in: SignIn, halfway: Halfway, db_session: DbSession, clock: datetime
) -> None:
    person = make_person()
    other, client = sign_in(person), halfway(person)
    secret, codes = _set_up(client, clock)
    assert len(set(codes)) == 10
    assert client.get("/moi").status_code == 200
    assert "Il vous reste 10 codes" in client.get(MINE).text
    assert secret not in client.get(MINE).text.replace(" ", "")
    assert other.get("/moi").status_code == 200  # given its second factor by the fixture
    later = code_at(clock + STEP, secret)
    assert _give(halfway(person), later).status_code == 303
    assert _give(halfway(person), codes[0]).status_code == 303


def test_only_seals_and_digests_are_kept(
    halfway: Halfway, db_session: DbSession, clock: datetime
) -> None:
    secret, codes = _set_up(halfway(make_person()), clock)
    db_session.expire_all()
    rows = [*db_session.scalars(select(Totp)), *db_session.scalars(select(RecoveryCode))]
    kept = str([[getattr(row, c.name) for c in row.__table__.columns] for row in rows])
    assert secret not in kept
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)


def test_a_wrong_first_code_leaves_the_drawing_there(halfway: Halfway, clock: datetime) -> None:
    client = halfway(make_person())
    client.post(MINE)
    answer = client.post(f"{MINE}/confirmer", data={"code": "000000", "suite": "/idees"})
    assert answer.status_code == 422
    assert SHOWN.search(answer.text)
    assert 'value="/idees"' in answer.text


def test_a_key_is_begun_from_a_session_just_opened(halfway: Halfway, clock: datetime) -> None:
    client = halfway(make_person())
    with core_clock.at(clock + timedelta(minutes=11)):
        assert "Recevoir un lien de connexion" in client.get(MINE).text
        assert client.post(MINE).status_code == 403


def test_a_drawing_left_half_an_hour_serves_no_more(halfway: Halfway, clock: datetime) -> None:
    client = halfway(make_person())
    client.post(MINE)
    with core_clock.at(clock + timedelta(minutes=31)):
        assert SHOWN.search(client.get(MINE).text) is None
        assert client.post(f"{MINE}/confirmer", data={"code": "123456"}).status_code == 409


def test_a_key_in_place_is_not_replaced_by_the_way(
    amina: Person, halfway: Halfway, clock: datetime
) -> None:
    client = halfway(amina)
    _give(client, code_at(clock))
    assert client.post(MINE).status_code == 409
    assert client.post(f"{MINE}/confirmer", data={"code": "123456"}).status_code == 409


def test_new_recovery_codes_cost_a_code_and_replace_the_old(
    amina: Person, halfway: Halfway, db_session: DbSession, clock: datetime
) -> None:
    [old, *_rest] = give_again(amina, db_session)
    client = halfway(amina)
    _give(client, code_at(clock - STEP))
    assert client.post(f"{MINE}/codes", data={"code": code_at(clock - STEP)}).status_code == 422
    answer = client.post(f"{MINE}/codes", data={"code": code_at(clock)})
    codes = CODE.findall(answer.text)
    assert len(codes) == 10
    assert old not in codes
    assert _give(halfway(amina), old).status_code == 422
    assert _give(halfway(amina), codes[3]).status_code == 303


def test_a_resident_takes_the_key_away_against_a_code(
    amina: Person, halfway: Halfway, db_session: DbSession, clock: datetime
) -> None:
    client = halfway(amina)
    _give(client, code_at(clock - STEP))
    assert client.post(f"{MINE}/retirer", data={"code": "000000"}).status_code == 422
    assert client.post(f"{MINE}/retirer", data={"code": code_at(clock)}).location == MINE
    assert client.get("/moi").status_code == 200
    db_session.expire_all()
    assert db_session.scalars(select(Totp)).all() == []
    assert db_session.scalars(select(RecoveryCode)).all() == []


@pytest.mark.parametrize("role", ["moderator", "staff", "administrator"])
def test_a_role_that_asks_for_the_key_keeps_it(
    amina: Person, halfway: Halfway, clock: datetime, role: str
) -> None:
    grant_role(amina, role)
    client = halfway(amina)
    _give(client, code_at(clock - STEP))
    assert client.post(f"{MINE}/retirer", data={"code": code_at(clock)}).status_code == 409
    assert "Retirer ma deuxième clé" not in client.get(MINE).text


def test_a_moderator_without_a_key_sets_it_up_on_the_way_to_the_desk(
    halfway: Halfway, clock: datetime
) -> None:
    client = halfway(make_moderator())
    assert client.get("/moderation").location == f"{DOOR}?suite=/moderation"
    assert client.get(f"{DOOR}?suite=/moderation").location == f"{MINE}?suite=/moderation"
    assert "Votre rôle demande une deuxième clé" in client.get(f"{MINE}?suite=/moderation").text
    assert client.get("/moi").status_code == 200
    _set_up(client, clock)
    assert client.get("/moderation").status_code == 200


def test_each_change_is_told_by_mail_without_a_secret(
    halfway: Halfway, drain: Callable[[], int], mails: Mails, clock: datetime
) -> None:
    person = make_person(email="zoe@example.org")
    client = halfway(person)
    secret, codes = _set_up(client, clock)
    _give(halfway(person), codes[0])
    drain()
    subjects = [str(mail["Subject"]) for mail in mails()]
    assert subjects.count("Une deuxième clé protège votre compte") == 1
    assert subjects.count("Un code de secours vient de servir") == 1
    assert not any(secret in mail.as_string() for mail in mails())


def test_a_program_sets_up_renews_and_removes(
    client: FlaskClient, db_session: DbSession, clock: datetime
) -> None:
    session, token = services.open_session_of(make_person())
    db_session.commit()
    path = "/api/v1/me/second-factor"
    setup = client.post(path, headers=_bearer(token))
    assert setup.status_code == 201
    assert setup.get_json()["uri"].startswith("otpauth://totp/Beffroi")
    code = code_at(clock, setup.get_json()["secret"])
    given = client.put(path, json={"code": code}, headers=_bearer(token)).get_json()
    assert len(given["recovery_codes"]) == 10
    new = _bearer(given["token"])
    renewed = client.post(f"{path}/recovery-codes", headers=new)
    assert renewed.status_code == 201
    assert not set(renewed.get_json()["recovery_codes"]) & set(given["recovery_codes"])
    with core_clock.at(clock + timedelta(minutes=11)):
        late = client.delete(path, headers=new)
        assert late.get_json()["code"] == "fresh_session_required"
    assert client.delete(path, headers=new).status_code == 204
    db_session.expire_all()
    assert db_session.get_one(Session, session.id).second_factor_at is not None


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
