"""Signing in and out on pages: no script, no password, nothing learnt by the curious."""

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DbSession
from werkzeug.test import TestResponse

from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.identity import services
from tests.factories import make_person
from tests.support.people import SignIn

LINK = re.compile(r"http://localhost(/connexion/lien/[\w-]+)")
Mails = Callable[[], list[EmailMessage]]


def _cookies(answer: TestResponse, name: str = "beffroi_session") -> list[str]:
    return [c for c in answer.headers.getlist("Set-Cookie") if c.startswith(f"{name}=")]


def _token(person_path: str = "/moi") -> str:
    token = services.sign_in_token_for(make_person().id, person_path)
    db.session().commit()
    return token


def test_an_address_gets_a_link_that_signs_in(
    client: FlaskClient, drain: Callable[[], int], mails: Mails
) -> None:
    page = client.get("/connexion?suite=/idees")
    assert page.status_code == 200
    assert "mot de passe" in page.text
    sent = client.post("/connexion", data={"email": "amina@example.org", "suite": "/idees"})
    assert (sent.status_code, sent.location) == (303, "/connexion/envoye")
    assert client.get("/connexion/envoye").status_code == 200
    drain()
    [mail] = mails()
    assert mail["To"] == "amina@example.org"
    body = mail.get_body(("plain",))
    assert body is not None
    found = LINK.search(body.get_content())
    assert found is not None
    assert "Me connecter" in client.get(found[1]).text
    entered = client.post(found[1])
    assert (entered.status_code, entered.location) == (303, "/idees")
    assert client.get("/moi").status_code == 200


def test_a_mail_program_that_looks_at_the_link_does_not_use_it(client: FlaskClient) -> None:
    token = _token()
    for _ in range(3):
        assert client.get(f"/connexion/lien/{token}").status_code == 200
    assert client.post(f"/connexion/lien/{token}").status_code == 303


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: FlaskClient) -> None:
    [cookie] = _cookies(client.post(f"/connexion/lien/{_token()}"))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert f"Max-Age={30 * 24 * 3600}" in cookie
    assert "Path=/" in cookie


def test_a_used_link_says_what_to_do(client: FlaskClient) -> None:
    token = _token()
    path = f"/connexion/lien/{token}"
    client.post(path)
    for answer in (client.get(path), client.post(path, headers={"Sec-Fetch-Site": "same-origin"})):
        assert answer.status_code == 410
        assert "Recevoir un autre lien" in answer.text


def test_an_old_link_says_what_to_do(client: FlaskClient) -> None:
    token = _token()
    with core_clock.at(core_clock.now() + timedelta(minutes=16)):
        assert client.post(f"/connexion/lien/{token}").status_code == 410


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address(client: FlaskClient) -> None:
    make_person(email="connue@example.org")
    db.session().commit()
    known = client.post("/connexion", data={"email": "connue@example.org"})
    unknown = client.post("/connexion", data={"email": "inconnue@example.org"})
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert known.data == unknown.data


@pytest.mark.parametrize("email", ["", "amina", "a@b", "é\x00@x.fr", "a@b.fr\nBcc: c@d.fr"])
def test_an_address_that_is_none_keeps_what_was_typed(client: FlaskClient, email: str) -> None:
    answer = client.post("/connexion", data={"email": email, "suite": "/idees"})
    assert answer.status_code == 422
    assert 'href="#f-email"' in answer.text
    assert 'value="/idees"' in answer.text


def test_a_link_never_leads_to_another_site(client: FlaskClient) -> None:
    answer = client.get("/connexion?suite=https://evil.example/")
    assert "evil.example" not in answer.text.split("<main")[1]


def test_who_is_signed_in_already_goes_on(sign_in: SignIn) -> None:
    answer = sign_in(make_person()).get("/connexion?suite=/idees")
    assert (answer.status_code, answer.location) == (303, "/idees")


def test_signing_in_again_closes_the_session_left_behind(sign_in: SignIn) -> None:
    client = sign_in(make_person())
    before = client.get_cookie("beffroi_session")
    client.post(f"/connexion/lien/{_token()}")
    after = client.get_cookie("beffroi_session")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    db.session().expire_all()
    assert services.load_actor(before.value) is None


def test_signing_out_ends_the_session_everywhere(sign_in: SignIn) -> None:
    client = sign_in(make_person())
    cookie = client.get_cookie("beffroi_session")
    assert cookie is not None
    assert client.post("/deconnexion").location == "/"
    assert client.get("/moi").location == "/connexion?suite=/moi"
    assert services.load_actor(cookie.value) is None


def test_a_form_of_another_site_does_not_sign_anybody_out(sign_in: SignIn) -> None:
    client = sign_in(make_person())
    forged = client.post("/deconnexion", headers={"Sec-Fetch-Site": "cross-site"})
    assert forged.status_code == 403
    assert client.get("/moi").status_code == 200


def test_a_person_changes_their_name_and_language(sign_in: SignIn, db_session: DbSession) -> None:
    person = make_person(display_name="Amina")
    client = sign_in(person)
    assert 'value="Amina"' in client.get("/moi").text
    saved = client.post("/moi", data={"display_name": "Amina B.", "locale": "en"})
    assert saved.location == "/moi"
    assert client.get("/moi").headers["Content-Type"].startswith("text/html")
    db_session.expire_all()
    assert (person.display_name, person.locale) == ("Amina B.", "en")


def test_a_name_with_markup_is_shown_as_text(sign_in: SignIn) -> None:
    client = sign_in(make_person())
    client.post("/moi", data={"display_name": "<script>x</script>", "locale": "fr"})
    assert "<script>x" not in client.get("/moi").text


@pytest.mark.parametrize("name", ["", "a" * 81, "deux\nlignes", "\u202egauche"])
def test_a_name_that_cannot_be_is_refused_and_kept_to_correct(sign_in: SignIn, name: str) -> None:
    answer = sign_in(make_person()).post("/moi", data={"display_name": name, "locale": "fr"})
    assert answer.status_code == 422
    assert 'href="#f-display_name"' in answer.text


def test_a_lost_phone_is_signed_out_from_another_device(sign_in: SignIn) -> None:
    person = make_person()
    lost, here = sign_in(person), sign_in(person)
    page = here.get("/moi/sessions").text
    assert page.count('/fermer"') == 2
    ids = {row.count("Cet appareil"): row for row in page.split('<li class="comment">')[1:]}
    lost_id = re.findall(r"/moi/sessions/([\w-]+)/fermer", ids[0])[0]
    assert here.post(f"/moi/sessions/{lost_id}/fermer").location == "/moi/sessions"
    assert lost.get("/moi").status_code == 303
    assert here.get("/moi").status_code == 200


def test_the_language_is_kept_and_leads_back(client: FlaskClient) -> None:
    answer = client.post(
        "/langue", data={"langue": "en", "retour": "/connexion?suite=/moi&lang=fr"}
    )
    assert answer.location == "/connexion?suite=%2Fmoi"
    assert _cookies(answer, "beffroi_langue")
    assert 'lang="en"' in client.get("/connexion").text


def test_an_unknown_language_is_refused(client: FlaskClient) -> None:
    assert client.post("/langue", data={"langue": "xx"}).status_code == 422


@pytest.mark.parametrize("path", ["/moi", "/moi/sessions"])
def test_pages_of_an_account_lead_to_sign_in_and_back(client: FlaskClient, path: str) -> None:
    assert client.get(path).location == f"/connexion?suite={path}"


def test_a_session_cookie_over_tls_is_pinned_to_the_host(app: Flask) -> None:
    app.config["SESSION_COOKIE_SECURE"] = True
    answer = app.test_client().post(f"/connexion/lien/{_token()}", base_url="https://localhost")
    [cookie] = _cookies(answer, "__Host-beffroi")
    assert "Secure" in cookie
    assert "Domain" not in cookie
