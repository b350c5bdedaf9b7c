"""Programs on pages and by the API: registered, shown once, revoked, found in the reference."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from beffroi.core import db
from beffroi.identity.models import Program
from tests.offices_factories import (
    make_administrator,
    make_program,
)
from tests.support.people import SignIn

PROGRAM = {
    "name": "Carte des idées",
    "contact": "carte@example.org",
    "kind": "site",
    "permissions": ["idea.support", "person.see_self"],
    "place": "contract:lens-lievin",
    "redirect_uris": "https://carte.example.org/retour\nhttp://127.0.0.1/retour",
}


@pytest.fixture
def ada(db_session: DbSession, sign_in: SignIn) -> FlaskClient:
    """Somebody who administers the platform, signed in."""
    return sign_in(make_administrator())


def test_a_secret_is_shown_once(ada: FlaskClient) -> None:
    made = ada.post("/administration/programmes", data=PROGRAM)
    assert made.status_code == 200
    found = re.search(r'id="f-secret" value="([\w-]{43})"', made.text)
    assert found
    program = db.session().scalars(select(Program)).one()
    assert program.redirects["uris"] == PROGRAM["redirect_uris"].splitlines()  # type: ignore[attr-defined]
    assert found[1] not in str(vars(program))
    assert "no-store" in made.headers["Cache-Control"]
    listed = ada.get("/administration/programmes").text
    assert "Carte des idées" in listed
    assert found[1] not in listed
    changed = ada.post(f"/administration/programmes/{program.id}/secret").text
    assert found[1] not in changed
    assert ada.post(f"/administration/programmes/{program.id}/revoquer").status_code == 303
    assert "Carte des idées" not in ada.get("/administration/programmes").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"redirect_uris": "http://carte.example.org/retour"},
        {"redirect_uris": ""},
        {"permissions": ["role.grant"]},
        {"permissions": []},
        {"kind": "partner", "permissions": ["idea.support"]},
        {"place": "planet:mars"},
        {"place": "contract:nulle-part"},
    ],
    ids=str,
)
def test_a_program_that_is_not_right_is_not_registered(
    ada: FlaskClient, wrong: dict[str, Any]
) -> None:
    answer = ada.post("/administration/programmes", data=PROGRAM | wrong)
    assert answer.status_code == 422
    assert db.session().scalar(select(Program.id)) is None
    assert 'value="Carte des idées"' in answer.text


def test_a_local_administrator_registers_within_their_place_only(sign_in: SignIn) -> None:
    elsewhere = make_program(scope_kind="contract", scope_id="lens-lievin")
    local = sign_in(make_administrator("contract", "calais"))
    assert local.post("/administration/programmes", data=PROGRAM).status_code == 422
    assert local.delete(f"/api/v1/programs/{elsewhere.id}").status_code == 404
    assert local.post(f"/api/v1/programs/{elsewhere.id}/secret").status_code == 404
    assert local.get("/api/v1/programs").get_json()["items"] == []
    calais = local.post("/administration/programmes", data=PROGRAM | {"place": "contract:calais"})
    assert calais.status_code == 200


def test_the_api_of_programs(ada: FlaskClient) -> None:
    body = {
        "name": "Open data",
        "contact": "data@example.org",
        "kind": "partner",
        "permissions": ["idea.move"],
        "place": "platform:*",
    }
    made = ada.post("/api/v1/programs", json=body)
    assert made.status_code == 201, made.text
    assert len(made.get_json()["secret"]) == 43
    [listed] = ada.get("/api/v1/programs").get_json()["items"]
    assert "secret" not in listed
    again = ada.post(f"/api/v1/programs/{listed['id']}/secret")
    assert again.get_json()["secret"] != made.get_json()["secret"]
    assert ada.delete(f"/api/v1/programs/{listed['id']}").status_code == 204
    assert ada.get("/api/v1/me/programs").get_json() == {"items": []}
    assert ada.delete(f"/api/v1/me/programs/{listed['id']}").status_code == 404


def test_the_reference_says_how_programs_get_tokens(client: FlaskClient) -> None:
    document = client.get("/api/openapi.json").get_json()
    flows = document["components"]["securitySchemes"]["program"]["flows"]
    assert "idea.move" in flows["clientCredentials"]["scopes"]
    assert "idea.support" not in flows["clientCredentials"]["scopes"]
    assert {"program": []} in document["security"]
