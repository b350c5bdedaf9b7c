"""Taking part without an account, for programs: codes, guests' sessions, follow codes."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from beffroi.core import db
from beffroi.identity.models import OneTimeCode
from beffroi.identity.services import claims, codes
from tests.factories import make_idea, make_person
from tests.guest_factories import make_guest
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("app")


def kept_idea() -> str:
    idea = make_idea()
    db.session().commit()
    return str(idea.id)


def test_the_api_answers_401_and_says_that_a_proof_is_enough(client: FlaskClient) -> None:
    answer = client.put(f"/api/v1/ideas/{kept_idea()}/support", json={"support": True})
    assert answer.status_code == 401
    assert answer.get_json()["code"] == "proof_required"
    assert "WWW-Authenticate" in answer.headers


def test_programs_follow_and_take_a_claim_by_its_body(
    app: Flask, client: FlaskClient, sign_in: SignIn
) -> None:
    idea_id = kept_idea()
    asked = client.post("/api/v1/codes", json={"channel": "email", "contact": "amina@example.org"})
    assert asked.status_code == 202
    code_id = asked.get_json()["id"]
    owed = codes.code_to_send(db.session().scalars(select(OneTimeCode.id)).one())
    assert owed is not None
    opened = client.post("/api/v1/guest-sessions", json={"code_id": code_id, "code": owed.digits})
    assert opened.status_code == 201
    bearer = {"Authorization": f"Bearer {opened.get_json()['token']}"}
    client.put(f"/api/v1/ideas/{idea_id}/support", json={"support": True}, headers=bearer)
    code = client.post("/api/v1/claims", headers=bearer).get_json()["code"]
    assert client.post("/api/v1/claims", headers=bearer).get_json()["code"] == code
    acts = client.post("/api/v1/claims/acts", json={"code": code}).get_json()["items"]
    assert [(act["kind"], act["id"]) for act in acts] == [("support", idea_id)]
    owner = sign_in(make_person())
    for taken in (True, False):
        assert owner.put("/api/v1/me/claims", json={"code": code}).get_json() == {"taken": taken}
    assert client.get("/api/v1/me/claims").status_code == 405
    assert client.post("/api/v1/claims/acts", json={"code": code}).status_code == 409
    assert client.post("/api/v1/claims", headers=bearer).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"channel": "email"},
        {"channel": "pigeon", "contact": "a@example.org"},
        {"channel": "sms", "contact": "a@example.org"},
        {"channel": "sms", "contact": "0321123456"},
        {"channel": "email", "contact": "0612345678"},
    ],
)
def test_a_code_wants_one_contact_that_can_be_written_to(
    client: FlaskClient, body: dict[str, str]
) -> None:
    assert client.post("/api/v1/codes", json=body).status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"code_id": "00000000-0000-4000-8000-000000000000"},
        {"code_id": "x", "code": "123456"},
        {"code_id": "00000000-0000-4000-8000-000000000000", "code": "abcdef"},
        {"code": "123456"},
    ],
)
def test_a_guest_session_wants_one_proof(client: FlaskClient, body: dict[str, str]) -> None:
    assert client.post("/api/v1/guest-sessions", json=body).status_code == 422


def test_what_a_finder_of_a_code_sees_names_nobody(client: FlaskClient) -> None:
    guest = make_guest()
    guest.display_name = "Zoé Martin"
    make_idea(author=guest)
    code = claims.make_claim(guest.id)
    db.session().commit()
    said = client.post("/api/v1/claims/acts", json={"code": code}).text
    assert "Zoé" not in said
