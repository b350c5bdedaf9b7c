"""The door: headers on everything, who is there, and from where a form comes."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from beffroi import create_app
from beffroi.core import db
from beffroi.core.assets import asset
from beffroi.core.policy import PUBLIC, guarded
from beffroi.core.security import HEADERS
from beffroi.identity import services as identity
from beffroi.settings import Settings
from tests.factories import make_person
from tests.support.people import SignIn

COOKIE = "beffroi_session"
LEAVE = "/moi/messages/lus"  # a form of signed-in people that asks for nothing more


@pytest.fixture
def database_url(one_database: str) -> str:
    """Nothing here depends on the database."""
    return one_database


@pytest.fixture
def over_tls(settings: Settings) -> Iterator[Flask]:
    """The same site, reached over TLS."""
    app = create_app(replace(settings, public_url="https://beffroi.example"))
    with app.app_context():
        yield app
        db.session().close()
        db.engine().dispose()


@pytest.fixture
def old_browser(app: Flask, sign_in: SignIn) -> FlaskClient:
    """Signed in, with a browser that says nothing of where its forms come from."""
    client = sign_in(make_person())
    del client.environ_base["HTTP_SEC_FETCH_SITE"]
    return client


def _answers(app: Flask, client: FlaskClient) -> dict[str, TestResponse]:
    def fail() -> str:
        raise ValueError

    app.add_url_rule("/rate", view_func=guarded(PUBLIC)(fail))
    return {
        "page": client.get("/connexion"),
        "form with errors": client.post("/connexion", data={}),
        "redirect": client.get("/moi"),
        "json": client.get("/api/v1/themes"),
        "problem": client.get("/api/v1/me"),
        "not found": client.get("/nulle-part"),
        "method": client.put("/charte"),
        "static": client.get(asset("beffroi.css")),
        "too large": client.post("/connexion", data={"email": "x" * 300_000}),
        "broken JSON": client.post("/api/v1/ideas", data="{", content_type="application/json"),
        "head": client.head("/charte"),
        "options": client.options("/charte"),
        "accident": client.get("/rate"),
        "cross-site": client.post("/connexion", headers={"Sec-Fetch-Site": "cross-site"}),
    }


def test_every_kind_of_response_carries_the_headers(app: Flask) -> None:
    answers = _answers(app, app.test_client())
    assert {a.status_code for a in answers.values()} >= {200, 303, 401, 403, 404, 405, 413, 500}
    for name, answer in answers.items():
        assert {h: answer.headers.get(h) for h in HEADERS} == HEADERS, name
        assert "Cache-Control" in answer.headers, name
        assert "Strict-Transport-Security" not in answer.headers, name


def test_a_304_carries_them_too(client: FlaskClient) -> None:
    tag = client.get("/api/v1/themes").headers["ETag"]
    answer = client.get("/api/v1/themes", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_content_policy_lets_nothing_inline_nor_foreign_in() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "http" not in policy
    directives = dict(d.strip().split(" ", 1) for d in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == "'self'"
    assert directives["base-uri"] == directives["frame-ancestors"] == "'none'"


def test_pages_have_nothing_inline_that_the_policy_would_stop(client: FlaskClient) -> None:
    for path in ("/", "/connexion", "/idees", "/quartiers", "/charte", "/api/docs"):
        page = client.get(path).text
        assert re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page) is None, path
        assert re.search(r"<script(?![^>]*\bsrc=)", page) is None, path


def test_over_tls_the_cookie_is_pinned_and_the_browser_told_to_stay(over_tls: Flask) -> None:
    token = identity.sign_in_token_for(make_person().id)
    db.session().commit()
    answer = over_tls.test_client().post(
        f"/connexion/lien/{token}", base_url="https://beffroi.example"
    )
    [cookie] = [c for c in answer.headers.getlist("Set-Cookie") if "__Host-beffroi=" in c]
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_every_cookie_is_out_of_reach_of_scripts_and_sites(app: Flask, client: FlaskClient) -> None:
    token = identity.sign_in_token_for(make_person().id)
    db.session().commit()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    answers = [
        client.post(f"/connexion/lien/{token}"),
        client.post("/langue", data={"langue": "en", "retour": "/"}),
    ]
    cookies = [c for a in answers for c in a.headers.getlist("Set-Cookie")]
    assert {c.split("=")[0] for c in cookies} >= {COOKIE, "beffroi_langue"}
    assert [c for c in cookies if "SameSite=Lax" not in c] == []
    assert [c for c in cookies if "HttpOnly" not in c and "beffroi_langue" not in c] == []


def test_signing_in_leaves_the_session_one_came_with(app: Flask, client: FlaskClient) -> None:
    client.set_cookie(COOKIE, "chosen-by-somebody-else")
    token = identity.sign_in_token_for(make_person().id)
    db.session().commit()
    client.post(f"/connexion/lien/{token}")
    kept = client.get_cookie(COOKIE)
    assert kept is not None
    assert kept.value != "chosen-by-somebody-else"
    thief = app.test_client()
    thief.set_cookie(COOKIE, "chosen-by-somebody-else")
    assert thief.get("/moi").status_code == 303
    assert client.get("/moi").status_code == 200


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("Bearer nobody", 401),
        ("bearer nobody", 401),
        ("Bearer \u00e9", 401),
        ("Bearer", 200),
        ("Bearer ", 200),
        ("Basic bm9ib2R5Og==", 200),
    ],
)
def test_a_token_of_nobody_is_refused_even_where_anybody_may_read(
    client: FlaskClient, header: str, status: int
) -> None:
    answer = client.get("/api/v1/themes", headers={"Authorization": header})
    assert answer.status_code == status


def test_a_cookie_of_nobody_is_nobody(client: FlaskClient) -> None:
    client.set_cookie(COOKIE, "x" * 3000)
    assert client.get("/charte").status_code == 200
    assert client.get("/moi").status_code == 303


def test_a_program_with_a_token_needs_no_form(app: Flask, sign_in: SignIn) -> None:
    cookie = sign_in(make_person()).get_cookie(COOKIE)
    assert cookie is not None
    headers = {"Authorization": f"Bearer {cookie.value}", "Origin": "https://elsewhere.example"}
    assert app.test_client().post(LEAVE, headers=headers).status_code == 303


SIGNED_IN_MATRIX = [
    ({"Sec-Fetch-Site": "same-origin"}, True),
    ({"Sec-Fetch-Site": "none"}, True),
    ({"Sec-Fetch-Site": "same-site"}, False),
    ({"Sec-Fetch-Site": "cross-site"}, False),
    ({"Sec-Fetch-Site": "nonsense"}, False),
    ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, False),
    ({"Origin": "http://localhost"}, True),
    ({"Origin": "http://localhost:81"}, False),
    ({"Origin": "http://elsewhere.example"}, False),
    ({"Origin": "http://localhost.elsewhere.example"}, False),
    ({"Origin": "null"}, False),
    ({"Origin": "http://["}, False),
    ({"Origin": ""}, False),
    ({}, False),
    ({"Authorization": "Basic bm9ib2R5Og=="}, False),
    ({"Authorization": "Basic bm9ib2R5Og==", "Sec-Fetch-Site": "cross-site"}, False),
    ({"X-CSRF-Token": "wrong"}, False),
    ({"X-CSRF-Token": "\u00e9"}, False),
]


def test_where_a_form_of_a_signed_in_person_may_come_from(old_browser: FlaskClient) -> None:
    got = [
        (headers, old_browser.post(LEAVE, headers=headers).status_code == 303)
        for headers, _ in SIGNED_IN_MATRIX
    ]
    assert got == SIGNED_IN_MATRIX


def test_an_old_browser_brings_the_token_of_the_form(old_browser: FlaskClient) -> None:
    found = re.search(r'name="csrf_token" value="([0-9a-f]{64})"', old_browser.get("/moi").text)
    assert found is not None
    assert old_browser.post(LEAVE, data={"csrf_token": found[1]}).status_code == 303
    assert old_browser.post(LEAVE, headers={"X-CSRF-Token": found[1]}).status_code == 303
    for wrong in ("", "0" * 64, "é", found[1].upper()):
        assert old_browser.post(LEAVE, data={"csrf_token": wrong}).status_code == 403


def test_the_token_of_one_session_does_not_serve_another(
    app: Flask, old_browser: FlaskClient, sign_in: SignIn
) -> None:
    other = sign_in(make_person())
    found = re.search(r'name="csrf_token" value="([0-9a-f]{64})"', other.get("/moi").text)
    assert found is not None
    assert old_browser.post(LEAVE, data={"csrf_token": found[1]}).status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_nor_may_another_site_send_forms_for_people_without_a_session(
    client: FlaskClient, headers: dict[str, str], status: int
) -> None:
    answer = client.post("/connexion", data={"email": "a@example.org"}, headers=headers)
    assert answer.status_code == status
