"""A call from its draft to its decision by programs that know the OpenAPI document alone."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage

from beffroi.core import clock as core_clock
from beffroi.identity.models import Person
from tests.factories import make_moderator, make_person, make_staff
from tests.offices_factories import make_office, make_term
from tests.picture_factories import photo
from tests.relay_factories import PLACE, entry, make_relay
from tests.request_factories import in_days
from tests.support.people import SignIn
from tests.support.stranger import Stranger

WORDS = ("question", "summary", "easy", "for_whom", "information", "what_happens", "who_decides")
OPTIONS = [{"id": "a1", "label": "Les enfants"}, {"id": "a2", "label": "Tous"}]
QUESTION = {"id": "q1", "kind": "single", "label": "Pour qui ?", "options": OPTIONS}
CALL = "/calls/{slug}"
ANSWER = "L’abri sera posé, car on attend sous la pluie."
DECIDED = {"decision": "Un abri.", "reasons": "Il sert chaque jour.", "taken": "Tout."}

Enter = Callable[[Person], Stranger]


@pytest.fixture
def enter(app: Flask, sign_in: SignIn) -> Enter:
    """A program in the name of somebody, with the document it was given."""
    document = app.test_client().get("/api/openapi.json").get_json()
    return lambda person: Stranger(sign_in(person), document)


def test_a_call_is_opened_lived_answered_and_concluded_by_programs(
    enter: Enter, drain: Callable[[], int], clock: datetime
) -> None:
    office, holding = make_office("mairie"), make_person()
    make_term(office, holding)
    staff, moderator, relay = map(enter, (make_staff(), make_moderator(), make_relay()))
    author, neighbour = enter(make_person()), enter(make_person())
    questionnaire = open_call(staff)
    idea = propose(author)
    relay.do("POST /assisted-acts", **entry(call="la-place", title="Des bancs"))
    drain()
    publish_all(moderator)
    take_part(neighbour, idea, questionnaire)
    drain()
    publish_all(moderator)

    answer(staff, enter(holding), idea)
    answer_the_others(staff, idea)
    drain()
    assert ANSWER in told(author)
    with core_clock.at(clock + timedelta(days=20)):
        decided_on = in_days(0).isoformat()
        staff.do(f"PUT {CALL}/conclusion", slug="la-place", **DECIDED, decided_on=decided_on)
        drain()
        assert DECIDED["reasons"] in told(author)
        assert DECIDED["reasons"] in told(neighbour)
        read_it_all(neighbour, idea)


def open_call(staff: Stranger) -> dict[str, Any]:
    """Refused while the sheet lacks something, and says what; its questionnaire is out with it."""
    slug = staff.do("POST /calls", contract="lens-lievin", title="La place")["slug"]
    refused = staff.ask(f"POST {CALL}/publication", slug=slug)
    assert (refused.status_code, set(WORDS) <= refused.get_json()["errors"].keys()) == (422, True)
    sheet = dict.fromkeys(WORDS, "Quelques mots.") | {"level": "concertation"}
    staff.do(f"PATCH {CALL}", slug=slug, **sheet, decided_on=in_days(60).isoformat())
    phase = {"opens_on": in_days(0).isoformat(), "closes_on": in_days(10).isoformat()}
    acts = ["submit", "revise", "comment", "support", "answer"]
    staff.do(f"PUT {CALL}/phases", slug=slug, phases=[phase | {"acts": acts}])
    staff.do(f"PUT {CALL}/fields", slug=slug, questions=[QUESTION], seen_version=0)
    made = staff.do(f"POST {CALL}/questionnaires", slug=slug, title="Vos chemins")
    one = {"questionnaire_id": made["id"]}
    asked = {"questions": [QUESTION], "seen_version": made["version"]}
    staff.do("PUT /questionnaires/{questionnaire_id}/questions", **one, **asked)
    out = staff.do("PUT /questionnaires/{questionnaire_id}/publication", **one, published=True)
    assert staff.do(f"POST {CALL}/publication", slug=slug)["lacks"] == {}
    return dict(out)


def propose(author: Stranger) -> str:
    """With what the call asks besides, a point and a picture."""
    idea = author.do(
        "POST /ideas",
        call="la-place",
        title="Un abri",
        body="On attend sous la pluie.",
        neighbourhood=PLACE,
        fields={"q1": "a2"},
        point={"latitude": 50.4231, "longitude": 2.7841},
    )
    picture = FileStorage(BytesIO(photo()), "place.jpg")
    laid = {"photo": picture, "alternative": "La place vide."}
    author.do("POST /ideas/{idea_id}/photos", idea_id=idea["id"], **laid)
    return str(idea["id"])


def publish_all(moderator: Stranger) -> None:
    """Each case as it was read."""
    for case in moderator.do("GET /cases")["items"]:
        read = moderator.do("GET /cases/{case_id}", case_id=case["id"])
        verdict = {"outcome": "publish", "seen_version": read["subject"]["version"]}
        moderator.do("POST /cases/{case_id}/decision", case_id=case["id"], **verdict)


def take_part(neighbour: Stranger, idea: str, questionnaire: dict[str, Any]) -> None:
    """A support, what is said against, and a sheet."""
    neighbour.do("PUT /ideas/{idea_id}/support", idea_id=idea, support=True)
    against = {"body": "Le bois pourrit.", "position": "against"}
    neighbour.do("POST /ideas/{idea_id}/comments", idea_id=idea, **against)
    sheet = {"answers": {"q1": "a1"}, "version": questionnaire["version"]}
    path = "/questionnaires/{questionnaire_id}/answers"
    assert neighbour.do(f"PUT {path}", questionnaire_id=questionnaire["id"], **sheet)["counted"]


def answer(staff: Stranger, holder: Stranger, idea: str) -> None:
    """Sorted in the inbox; an office is asked, and says what it does, why and what comes next."""
    one = {"idea_id": idea}
    staff.do("PUT /inbox/ideas/{idea_id}/tags", **one, label="Mobilier")
    staff.do("POST /inbox/ideas/{idea_id}/notes", **one, body="Vu avec la voirie.")
    asked = {"subject_kind": "idea", "subject_id": idea, "office": "mairie", "reason": "Quand ?"}
    staff.do("POST /requests", **asked)
    [mine] = holder.do("GET /me/requests")["items"]
    path = "/requests/{request_id}"
    holder.do(f"PUT {path}/acknowledgement", request_id=mine["id"])
    reply = {"effect": "kept", "words": ANSWER, "next_step": "visite avec les voisins"}
    day = in_days(30).isoformat()
    holder.do(f"POST {path}/answers", request_id=mine["id"], **reply, next_step_on=day)


def answer_the_others(staff: Stranger, idea: str) -> None:
    """What is left, in one act that is read before it is done."""
    left = [one["id"] for one in staff.do("GET /inbox/ideas")["items"] if one["id"] != idea]
    act = {"act": "move", "stage": "kept", "answer": "Des bancs viendront.", "ideas": left}
    made = staff.do("POST /inbox/batches", **act)
    path = "/inbox/batches/{bulk_id}/confirmation"
    assert staff.do(f"PUT {path}", bulk_id=made["id"], digest=made["digest"])["changed_count"] == 1


def told(person: Stranger) -> str:
    """All that somebody was told."""
    return str([one["words"] for one in person.do("GET /me/messages")["items"]])


def read_it_all(person: Stranger, idea: str) -> None:
    """What the public page says, and what became of the call."""
    read = person.do("GET /ideas/{idea_id}", idea_id=idea)
    assert (read["support_count"], read["against_count"], read["stage"]) == (1, 1, "kept")
    assert [one["alternative"] for one in read["photos"]] == ["La place vide."]
    steps = person.do("GET /ideas/{idea_id}/history", idea_id=idea)
    assert [step["kind"] for step in steps] == ["asked", "moved"]
    assert steps[1]["next_step"] == "visite avec les voisins"
    assert person.do(f"GET {CALL}/conclusion", slug="la-place")["reasons"] == DECIDED["reasons"]
