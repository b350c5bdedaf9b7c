"""The pages of a questionnaire: a person answers step by step, the staff builds without code."""

import re
import uuid
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from beffroi.contributions.questionnaires.models import AnswerSheet, Questionnaire
from beffroi.contributions.questionnaires.services import answering
from beffroi.core import db
from tests.factories import make_person, make_staff
from tests.questionnaire_factories import (
    ALL,
    FULL,
    make_questioning_call,
    make_questionnaire,
)
from tests.support.actors import actor_of
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def database_url(one_database: str) -> str:
    """What pages say does not depend on the database."""
    return one_database


def page_of(questionnaire: Questionnaire, slug: str) -> str:
    db.session().commit()
    return f"/appels/{slug}/questionnaires/{questionnaire.id}"


def stored() -> list[dict[str, Any]]:
    db.session().rollback()
    return list(db.session().scalars(select(AnswerSheet.answers)))


@pytest.fixture
def url(app: Flask) -> str:
    """The page of a questionnaire that is out, its questions not answered yet."""
    call = make_questioning_call(slug="parc")
    return page_of(make_questionnaire(call), "parc")


def asked(text: str) -> list[str]:
    found = re.search(r'name="posees" value="([^"]*)"', text)
    return found[1].split() if found else []


def test_a_call_leads_to_its_questionnaires(client: FlaskClient, url: str) -> None:
    page = client.get("/appels/parc").get_data(as_text=True)
    assert f'href="{url}"' in page
    assert "7 questions" in page


def test_whoever_is_not_known_is_told_what_it_takes(client: FlaskClient, url: str) -> None:
    page = client.get(url).get_data(as_text=True)
    assert "/participer?suite=" in page
    assert "posees" not in page


def test_the_page_grows_by_what_an_answer_opens_and_keeps_what_was_typed(
    sign_in: SignIn, url: str
) -> None:
    client = sign_in(make_person())
    first = asked(client.get(url).get_data(as_text=True))
    assert first == ["q1", "q4", "q5", "q6", "q7"]
    sent = {"posees": " ".join(first), "version": "1", "q-q1": "a2", "q-q7": "Les Tilleuls"}
    grown = client.post(url, data=sent)
    text = grown.get_data(as_text=True)
    assert grown.status_code == 200
    assert asked(text) == ["q1", "q2", "q4", "q5", "q6", "q7"]
    assert "Une question de plus" in text
    assert 'value="Les Tilleuls"' in text
    assert stored() == []
    sent |= {"posees": " ".join(asked(text)), "q-q2": "La boue."}
    assert client.post(url, data=sent).location == f"{url}/merci"
    assert stored() == [{"q1": "a2", "q2": "La boue.", "q7": "Les Tilleuls"}]


def test_every_kind_of_answer_comes_through_the_form(sign_in: SignIn, url: str) -> None:
    client = sign_in(make_person())
    sent = {
        "posees": "q1 q3 q4 q5 q6 q7", "version": "1", "q-q1": "a1", "q-q3": ["a1", "a2"],
        "q-q4-a2": "1", "q-q4-a1": "2", "q-q4-a3": "", "q-q5": "4", "q-q6-a1": "a2",
        "q-q7": "Le parc des Tilleuls",
    }  # fmt: skip
    assert client.post(url, data=sent).status_code == 303
    assert stored() == [FULL]
    page = client.get(url).get_data(as_text=True)
    assert "Changer mes réponses" in page
    assert "<option selected>1</option>" in page


def test_a_branch_left_behind_is_not_stored(sign_in: SignIn, url: str) -> None:
    client = sign_in(make_person())
    sent = {"posees": "q1 q2 q3 q4 q5 q6 q7", "version": "1", "q-q1": "a1", "q-q2": "La boue."}
    client.post(url, data=sent)
    assert stored() == [{"q1": "a1"}]


def test_a_fault_is_said_under_its_question(sign_in: SignIn, url: str) -> None:
    client = sign_in(make_person())
    sent = {"posees": "q1 q4 q5 q6 q7", "version": "1", "q-q4-a1": "1", "q-q4-a2": "1"}
    answer = client.post(url, data=sent)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="#f-q-q1"' in text
    assert "Deux réponses ont le rang 1." in text
    assert stored() == []


def test_answers_to_questions_that_changed_are_shown_again(
    sign_in: SignIn, url: str, app: Flask
) -> None:
    client = sign_in(make_person())
    sent = {"posees": "q1 q3 q4 q5 q6 q7", "version": "9", "q-q1": "a1", "q-q7": "Les Tilleuls"}
    answer = client.post(url, data=sent)
    assert answer.status_code == 422
    assert "Les Tilleuls" in answer.get_data(as_text=True)
    assert stored() == []


def test_thanks_lead_to_a_change_and_a_taking_back(sign_in: SignIn, url: str) -> None:
    client = sign_in(make_person())
    assert client.get(f"{url}/merci").status_code == 404
    client.post(url, data={"posees": "q1 q3 q4 q5 q6 q7", "version": "1", "q-q1": "a1"})
    assert f'href="{url}"' in client.get(f"{url}/merci").get_data(as_text=True)
    client.post(f"{url}/retirer")
    assert stored() == []


def test_a_second_tap_without_a_name_is_one_sheet(sign_in: SignIn, app: Flask) -> None:
    call = make_questioning_call(slug="parc")
    url = page_of(make_questionnaire(call, is_anonymous=True), "parc")
    client = sign_in(make_person())
    sent = {"posees": "q1 q3 q4 q5 q6 q7", "version": "1", "q-q1": "a1"}
    assert [client.post(url, data=sent).location for _tap in range(2)] == [f"{url}/merci"] * 2
    assert stored() == [{"q1": "a1"}]
    page = client.get(url).get_data(as_text=True)
    assert "Vous avez répondu" in page
    assert "posees" not in page


def test_what_is_to_be_proved_first_is_said_before_one_writes(sign_in: SignIn, app: Flask) -> None:
    call = make_questioning_call(slug="parc", min_age=16)
    url = page_of(make_questionnaire(call, is_anonymous=True), "parc")
    page = sign_in(make_person()).get(url).get_data(as_text=True)
    assert "Une preuve d’abord" in page
    assert "posees" not in page


def test_staff_builds_a_questionnaire_with_plain_forms(sign_in: SignIn, app: Flask) -> None:
    make_questioning_call(slug="parc")
    db.session().commit()
    staff = sign_in(make_staff())
    begun = staff.post(
        "/administration/appels/parc/questionnaires",
        data={"title": "Votre parc", "results_shown": "always"},
    )
    desk = begun.location
    one = {"kind": "single", "label": "Venez-vous ?", "options": "Oui\nNon", "required": "oui"}
    two = {"kind": "long", "label": "Pourquoi ?"}
    assert staff.get(f"{desk}/q/nouvelle?sorte=scale").status_code == 200
    assert staff.post(f"{desk}/q/nouvelle", data=one | {"seen_version": "1"}).location == desk
    assert staff.post(f"{desk}/q/nouvelle", data=two | {"seen_version": "2"}).location == desk
    clause = {"question": "q1", "has": "oui", "answers": ["a2"], "seen_version": "3"}
    assert "Ces réponses" in staff.get(f"{desk}/q/q2/condition?sur=q1").get_data(as_text=True)
    assert staff.post(f"{desk}/q/q2/condition", data=clause).location == f"{desk}/q/q2"
    page = staff.get(desk).get_data(as_text=True)
    shown = " ".join(page.split())  # whatever holds a sign to its word
    assert "Posée si « Venez-vous ? » a pour réponse « Non »." in shown
    staff.post(f"{desk}/etat", data={"etat": "publier"})
    row = db.session().scalars(select(Questionnaire)).one()
    assert row.published_at is not None
    assert row.definition["questions"][1]["condition"]["clauses"] == [
        {"question": "q1", "answers": ["a2"], "has": True}
    ]


@pytest.fixture
def desk(app: Flask) -> str:
    """The desk of a questionnaire that is out."""
    questionnaire = make_questionnaire(make_questioning_call(slug="parc"))
    db.session().commit()
    return f"/administration/questionnaires/{questionnaire.id}"


def definition_of(desk: str) -> list[dict[str, Any]]:
    db.session().rollback()
    row = db.session().get_one(Questionnaire, uuid.UUID(desk.rpartition("/")[2]))
    listed: list[dict[str, Any]] = row.definition["questions"]
    return listed


def test_a_question_keeps_the_ids_of_its_options_when_others_come(
    sign_in: SignIn, desk: str
) -> None:
    staff = sign_in(make_staff())
    given = {
        "kind": "single", "label": "Venez-vous au parc ?", "options": "Parfois\nNon\nOui",
        "required": "oui", "seen_version": "1",
    }  # fmt: skip
    assert staff.post(f"{desk}/q/q1", data=given).location == desk
    ids = {one["label"]: one["id"] for one in definition_of(desk)[0]["options"]}
    assert ids == {"Parfois": "a3", "Non": "a2", "Oui": "a1"}


def test_an_option_that_a_condition_needs_is_not_lost_in_silence(
    sign_in: SignIn, desk: str
) -> None:
    staff = sign_in(make_staff())
    given = {
        "kind": "single", "label": "Venez-vous au parc ?", "options": "Oui\nJamais",
        "seen_version": "1",
    }  # fmt: skip
    answer = staff.post(f"{desk}/q/q1", data=given)
    assert answer.status_code == 422
    assert "La condition demande une réponse" in answer.get_data(as_text=True)
    assert definition_of(desk)[0]["options"][1]["label"] == "Non"


def test_questions_move_and_go_with_the_conditions_on_them(sign_in: SignIn, desk: str) -> None:
    staff = sign_in(make_staff())
    staff.post(f"{desk}/q/q7/place", data={"sens": "haut"})
    assert [one["id"] for one in definition_of(desk)][-2:] == ["q7", "q6"]
    staff.post(f"{desk}/q/q2/place", data={"sens": "haut"})  # it depends on q1: refused, and said
    assert [one["id"] for one in definition_of(desk)][:2] == ["q1", "q2"]
    staff.post(f"{desk}/q/q1/place", data={"sens": "retirer"})
    assert "condition" not in definition_of(desk)[0]


def test_a_form_filled_on_older_questions_is_refused(sign_in: SignIn, desk: str) -> None:
    staff = sign_in(make_staff())
    given = {"kind": "short", "label": "Quel nom ?", "seen_version": "7"}
    assert staff.post(f"{desk}/q/q7", data=given).status_code == 422
    assert definition_of(desk)[-1]["label"] == ALL.questions[-1].label


def test_once_answered_the_questions_do_not_change(sign_in: SignIn, desk: str) -> None:
    staff = sign_in(make_staff())
    questionnaire_id = uuid.UUID(desk.rpartition("/")[2])
    answering.answer(actor_of(make_person()), questionnaire_id, FULL, 1)
    db.session().commit()
    given = {"kind": "short", "label": "Quel nom ?", "seen_version": "1"}
    assert staff.post(f"{desk}/q/q7", data=given).status_code == 422
    staff.post(f"{desk}/etat", data={"etat": "supprimer"})
    assert definition_of(desk)[-1]["label"] == ALL.questions[-1].label
    page = staff.get(desk).get_data(as_text=True)
    assert "les questions ne changent plus" in page
    assert "/q/q7" not in page


def test_staff_of_another_contract_builds_nothing_here(sign_in: SignIn, desk: str) -> None:
    stranger = sign_in(make_staff(scope_id="calais"))
    assert stranger.get(desk).status_code == 403
    assert stranger.get("/administration/questionnaires").status_code == 200
    assert stranger.get("/administration/appels/parc/questionnaires").status_code == 403


def test_the_desk_of_a_call_leads_to_what_it_asks(sign_in: SignIn, desk: str) -> None:
    staff = sign_in(make_staff())
    page = staff.get("/administration/appels/parc").get_data(as_text=True)
    assert f'href="{desk}"' in page
    assert "Questionnaire · Publié · 7 questions" in page
    assert 'href="/administration/appels/parc/champs"' in page


def test_a_draft_is_tried_by_its_staff_and_not_there_for_others(
    sign_in: SignIn, client: FlaskClient
) -> None:
    call = make_questioning_call(slug="parc")
    url = page_of(make_questionnaire(call, published_at=None), "parc")
    assert client.get(url).status_code == 404
    staff = sign_in(make_staff())
    assert "Aperçu" in staff.get(url).get_data(as_text=True)
    sent = {"posees": "q1 q3 q4 q5 q6 q7", "version": "1", "q-q1": "a1"}
    assert staff.post(url, data=sent).location == url
    assert stored() == []
