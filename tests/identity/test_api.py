"""Signing in and one's account, for programs."""

import uuid

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from beffroi.core import db
from beffroi.core.idempotency import IdempotencyKey
from beffroi.identity import services
from beffroi.identity.models import SignInLink
from tests.conftest import give_second_factor
from tests.factories import grant_role, make_person


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def token(client: FlaskClient) -> str:
    """The token of a session of Amina, who moderates Lens-Liévin."""
    person = make_person(email="amina@example.org", display_name="Amina")
    grant_role(person, "moderator")
    link = services.sign_in_token_for(person.id)
    db.session().commit()
    answer = client.post("/api/v1/sessions", json={"token": link, "device": "Script"})
    assert answer.status_code == 201
    give_second_factor(person)
    return str(answer.get_json()["token"])


def test_a_link_is_asked_for_and_nobody_learns_whether_the_address_is_known(
    client: FlaskClient, db_session: DbSession
) -> None:
    answer = client.post(
        "/api/v1/sign-in-links", json={"email": "new@example.org", "next_path": "/idees"}
    )
    assert answer.status_code == 202
    assert answer.get_json() == {"status": "sent", "expires_in": 900}
    assert db_session.scalars(select(SignInLink.next_path)).all() == ["/idees"]


def test_a_session_says_who_one_is_and_what_one_may_do(client: FlaskClient, token: str) -> None:
    me = client.get("/api/v1/me", headers=_bearer(token)).get_json()
    assert me["display_name"] == "Amina"
    assert me["email"] == "amina@example.org"
    assert me["grants"] == [
        {"role": "moderator", "scope_kind": "contract", "scope_id": "lens-lievin"}
    ]


def test_a_reading_that_changed_nothing_answers_304(client: FlaskClient, token: str) -> None:
    first = client.get("/api/v1/me", headers=_bearer(token))
    again = _bearer(token) | {"If-None-Match": first.headers["ETag"]}
    assert client.get("/api/v1/me", headers=again).status_code == 304


def test_oneself_is_changed(client: FlaskClient, token: str) -> None:
    body = {"display_name": "Amina B.", "locale": "en"}
    answer = client.put("/api/v1/me", json=body, headers=_bearer(token))
    assert answer.get_json()["display_name"] == "Amina B."
    assert client.get("/api/v1/me", headers=_bearer(token)).get_json()["locale"] == "en"


def test_a_session_is_listed_then_closed(client: FlaskClient, token: str) -> None:
    [session] = client.get("/api/v1/me/sessions", headers=_bearer(token)).get_json()["items"]
    assert session["device"] == "Script"
    assert session["is_current"] is True
    closed = client.delete(f"/api/v1/me/sessions/{session['id']}", headers=_bearer(token))
    assert (closed.status_code, closed.data) == (204, b"")
    assert client.get("/api/v1/me", headers=_bearer(token)).status_code == 401


def test_somebody_elses_session_does_not_exist(client: FlaskClient, token: str) -> None:
    session, _secret = services.open_session_of(make_person())
    db.session().commit()
    for session_id in (session.id, uuid.uuid4()):
        answer = client.delete(f"/api/v1/me/sessions/{session_id}", headers=_bearer(token))
        assert answer.status_code == 404


def test_a_used_link_is_gone(client: FlaskClient, token: str) -> None:
    answer = client.post("/api/v1/sessions", json={"token": "never-was"})
    assert answer.status_code == 410
    assert answer.get_json()["code"] == "sign_in_link_gone"


def test_the_token_of_a_session_is_not_kept_for_a_replay(
    client: FlaskClient, db_session: DbSession
) -> None:
    link = services.sign_in_token_for(make_person().id)
    db_session.commit()
    key = {"Idempotency-Key": "the-same"}
    assert client.post("/api/v1/sessions", json={"token": link}, headers=key).status_code == 201
    assert db_session.scalars(select(IdempotencyKey)).all() == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "email"),
        ({"email": 5}, "email"),
        ({"email": "nobody"}, "email"),
        ({"email": "a@example.org", "surprise": 1}, "surprise"),
        ({"email": "a@example.org", "next_path": "/" + "a" * 2_000}, "next_path"),
        ({"email": "a@example.org\x00"}, "email"),
        ({"email": "a@example.org", "next_path": "/\ud800"}, "next_path"),
        ({"email": "a@example.org", "next_path": ["/"]}, "next_path"),
    ],
)
def test_a_request_that_cannot_be_names_its_field(
    client: FlaskClient, body: dict[str, object], field: str
) -> None:
    answer = client.post("/api/v1/sign-in-links", json=body)
    assert answer.status_code == 422
    assert field in answer.get_json()["errors"]


@pytest.mark.parametrize("path", ["me", "me/sessions"])
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer nothing"}])
def test_who_is_not_signed_in_is_told_so(
    client: FlaskClient, path: str, headers: dict[str, str]
) -> None:
    answer = client.get(f"/api/v1/{path}", headers=headers)
    assert answer.status_code == 401
    assert answer.get_json()["code"] == "sign_in_required"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
