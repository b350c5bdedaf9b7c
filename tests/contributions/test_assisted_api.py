"""The notebook's door: twenty entries sent twice, at once or weeks apart, are twenty rows."""

import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from beffroi.contributions.models import Call, Idea
from beffroi.core import clock as core_clock
from beffroi.core import db, idempotency
from beffroi.identity.models import AssistedAct, Claim, Person
from beffroi.identity.rules.codes import CLAIM_LENGTH, letters
from beffroi.identity.services import assistance
from tests.factories import make_call, make_idea, make_person
from tests.relay_factories import CODE, OTHER_CODE, acting, entry, make_relay
from tests.support.people import SignIn

PATH = "/api/v1/assisted-acts"
Sent = tuple[str, dict[str, Any]]

pytestmark = pytest.mark.usefixtures("app", "clock")


@pytest.fixture
def relay(app: Flask) -> Person:
    return make_relay()


@pytest.fixture
def client(relay: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(relay)


@pytest.fixture
def call(app: Flask) -> Call:
    made = make_call()
    db.session().commit()
    return made


def twenty(call: Call) -> list[Sent]:
    """Entries as a notebook keeps them: each with its key and its code."""
    return [
        (
            uuid.uuid4().hex,
            entry(call, title=f"Idée {n}", new_code=letters(uuid.uuid4().hex * 2, CLAIM_LENGTH)),
        )
        for n in range(20)
    ]


def send(client: FlaskClient, sent: Sent) -> int:
    key, body = sent
    return client.post(PATH, json=body, headers={"Idempotency-Key": key}).status_code


def rows() -> dict[str, int]:
    db.session().rollback()
    tables = {"acts": AssistedAct, "ideas": Idea, "codes": Claim}
    return {
        name: db.session().scalar(select(func.count()).select_from(table)) or 0
        for name, table in tables.items()
    }


TWENTY = {"acts": 20, "ideas": 20, "codes": 20}


def test_twenty_entries_sent_twice_are_twenty_rows(client: FlaskClient, call: Call) -> None:
    entries = twenty(call)
    assert {send(client, one) for one in entries + entries} == {201}
    assert rows() == TWENTY


def test_sent_again_weeks_later_they_are_still_twenty(
    client: FlaskClient, relay: Person, call: Call, sign_in: SignIn
) -> None:
    entries = twenty(call)
    assert {send(client, one) for one in entries} == {201}
    with core_clock.at(core_clock.now() + timedelta(days=25)):
        idempotency.forget_old_keys()
        db.session().commit()
        assert {send(client, one) for one in entries} == {201}
    assert rows() == TWENTY


def test_two_devices_that_send_the_same_at_once_make_twenty_rows(
    app: Flask, relay: Person, call: Call, sign_in: SignIn
) -> None:
    entries = twenty(call)
    answers: list[int] = []
    clients = [sign_in(relay), sign_in(relay)]
    start = threading.Barrier(2)

    def sync(client: FlaskClient) -> None:
        start.wait()
        answers.extend(send(client, one) for one in entries)

    threads = [threading.Thread(target=sync, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) == {201}
    assert len(answers) == 40
    assert rows() == TWENTY


def test_the_answer_says_what_was_noted_and_holds_no_code(client: FlaskClient, call: Call) -> None:
    answer = client.post(PATH, json=entry(call, name="Rose"))
    body = answer.get_json()
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"{PATH}/{body['id']}"
    assert (body["kind"], body["relay_name"], body["neighbourhood"]) == (
        "idea", "Delphine", "cite-des-brebis",
    )  # fmt: skip
    assert CODE not in answer.text
    assert client.get(f"{PATH}/{body['id']}").get_json() == body
    assert client.get(PATH).get_json()["total"] == 1


def test_a_support_is_noted_too(client: FlaskClient) -> None:
    idea = make_idea()
    db.session().commit()
    body = entry(kind="support", idea=str(idea.id), title="", body="")
    assert client.post(PATH, json=body).status_code == 201
    assert client.get(f"/api/v1/ideas/{idea.id}").get_json()["support_count"] == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"body": ""}, "body"),
        ({"call": ""}, "call"),
        ({"kind": "support"}, "idea"),
        ({"kind": "vote"}, "kind"),
        ({"new_code": ""}, "new_code"),
        ({"new_code": "0000"}, "new_code"),
        ({"follow_code": OTHER_CODE}, "follow_code"),
        ({"consent": "1999-01"}, "consent"),
        ({"acted_on": "2030-01-01"}, "acted_on"),
        ({"acted_on": "hier"}, "acted_on"),
        ({"neighbourhood": "nulle-part"}, "neighbourhood"),
        ({"place": ""}, "place"),
        ({"email": "rose@example.org"}, "email"),
    ],
)
def test_what_is_wrong_is_said_by_field_and_nothing_is_written(
    client: FlaskClient, call: Call, wrong: dict[str, str], field: str
) -> None:
    answer = client.post(PATH, json=entry(call) | wrong)
    assert answer.status_code == 422
    assert field in answer.get_json()["errors"]
    assert rows() == {"acts": 0, "ideas": 0, "codes": 0}


def test_a_code_taken_is_a_conflict_and_the_entry_is_not_kept(
    client: FlaskClient, call: Call
) -> None:
    client.post(PATH, json=entry(call), headers={"Idempotency-Key": "one"})
    answer = client.post(PATH, json=entry(call), headers={"Idempotency-Key": "two"})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "claim_code_taken")
    assert rows()["ideas"] == 1


def test_at_the_cap_it_says_when_to_come_back(
    client: FlaskClient, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistance, "daily_cap", lambda: 0)
    answer = client.post(PATH, json=entry(call))
    assert (answer.status_code, answer.get_json()["code"]) == (429, "relay_cap_reached")
    assert int(answer.headers["Retry-After"]) > 0


def test_the_notebook_of_one_relay_is_not_sent_by_another(
    client: FlaskClient, relay: Person, call: Call
) -> None:
    own = assistance.notebook_of(acting(relay))
    refused = client.post(PATH, json=entry(call, notebook="0" * 16))
    assert (refused.status_code, refused.get_json()["code"]) == (403, "another_notebook")
    assert client.post(PATH, json=entry(call, notebook=own)).status_code == 201


def test_outside_the_territory_it_is_refused(client: FlaskClient, call: Call) -> None:
    assert client.post(PATH, json=entry(call, neighbourhood="camus")).status_code == 403


def test_who_is_no_relay_or_not_there_notes_nothing(
    app: Flask, call: Call, sign_in: SignIn
) -> None:
    assert app.test_client().post(PATH, json=entry(call)).status_code == 401
    assert sign_in(make_person()).post(PATH, json=entry(call)).status_code == 403


def test_the_person_reads_and_contests_by_the_api(
    app: Flask, client: FlaskClient, call: Call, drain: Callable[[], int]
) -> None:
    act_id = client.post(PATH, json=entry(call)).get_json()["id"]
    person = app.test_client()
    person.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    person.post("/suivi", data={"code": CODE})
    [seen] = person.get("/api/v1/me/assisted-acts").get_json()["items"]
    assert (seen["id"], seen["contested_at"]) == (act_id, None)
    path = f"/api/v1/me/assisted-acts/{act_id}/objection"
    said = person.put(path, json={"way": "tell", "words": "J’ai parlé d’un abri."})
    assert (said.status_code, said.get_json()["objection"]) == (200, "J’ai parlé d’un abri.")
    assert client.put(path, json={"way": "remove"}).status_code == 404
    assert person.put(path, json={"way": "remove"}).status_code == 200
    drain()
    assert client.get(PATH).get_json()["items"][0]["contested_at"]
