"""Passwords: nobody learns who has one, guessing is slow, changing one closes the rest."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any, Literal

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession
from werkzeug.test import TestResponse

from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.clock import now
from beffroi.core.events import StoredEvent
from beffroi.identity import services
from beffroi.identity.models import Attempts, Password, Person, Session
from beffroi.identity.problems.ways_in import AddressNeeded
from beffroi.identity.services import passwords
from tests.factories import make_person
from tests.support.people import SignIn
from tests.ways_in_factories import PASSWORD, give_password, give_second_key

PAGE = "/connexion/mot-de-passe"
MINE = "/moi/mot-de-passe"
NEW = "brique verte sous la pluie"
LATER = timedelta(minutes=11)
Mails = Callable[[], list[EmailMessage]]


@pytest.fixture
def amina(db_session: DbSession) -> Person:
    """Somebody who has a password."""
    person = make_person(email="amina@example.org")
    give_password(person)
    return person


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each argon2 verification that is done."""
    done: list[str] = []

    class Counted(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002
            done.append(str(hash)[:40])
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "HASHER", Counted(2, 19_456, 1))
    return done


def _send(client: FlaskClient, email: str, password: str, **more: str) -> TestResponse:
    return client.post(PAGE, data={"email": email, "password": password, **more})


def test_an_address_and_its_password_sign_in(client: FlaskClient, amina: Person) -> None:
    answer = _send(client, "Amina@example.org", PASSWORD, suite="/idees")
    assert (answer.status_code, answer.location) == (303, "/idees")
    assert client.get("/moi").status_code == 200
    assert db.session().scalars(select(Session.way)).all() == ["password"]


def test_a_wrong_password_keeps_the_address_and_never_shows_the_password(
    client: FlaskClient, amina: Person
) -> None:
    answer = _send(client, "amina@example.org", "pas le bon du tout", suite="/idees")
    assert answer.status_code == 422
    assert 'value="amina@example.org"' in answer.text
    assert 'value="/idees"' in answer.text
    assert "pas le bon" not in answer.text


def test_known_and_unknown_addresses_get_one_answer_after_the_same_work(
    client: FlaskClient, amina: Person, verified: list[str]
) -> None:
    without = make_person(email="sanspass@example.org")
    db.session().commit()
    seen, worked = set(), []
    for email in ("amina@example.org", str(without.email), "inconnue@example.org"):
        answer = _send(client, email, "pas le bon du tout")
        seen.add((answer.status_code, answer.text.replace(email, "x")))
        worked.append(len(verified))
    assert len(seen) == 1
    assert worked == [1, 2, 3]


def test_the_api_does_not_tell_them_apart_either(client: FlaskClient, amina: Person) -> None:
    bodies = [
        client.post("/api/v1/sessions/password", json={"email": email, "password": "pas le bon"})
        for email in ("amina@example.org", "inconnue@example.org")
    ]
    assert [one.status_code for one in bodies] == [422, 422]
    assert bodies[0].get_json() == bodies[1].get_json()
    assert bodies[0].get_json()["code"] == "wrong_password"


@pytest.mark.parametrize("email", ["amina@example.org", "inconnue@example.org"])
def test_after_five_wrong_ones_not_even_the_right_one_is_heard(
    client: FlaskClient, amina: Person, clock: datetime, email: str
) -> None:
    for _ in range(5):
        assert _send(client, email, "pas le bon du tout").status_code == 422
    closed = _send(client, email, PASSWORD)
    assert (closed.status_code, closed.headers["Retry-After"]) == (429, "60")
    with core_clock.at(clock + timedelta(seconds=61)):
        expected = 303 if email == amina.email else 422
        assert _send(client, email, PASSWORD).status_code == expected


def test_a_guess_writes_nothing_that_names_anybody(client: FlaskClient, amina: Person) -> None:
    _send(client, "amina@example.org", "pas le bon du tout")
    db.session().expire_all()
    rows = db.session().scalars(select(Attempts)).all()
    assert [row.failures for row in rows] == [1]
    assert "amina" not in str([vars(row) for row in rows])


def test_a_session_planted_before_is_not_the_one_that_opens(
    client: FlaskClient, amina: Person
) -> None:
    client.set_cookie("beffroi_session", "planted")
    _send(client, "amina@example.org", PASSWORD)
    kept = client.get_cookie("beffroi_session")
    assert kept is not None
    assert kept.value != "planted"
    assert services.load_actor("planted") is None


@pytest.mark.parametrize("suite", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_signing_in_never_leads_to_another_site(
    client: FlaskClient, amina: Person, suite: str
) -> None:
    page = client.get(PAGE, query_string={"suite": suite}).text
    assert "evil.example" not in page.split("<main")[1]
    assert _send(client, "amina@example.org", PASSWORD, suite=suite).location == "/moi"


def test_parameters_that_have_grown_are_taken_over_at_the_next_sign_in(
    client: FlaskClient, amina: Person, db_session: DbSession
) -> None:
    kept = db_session.get_one(Password, amina.id)
    kept.argon2_hash = PasswordHasher(1, 8_192, 1).hash(PASSWORD)
    db_session.commit()
    assert _send(client, "amina@example.org", PASSWORD).status_code == 303
    db_session.expire_all()
    assert "m=19456,t=2,p=1" in db_session.get_one(Password, amina.id).argon2_hash


def test_what_one_types_with_accents_apart_is_the_same_password(
    client: FlaskClient, db_session: DbSession
) -> None:
    give_password(make_person(email="zoe@example.org"), "\u00e9l\u00e9phant du canal")
    answer = _send(client, "zoe@example.org", "e\u0301le\u0301phant du canal")
    assert answer.status_code == 303


def test_a_first_password_asks_for_a_session_just_opened(sign_in: SignIn, clock: datetime) -> None:
    client = sign_in(make_person())
    with core_clock.at(clock + LATER):
        assert "Recevoir un lien de connexion" in client.get(MINE).text
        assert client.post(MINE, data={"password": NEW}).status_code == 403
    assert client.post(MINE, data={"password": NEW}).location == MINE
    assert "Mot de passe en place" in client.get(MINE).text


def test_changing_it_asks_for_the_current_one_or_a_session_just_opened(
    sign_in: SignIn, amina: Person, clock: datetime
) -> None:
    client = sign_in(amina)
    with core_clock.at(clock + LATER):
        assert client.post(MINE, data={"password": NEW}).status_code == 403
        wrong = client.post(MINE, data={"password": NEW, "current": "pas le bon du tout"})
        assert wrong.status_code == 422
        assert 'href="#f-current"' in wrong.text
        assert client.post(MINE, data={"password": NEW, "current": PASSWORD}).status_code == 303
    assert client.post(MINE, data={"password": "une autre encore plus"}).status_code == 303


def test_the_current_one_is_not_guessed_at_in_an_open_session(
    sign_in: SignIn, amina: Person, clock: datetime
) -> None:
    client = sign_in(amina)
    with core_clock.at(clock + LATER):
        guesses = [{"password": NEW, "current": f"pas le bon {n}"} for n in range(5)]
        assert {client.post(MINE, data=one).status_code for one in guesses} == {422}
        right = {"password": NEW, "current": PASSWORD}
        assert client.post(MINE, data=right).status_code == 429


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("court", "Il faut au moins 12"),
        ("motdepasse2026", "premiers que l’on essaie"),
        ("amina habite ici", "votre adresse"),
        ("aaaaaaaaaaaaaa", "Il se répète"),
    ],
)
def test_one_that_would_be_guessed_says_why(
    sign_in: SignIn, amina: Person, password: str, words: str
) -> None:
    answer = sign_in(amina).post(MINE, data={"password": password})
    assert answer.status_code == 422
    assert words in answer.text.replace("\u00a0", " ")
    assert f'value="{password}"' not in answer.text


def test_changing_it_closes_the_other_sessions_and_says_so_by_mail(
    sign_in: SignIn, amina: Person, drain: Callable[[], int], mails: Mails
) -> None:
    amina.locale = "en"
    other, here = sign_in(amina), sign_in(amina)
    drain()
    before = len(mails())
    here.post(MINE, data={"password": NEW})
    assert other.get("/moi").status_code == 303
    assert here.get("/moi").status_code == 200
    drain()
    [mail] = mails()[before:]
    assert mail["To"] == "amina@example.org"
    assert mail["Content-Language"] == "en"
    body = mail.get_body(("plain",))
    assert body is not None
    assert "http://localhost/moi/sessions" in body.get_content()
    assert NEW not in mail.as_string()


def test_it_can_be_taken_away_and_signs_in_no_more(
    sign_in: SignIn, client: FlaskClient, amina: Person, clock: datetime
) -> None:
    mine = sign_in(amina)
    with core_clock.at(clock + LATER):
        assert mine.post(f"{MINE}/retirer", data={}).status_code == 403
        assert mine.post(f"{MINE}/retirer", data={"current": "non non"}).status_code == 422
        assert mine.post(f"{MINE}/retirer", data={"current": PASSWORD}).status_code == 303
    assert _send(client, "amina@example.org", PASSWORD).status_code == 422


def test_who_has_a_second_key_goes_through_its_door(client: FlaskClient, amina: Person) -> None:
    give_second_key(amina)
    answer = _send(client, "amina@example.org", PASSWORD, suite="/idees")
    assert answer.location == "/connexion/code?suite=/idees"


def test_only_the_argon2_hash_is_kept_and_no_event_holds_anything(
    sign_in: SignIn, amina: Person, db_session: DbSession
) -> None:
    sign_in(amina).post(MINE, data={"password": NEW})
    db_session.expire_all()
    assert db_session.get_one(Password, amina.id).argon2_hash.startswith("$argon2id$")
    payloads = str([e.payload for e in db_session.scalars(select(StoredEvent))])
    assert "argon2" not in payloads
    assert NEW not in payloads


def test_a_program_chooses_uses_and_removes_one(client: FlaskClient, db_session: DbSession) -> None:
    person = make_person(email="zoe@example.org")
    link = services.sign_in_token_for(person.id)
    db_session.commit()
    token = client.post("/api/v1/sessions", json={"token": link}).get_json()["token"]
    who = {"Authorization": f"Bearer {token}"}
    assert client.put("/api/v1/me/password", json={"password": NEW}, headers=who).status_code == 204
    body: dict[str, Any] = {"email": "zoe@example.org", "password": NEW, "device": "Script"}
    opened = client.post("/api/v1/sessions/password", json=body)
    assert opened.status_code == 201
    assert opened.get_json()["second_factor_required"] is False
    with core_clock.at(now() + LATER):
        late = client.delete("/api/v1/me/password", headers=who)
        assert (late.status_code, late.get_json()["code"]) == (403, "fresh_session_required")
    assert client.delete("/api/v1/me/password", headers=who).status_code == 204
    assert client.post("/api/v1/sessions/password", json=body).status_code == 422


def test_an_account_without_an_address_has_no_password(db_session: DbSession) -> None:
    person = make_person(email=None)
    _session, secret = services.open_session_of(person)
    actor = services.load_actor(secret)
    assert actor is not None
    with pytest.raises(AddressNeeded):
        passwords.choose_password(actor, NEW)
