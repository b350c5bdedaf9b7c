"""Questionnaires on paper: printed, entered by a relay, kept as if the person had answered."""

import json
import uuid
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from beffroi.contributions.models import Call
from beffroi.contributions.questionnaires import problems
from beffroi.contributions.questionnaires.models import AnswerRoll, AnswerSheet, Questionnaire
from beffroi.contributions.questionnaires.services.assisting import record_answers
from beffroi.contributions.services import taking_back
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.events import StoredEvent
from beffroi.core.problems import Forbidden, Invalid
from beffroi.identity import consent
from beffroi.identity.models import Person
from beffroi.identity.problems.assistance import RelayCapReached
from beffroi.identity.services import assistance
from tests.factories import make_person
from tests.questionnaire_factories import FULL, make_questioning_call, make_questionnaire
from tests.relay_factories import CODE, OTHER_CODE, PLACE, acting, entry, form, helped, make_relay
from tests.support.actors import actor_of
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("app", "clock")
YES = {"consent_version": consent.ANSWERS.version}
NAMELESS = {"consent_version": consent.NAMELESS.version}


@pytest.fixture
def relay(app: Flask) -> Person:
    return make_relay()


@pytest.fixture
def client(relay: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(relay)


def asked(**given: Any) -> Questionnaire:
    """One that is answered in the neighbourhood of the relay."""
    made = make_questionnaire(make_questioning_call(neighbourhoods=(PLACE,)), **given)
    db.session().commit()
    return made


def sheets() -> list[AnswerSheet]:
    db.session().flush()
    wanted = select(AnswerSheet).execution_options(populate_existing=True)
    return list(db.session().scalars(wanted))


def test_they_are_of_the_person_and_the_act_names_the_questionnaire(relay: Person) -> None:
    questionnaire = asked()
    sent = FULL | {"q2": "D’une branche qui n’était pas posée."}
    act = record_answers(acting(relay), helped(**YES), questionnaire.id, sent, 1)
    [sheet] = sheets()
    assert (sheet.answers, sheet.person_id) == (FULL, act.person_id)
    assert (act.kind, act.subject_id, act.relay_id) == ("answers", questionnaire.id, relay.id)


def test_without_a_name_nothing_ties_the_sheet_to_the_act(relay: Person) -> None:
    questionnaire = asked(is_anonymous=True)
    given = helped(name="Mauricette", **NAMELESS)
    act = record_answers(acting(relay), given, questionnaire.id, FULL, 1)
    [sheet] = sheets()
    assert (sheet.person_id, sheet.sent_at) == (None, None)
    facts = [json.dumps(fact.payload) for fact in db.session().scalars(select(StoredEvent))]
    assert str(sheet.id) not in "".join(facts)
    assert sheet.id != act.subject_id
    names = [person.display_name for person in db.session().scalars(select(Person))]
    assert "Mauricette" not in names
    [line] = db.session().scalars(select(AnswerRoll))
    assert line.person_id == act.person_id


def test_nobody_answers_twice_without_a_name(relay: Person) -> None:
    questionnaire, actor = asked(is_anonymous=True), acting(relay)
    record_answers(actor, helped(new_code=CODE, **NAMELESS), questionnaire.id, FULL, 1)
    again = helped(follow_code=CODE, **NAMELESS)
    with pytest.raises(problems.AnsweredBefore):
        record_answers(actor, again, questionnaire.id, FULL, 1)
    assert len(sheets()) == 1


def test_a_second_paper_takes_the_place_of_the_first_and_is_an_act_of_its_own(
    relay: Person,
) -> None:
    questionnaire = asked()
    first = helped(new_code=CODE, **YES)
    before = record_answers(acting(relay), first, questionnaire.id, FULL, 1)
    other, changed = acting(make_relay()), FULL | {"q5": 1}
    again = helped(follow_code=CODE, **YES)
    since = record_answers(other, again, questionnaire.id, changed, 1)
    assert [sheet.answers for sheet in sheets()] == [changed]
    assert before.id != since.id
    assert before.person_id == since.person_id


def test_an_entry_sent_again_is_one_paper(relay: Person) -> None:
    questionnaire, actor = asked(is_anonymous=True), acting(relay)
    given = helped(entry_key="k-1", **NAMELESS)
    acts = {record_answers(actor, given, questionnaire.id, FULL, 1).id for _ in range(2)}
    assert len(acts) == len(sheets()) == 1


@pytest.mark.parametrize("version", [consent.CURRENT.version, consent.ANSWERS.version, "1999-01"])
def test_the_yes_must_be_to_what_is_done(relay: Person, version: str) -> None:
    questionnaire = asked(is_anonymous=True)
    with pytest.raises(Invalid) as wrong:
        record_answers(acting(relay), helped(consent_version=version), questionnaire.id, FULL, 1)
    assert list(wrong.value.errors) == ["consent"]


def test_the_yes_of_a_questionnaire_is_none_to_an_idea(client: FlaskClient) -> None:
    sent = entry(make_questioning_call(neighbourhoods=(PLACE,)), consent=consent.ANSWERS.version)
    db.session().commit()
    refused = client.post("/api/v1/assisted-acts", json=sent)
    assert list(refused.get_json()["errors"]) == ["consent"]


def test_the_cap_and_the_territory_hold(relay: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    questionnaire, actor = asked(), acting(relay)
    with pytest.raises(Forbidden):
        record_answers(actor_of(make_person()), helped(**YES), questionnaire.id, FULL, 1)
    far = helped(neighbourhood_slug="camus", **YES)
    with pytest.raises(Forbidden):
        record_answers(actor, far, questionnaire.id, FULL, 1)
    monkeypatch.setattr(assistance, "daily_cap", lambda: 0)
    with pytest.raises(RelayCapReached):
        record_answers(actor, helped(**YES), questionnaire.id, FULL, 1)
    assert sheets() == []


def test_they_are_taken_back_by_the_person_unless_they_bear_no_name(relay: Person) -> None:
    named = record_answers(acting(relay), helped(**YES), asked().id, FULL, 1)
    author = Actor("person", named.person_id, is_guest=True)
    taking_back.contest(author, named.id, "Non.", remove=True)
    assert sheets() == []
    nameless = asked(is_anonymous=True)
    act = record_answers(acting(relay), helped(**NAMELESS), nameless.id, FULL, 1)
    somebody = Actor("person", act.person_id, is_guest=True)
    with pytest.raises(problems.AnswersHaveNoName):
        taking_back.contest(somebody, act.id, "Non.", remove=True)
    assert taking_back.contest(somebody, act.id, "Pas la première.").contested_at


def test_a_page_asks_what_the_answers_open_then_leads_to_a_receipt_without_them(
    client: FlaskClient,
) -> None:
    questionnaire = asked()
    here = f"/relais/questionnaire/{questionnaire.id}"
    assert here in client.get("/relais/questionnaire").text
    assert "Je peux entrer vos réponses à votre place" in client.get(here).text
    given = form(consent=consent.ANSWERS.version) | {
        "version": "1", "posees": "q1 q4 q5 q6 q7", "q-q1": "a2", "entry": "one",
    }  # fmt: skip
    grown = client.post(here, data=given)
    assert "Qu’est-ce qui vous en empêche ?" in grown.text
    assert "Une question de plus" in grown.text
    assert sheets() == []
    whole = given | {"posees": "q1 q2 q4 q5 q6 q7", "q-q2": "Le bruit."}
    done = client.post(here, data=whole)
    assert done.status_code == 303
    receipt = client.get(done.location).text
    assert "Votre parc" in receipt
    assert "Vos réponses ne sont pas sur ce reçu." in receipt
    assert "Le bruit." not in receipt
    db.session().rollback()
    assert [sheet.answers for sheet in sheets()] == [{"q1": "a2", "q2": "Le bruit."}]
    assert "Votre parc" in client.get("/relais/journal").text


def test_what_is_wrong_is_linked_and_nothing_is_kept(client: FlaskClient) -> None:
    questionnaire = asked()
    wrong = {"version": "1", "posees": "q1 q4 q5 q6 q7", "q-q5": "9", "q-q7": "Le Parc"}
    refused = client.post(f"/relais/questionnaire/{questionnaire.id}", data=form() | wrong)
    assert refused.status_code == 422
    assert 'href="#f-q-q1"' in refused.text
    assert "Le Parc" in refused.text
    assert sheets() == []


def test_a_program_enters_them_once_for_each_paper(client: FlaskClient) -> None:
    questionnaire = asked()
    path = f"/api/v1/questionnaires/{questionnaire.id}/assisted-answers/{uuid.uuid4()}"
    words = {"kind", "title", "body"}
    body = {name: value for name, value in entry().items() if name not in words}
    body |= {"answers": FULL, "version": 1, "consent": consent.ANSWERS.version}
    sent = [client.put(path, json=body) for _ in range(2)]
    assert [answer.status_code for answer in sent] == [200, 200]
    assert sent[0].get_json()["id"] == sent[1].get_json()["id"]
    assert sent[0].get_json()["kind"] == "answers"
    db.session().rollback()
    assert len(sheets()) == 1
    other = path[:-36] + str(uuid.uuid4())
    stale = body | {"version": 9, "new_code": OTHER_CODE}
    assert client.put(other, json=stale).status_code == 412
    assert client.put(other, json=body | {"new_code": ""}).status_code == 422


def test_the_paper_says_its_conditions_in_words(app: Flask) -> None:
    questionnaire = asked(is_anonymous=True)
    call = questionnaire_call(questionnaire)
    paper = app.test_client().get(f"/appels/{call}/questionnaires/{questionnaire.id}/papier")
    assert paper.status_code == 200
    assert "Si vous avez répondu « Non » à la question 1 :" in paper.text
    assert "Choisissez au plus 2 réponses." in paper.text
    assert "Vos réponses n’ont pas de nom." in paper.text
    assert "<input" not in paper.text.partition("<article")[2].partition("</article>")[0]


def test_the_idea_form_is_printed_with_what_the_call_asks(app: Flask) -> None:
    call = questionnaire_call(asked())
    paper = app.test_client().get(f"/appels/{call}/papier")
    assert paper.status_code == 200
    assert "Votre idée, avec vos mots" in paper.text
    assert "Pour la personne relais" in paper.text


def questionnaire_call(questionnaire: Questionnaire) -> str:
    return db.session().get_one(Call, questionnaire.call_id).slug
