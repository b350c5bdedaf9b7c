"""Suspensions on pages and by the API: from a case to the appeal and its answer."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from beffroi.contributions import services as contributions
from beffroi.contributions.proposals import NewIdea
from beffroi.core import db
from beffroi.core.clock import now
from beffroi.identity.models import Block, Person
from beffroi.moderation.models import Case
from tests.factories import make_call, make_moderator, make_person
from tests.offices_factories import (
    make_administrator,
    make_block,
)
from tests.support.actors import actor_of
from tests.support.people import SignIn

FACTS = "Trois commentaires insultants en deux jours, malgré deux rappels."
BLOCK = {"reason_code": "attacks", "justification": FACTS, "days": "7"}


@pytest.fixture
def ada(db_session: DbSession, sign_in: SignIn) -> FlaskClient:
    """Somebody who administers the platform, signed in."""
    return sign_in(make_administrator())


def case_of(author: Person, drain: Callable[[], int]) -> Case:
    """The case of a text that waits."""
    call = make_call()
    new = NewIdea(call_slug=call.slug, title="Un abri", body="Appelez-moi au 06 12 34 56 78.")
    contributions.submit_idea(actor_of(author), new)
    drain()
    return db.session().scalars(select(Case)).one()


def test_from_a_case_to_the_suspension_of_its_author_and_its_appeal(
    sign_in: SignIn, drain: Callable[[], int]
) -> None:
    author = make_person(display_name="Zohra")
    case = case_of(author, drain)
    first, second, resident = sign_in(make_moderator()), sign_in(make_moderator()), sign_in(author)
    here = f"/moderation/{case.id}/suspendre"
    assert f'href="{here}"' in first.get(f"/moderation/{case.id}").text
    assert "Suspendre la participation de Zohra" in first.get(here).text
    assert first.post(here, data=BLOCK).location == f"/moderation/{case.id}"
    [block] = db.session().scalars(select(Block))
    assert (block.contract_slug, block.person_id) == ("lens-lievin", author.id)
    mine = resident.get("/moi/suspension").text
    assert FACTS in mine
    path = f"/moi/suspension/{block.id}/contester"
    assert resident.post(path, data={"words": "Ce n’est pas moi."}).location == "/moi/suspension"
    there = f"/moderation/suspensions/{block.id}"
    assert "Quelqu’un d’autre doit répondre" in first.get(there).text
    verdict = {"outcome": "lifted", "words": "Relu : les textes ne sont pas les siens."}
    assert first.post(there, data=verdict).status_code == 403
    assert "Ce n’est pas moi." in second.get(there).text
    assert second.post(there, data=verdict).location == there
    assert "Aucune suspension en cours" in resident.get("/moi/suspension").text


def test_a_suspended_person_reads_why_signs_out_and_nothing_is_written(
    sign_in: SignIn, drain: Callable[[], int]
) -> None:
    person = make_person()
    call = make_call()
    client = sign_in(person)
    make_block(person)
    db.session().commit()
    refused = client.get(f"/appels/{call.slug}/proposer")
    assert refused.status_code == 403
    assert 'href="/moi/suspension"' in refused.text
    for path in ("/moi", "/moi/suspension", "/moi/messages", "/moi/donnees", "/moi/programmes"):
        assert client.get(path).status_code == 200, path
    assert 'href="/moi/suspension"' in client.get("/moi").text
    assert client.post("/deconnexion").status_code == 303


@pytest.mark.parametrize(
    "wrong", [{"justification": "Court."}, {"days": "0"}, {"days": "400"}, {"reason_code": "x"}]
)
def test_a_suspension_without_its_reasons_is_not_taken(
    sign_in: SignIn, drain: Callable[[], int], wrong: dict[str, str]
) -> None:
    case = case_of(make_person(), drain)
    moderator = sign_in(make_moderator())
    answer = moderator.post(f"/moderation/{case.id}/suspendre", data=BLOCK | wrong)
    assert answer.status_code == 422
    assert f'href="#f-{next(iter(wrong))}"' in answer.text
    sent: dict[str, Any] = BLOCK | wrong
    sent["days"] = int(sent["days"])
    by_api = moderator.post(f"/api/v1/cases/{case.id}/author-block", json=sent)
    assert by_api.status_code == 422


def test_a_moderator_of_another_place_finds_no_case_to_suspend_from(
    sign_in: SignIn, drain: Callable[[], int]
) -> None:
    case = case_of(make_person(), drain)
    calais = sign_in(make_moderator(scope_kind="contract", scope_id="calais"))
    assert calais.get(f"/moderation/{case.id}/suspendre").status_code == 404
    assert calais.post(f"/moderation/{case.id}/suspendre", data=BLOCK).status_code == 404
    body = {**BLOCK, "days": 7}
    assert calais.post(f"/api/v1/cases/{case.id}/author-block", json=body).status_code == 404


def test_a_local_moderator_blocks_nobody_by_number(sign_in: SignIn) -> None:
    person = make_person()
    moderator = sign_in(make_moderator())
    body = {**BLOCK, "days": 7}
    assert moderator.post(f"/api/v1/people/{person.id}/blocks", json=body).status_code == 403


def test_the_api_of_suspensions(ada: FlaskClient, sign_in: SignIn) -> None:
    person = make_person()
    resident = sign_in(person)
    body = {**BLOCK, "days": 7}
    made = ada.post(f"/api/v1/people/{person.id}/blocks", json=body)
    assert made.status_code == 201, made.text
    block_id = made.get_json()["id"]
    assert ada.post(f"/api/v1/people/{person.id}/blocks", json=body).status_code == 409
    [mine] = resident.get("/api/v1/me/blocks").get_json()["items"]
    assert "by_name" not in mine
    path = f"/api/v1/me/blocks/{block_id}/appeal"
    assert resident.post(path, json={"words": "Ce n’est pas moi."}).status_code == 201
    verdict = {"outcome": "upheld", "words": "Relu avec attention, exact."}
    refused = ada.put(f"/api/v1/blocks/{block_id}/answer", json=verdict)
    assert (refused.status_code, refused.get_json()["code"]) == (403, "not_yours_to_answer")
    other = sign_in(make_administrator())
    assert other.put(f"/api/v1/blocks/{block_id}/answer", json=verdict).status_code == 200
    assert other.get(f"/api/v1/blocks/{block_id}").get_json()["appeal_outcome"] == "upheld"
    assert len(other.get("/api/v1/blocks").get_json()["items"]) == 1


def test_an_administrator_suspends_from_a_person_s_page(ada: FlaskClient) -> None:
    person = make_person(display_name="Zohra")
    db.session().commit()
    here = f"/administration/personnes/{person.id}/suspendre"
    assert ada.get(here).status_code == 200
    assert ada.post(here, data=BLOCK).location == f"/administration/personnes/{person.id}"
    again = ada.post(here, data=BLOCK)
    assert again.status_code == 422
    assert "déjà suspendue" in again.text
    assert "En cours" in ada.get(f"/administration/personnes/{person.id}").text


@pytest.mark.parametrize("days", [6, 8])
def test_a_suspension_that_is_over_lets_write_again(sign_in: SignIn, days: int) -> None:
    from beffroi.core import clock

    person = make_person()
    make_block(person)
    call = make_call()
    client = sign_in(person)
    with clock.at(now() + timedelta(days=days)):
        answer = client.get(f"/appels/{call.slug}/proposer")
    assert answer.status_code == (403 if days == 6 else 200)
