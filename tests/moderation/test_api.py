"""Cases by the API: read and decided only by who moderates their place, with exact answers."""

import uuid
from typing import Any

import pytest
from flask.testing import FlaskClient

from beffroi.core import db
from tests.factories import make_moderator, make_person
from tests.moderation.notes import Notes
from tests.support.people import SignIn

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
PUBLISH = {"outcome": "publish", "seen_version": 1}


@pytest.fixture
def desk(sign_in: SignIn, notes: Notes) -> FlaskClient:
    """A moderator of Lens-Liévin, signed in."""
    return sign_in(make_moderator())


def decide(client: FlaskClient, case_id: uuid.UUID, body: dict[str, Any]) -> Any:
    return client.post(f"/api/v1/cases/{case_id}/decision", json=body, headers=SAME_SITE)


def test_the_queue_says_how_many_cases_and_what_was_found(desk: FlaskClient, notes: Notes) -> None:
    case = notes.open_case("Appelez le 06 12 34 56 78.")

    answer = desk.get("/api/v1/cases").get_json()

    assert (answer["total"], answer["next_cursor"]) == (1, None)
    [line] = answer["items"]
    assert (line["id"], line["kind"], line["found"]) == (str(case.id), "note", ["phone"])
    assert (line["contract"], line["neighbourhood"]) == ("lens-lievin", "cite-des-brebis")


def test_the_queue_can_be_filtered(desk: FlaskClient, notes: Notes) -> None:
    notes.open_case()

    assert desk.get("/api/v1/cases?overdue=true").get_json()["total"] == 0
    assert desk.get("/api/v1/cases?kind=note").get_json()["total"] == 1
    assert desk.get("/api/v1/cases?neighbourhood=cite-des-brebis").get_json()["total"] == 1


def test_a_filter_that_makes_no_sense_is_named(desk: FlaskClient) -> None:
    for field, value in (("overdue", "perhaps"), ("kind", "%00"), ("neighbourhood", "A%20B")):
        answer = desk.get(f"/api/v1/cases?{field}={value}")
        assert (answer.status_code, list(answer.get_json()["errors"])) == (422, [field])


def test_a_case_gives_the_text_and_the_place_of_each_finding(
    desk: FlaskClient, notes: Notes
) -> None:
    case = notes.open_case("Appelez le 06 12 34 56 78.")

    file = desk.get(f"/api/v1/cases/{case.id}").get_json()

    [found] = file["findings"]
    assert file["subject"]["parts"][found["part"]][found["start"] : found["end"]] == (
        "06 12 34 56 78"
    )
    assert (file["decision"], file["must_orient"], file["is_screened"]) == (None, True, True)


def test_a_decision_answers_201_and_shows_on_the_case(desk: FlaskClient, notes: Notes) -> None:
    case = notes.open_case()

    answer = decide(desk, case.id, PUBLISH)

    assert answer.status_code == 201
    assert answer.get_json()["outcome"] == "publish"
    assert desk.get(f"/api/v1/cases/{case.id}").get_json()["decision"]["outcome"] == "publish"


def test_a_refusal_that_lacks_something_names_each_field(desk: FlaskClient, notes: Notes) -> None:
    case = notes.open_case()

    answer = decide(desk, case.id, {"outcome": "refuse", "seen_version": 1})

    assert answer.status_code == 422
    assert set(answer.get_json()["errors"]) == {"reason_code", "words", "structure"}


MALFORMED: list[tuple[dict[str, Any], str]] = [
    ({"outcome": "publish"}, "seen_version"),
    ({"outcome": "burn", "seen_version": 1}, "outcome"),
    ({"outcome": "publish", "seen_version": "first"}, "seen_version"),
    ({"outcome": "publish", "seen_version": 10**30}, "seen_version"),
    (PUBLISH | {"words": 12}, "words"),
    (PUBLISH | {"words": "a\x00b"}, "words"),
    (PUBLISH | {"words": "x" * 2001}, "words"),
    (PUBLISH | {"reason_code": "ugly"}, "reason_code"),
    (PUBLISH | {"structure": "No Where"}, "structure"),
    (PUBLISH | {"colour": "red"}, "colour"),
]


def test_a_malformed_decision_names_its_field_and_decides_nothing(
    desk: FlaskClient, notes: Notes
) -> None:
    case = notes.open_case()

    for body, field in MALFORMED:
        answer = decide(desk, case.id, body)
        assert (answer.status_code, list(answer.get_json()["errors"])) == (422, [field])
    assert notes.rulings == []


def test_a_second_decision_is_a_conflict(desk: FlaskClient, notes: Notes) -> None:
    case = notes.open_case()
    decide(desk, case.id, PUBLISH)

    answer = decide(desk, case.id, PUBLISH)

    assert (answer.status_code, answer.get_json()["code"]) == (409, "case_already_decided")


def test_a_decision_on_a_text_that_changed_is_a_conflict(desk: FlaskClient, notes: Notes) -> None:
    case = notes.open_case()
    notes.rewrite(notes.texts[case.subject_id], "Autre chose.")

    answer = decide(desk, case.id, PUBLISH)

    assert (answer.status_code, answer.get_json()["code"]) == (409, "text_changed")


def test_a_case_of_another_contract_does_not_exist(desk: FlaskClient, notes: Notes) -> None:
    case = notes.open_case(contract_slug="calais", neighbourhood_slug=None)

    assert desk.get(f"/api/v1/cases/{case.id}").status_code == 404
    assert decide(desk, case.id, PUBLISH).status_code == 404
    assert desk.get("/api/v1/cases").get_json()["total"] == 0


def test_who_moderates_nothing_is_turned_away_at_the_door(
    client: FlaskClient, sign_in: SignIn, notes: Notes
) -> None:
    case = notes.open_case()
    resident = sign_in(make_person())

    for path in ("/api/v1/cases", f"/api/v1/cases/{case.id}"):
        assert client.get(path).status_code == 401
        assert resident.get(path).status_code == 403
    assert decide(client, case.id, PUBLISH).status_code == 401
    assert decide(resident, case.id, PUBLISH).status_code == 403
    db.session().refresh(case)
    assert case.decided_at is None
