"""Devices: a new one is told by mail, all the others are closed in one tap."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession
from werkzeug.test import TestResponse

from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.events import StoredEvent
from beffroi.identity import services
from beffroi.identity.models import KnownDevice, Person
from beffroi.identity.services import devices
from tests.factories import make_person
from tests.support.people import SignIn

COOKIE = "beffroi_device"
ANDROID = {"User-Agent": "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko Firefox/140.0"}
Mails = Callable[[], list[EmailMessage]]


@pytest.fixture
def amina(db_session: DbSession) -> Person:
    """Somebody who comes and goes."""
    return make_person(email="amina@example.org")


def _come(client: FlaskClient, person: Person) -> TestResponse:
    token = services.sign_in_token_for(person.id)
    db.session().commit()
    answer = client.post(
        f"/connexion/lien/{token}", headers=ANDROID | {"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == 303
    return answer


def _told(db_session: DbSession) -> int:
    query = select(func.count()).where(StoredEvent.name == "NewDeviceSeen")
    return db_session.scalar(query) or 0


def test_the_first_device_is_no_news_nor_is_the_same_one_again(
    client: FlaskClient, amina: Person, db_session: DbSession
) -> None:
    _come(client, amina)
    _come(client, amina)
    assert _told(db_session) == 0
    assert len(db_session.scalars(select(KnownDevice)).all()) == 1


def test_another_browser_is_told_by_mail_in_the_person_s_language(
    app: Flask, amina: Person, drain: Callable[[], int], mails: Mails
) -> None:
    _come(app.test_client(), amina)
    amina.locale = "en"
    _come(app.test_client(), amina)
    drain()
    [mail] = mails()
    assert (mail["To"], mail["Content-Language"]) == ("amina@example.org", "en")
    body = mail.get_body(("plain",))
    assert body is not None
    assert "Firefox · Android" in body.get_content()
    assert "http://localhost/moi/sessions" in body.get_content()


def test_the_mail_says_the_day(
    app: Flask, amina: Person, drain: Callable[[], int], mails: Mails, clock: datetime
) -> None:
    _come(app.test_client(), amina)
    _come(app.test_client(), amina)
    drain()
    [mail] = mails()
    assert mail["Subject"] == "Nouvelle connexion à votre compte"
    body = mail.get_body(("plain",))
    assert body is not None
    assert "vendredi 20 novembre 2026 à 12 h 00" in body.get_content().replace("\u00a0", " ")


def test_its_cookie_lasts_a_year_and_is_shown_to_the_doors_alone(
    client: FlaskClient, amina: Person
) -> None:
    [cookie] = [one for one in _come(client, amina).headers.getlist("Set-Cookie") if COOKIE in one]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/connexion" in cookie
    assert f"Max-Age={365 * 24 * 3600}" in cookie


def test_only_a_digest_is_kept_and_it_does_not_tell_who_shares_a_browser(
    client: FlaskClient, amina: Person, db_session: DbSession
) -> None:
    _come(client, amina)
    _come(client, make_person())
    kept = client.get_cookie(COOKIE, path="/connexion")
    assert kept is not None
    digests = db_session.scalars(select(KnownDevice.device_digest)).all()
    assert len(set(digests)) == 2
    assert kept.value not in digests


def test_who_shares_a_browser_is_not_known_in_it_before(
    app: Flask, amina: Person, db_session: DbSession
) -> None:
    other = make_person()
    shared, own = app.test_client(), app.test_client()
    _come(shared, amina)
    _come(own, other)
    _come(shared, other)
    assert _told(db_session) == 1


def test_a_program_is_a_new_device_each_time(
    client: FlaskClient, app: Flask, amina: Person, db_session: DbSession
) -> None:
    _come(app.test_client(), amina)
    token = services.sign_in_token_for(amina.id)
    db_session.commit()
    client.post("/api/v1/sessions", json={"token": token})
    assert _told(db_session) == 1


def test_a_guest_s_browser_is_not_remembered(amina: Person, db_session: DbSession) -> None:
    _session, secret = services.open_session_of(amina, "", "code", is_guest=True)
    devices.greet(secret, None)
    assert db_session.scalars(select(KnownDevice)).all() == []


def test_a_browser_not_seen_for_a_year_is_forgotten(
    client: FlaskClient, amina: Person, clock: datetime
) -> None:
    _come(client, amina)
    with core_clock.at(clock + timedelta(days=364)):
        assert devices.forget_old() == 0
    with core_clock.at(clock + timedelta(days=366)):
        assert devices.forget_old() == 1


def test_all_the_other_connections_are_closed_in_one_tap(sign_in: SignIn, amina: Person) -> None:
    others, here, stranger = (
        [sign_in(amina), sign_in(amina)],
        sign_in(amina),
        sign_in(make_person()),
    )
    assert "Fermer toutes les autres connexions" in here.get("/moi/sessions").text
    assert here.post("/moi/sessions/fermer-les-autres").location == "/moi/sessions"
    assert "2 autres connexions sont fermées" in here.get("/moi/sessions").text
    assert [one.get("/moi").status_code for one in others] == [303, 303]
    assert stranger.get("/moi").status_code == 200
    assert "Fermer toutes" not in here.get("/moi/sessions").text


def test_a_program_closes_them_too(client: FlaskClient, amina: Person) -> None:
    services.open_session_of(amina)
    _session, secret = services.open_session_of(amina)
    db.session().commit()
    answer = client.delete("/api/v1/me/sessions", headers={"Authorization": f"Bearer {secret}"})
    assert answer.get_json() == {"closed": 1}


def test_the_way_in_and_the_second_key_are_shown(
    sign_in: SignIn, client: FlaskClient, amina: Person
) -> None:
    page = sign_in(amina).get("/moi/sessions").text
    assert "par un lien reçu par e-mail" in page
    assert "Deuxième clé donnée le" in page
    _session, secret = services.open_session_of(amina, "", "password")
    db.session().commit()
    listed = client.get("/api/v1/me/sessions", headers={"Authorization": f"Bearer {secret}"})
    ways = {(one["way"], one["second_factor_at"] is None) for one in listed.get_json()["items"]}
    assert ways == {("password", True), ("link", False)}
