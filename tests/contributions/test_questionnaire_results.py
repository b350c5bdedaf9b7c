"""Results: exact for the staff, without small numbers for all; sheets handed out as a stream."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from beffroi.contributions.models import CallPhase
from beffroi.contributions.questionnaires import problems
from beffroi.contributions.questionnaires.models import AnswerSheet, Questionnaire
from beffroi.contributions.questionnaires.outcomes import Results
from beffroi.contributions.questionnaires.services import answering, export, results
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, Actor
from beffroi.core.clock import now, today
from beffroi.core.ids import random_id
from beffroi.core.problems import Forbidden, NotFound
from tests.factories import make_person, make_staff
from tests.questionnaire_factories import FULL, make_questioning_call, make_questionnaire
from tests.support.actors import actor_of
from tests.support.people import SignIn
from tests.support.statements import statements

pytestmark = pytest.mark.usefixtures("app", "clock")


def staff() -> Actor:
    return actor_of(make_person(), "staff")


def answered(questionnaire: Questionnaire, *sheets: dict[str, Any]) -> None:
    for answers in sheets:
        answering.answer(actor_of(make_person()), questionnaire.id, answers, 1)
    db.session().flush()


def choices_of(found: Results, question_id: str) -> dict[str, int | None]:
    outcome = next(one for one in found.outcomes if one.question.id == question_id)
    return {choice.id: choice.count for choice in outcome.choices}


NO = {"q1": "a2"}


def test_staff_reads_every_count() -> None:
    questionnaire = make_questionnaire()
    answered(questionnaire, FULL, FULL, NO)
    found = results.results_of(staff(), questionnaire.id)
    assert (found.count, found.is_whole) == (3, True)
    assert choices_of(found, "q1") == {"a1": 2, "a2": 1}


def test_what_does_not_count_yet_is_in_no_result() -> None:
    call = make_questioning_call(min_age=16)
    questionnaire = make_questionnaire(call)
    answered(questionnaire, FULL)
    assert results.results_of(staff(), questionnaire.id).count == 0


def test_a_changed_and_a_withdrawn_answer_are_seen_in_the_next_result() -> None:
    questionnaire, person = make_questionnaire(), actor_of(make_person())
    reader, changed_at = staff(), now() + timedelta(minutes=1)
    answering.answer(person, questionnaire.id, FULL, 1)
    assert choices_of(results.results_of(reader, questionnaire.id), "q1") == {"a1": 1, "a2": 0}
    with core_clock.at(changed_at):
        answering.answer(person, questionnaire.id, NO, 1)
    assert choices_of(results.results_of(reader, questionnaire.id), "q1") == {"a1": 0, "a2": 1}
    answering.take_back(person, questionnaire.id)
    assert results.results_of(reader, questionnaire.id).count == 0


def test_for_all_small_numbers_are_hidden_with_what_would_tell_them() -> None:
    questionnaire = make_questionnaire(results_shown="always")
    answered(questionnaire, *[FULL] * 6, NO, NO)
    found = results.results_of(ANONYMOUS, questionnaire.id)
    assert (found.count, found.is_whole) == (8, False)
    assert choices_of(found, "q1") == {"a1": None, "a2": None}
    asked = {one.question.id: (one.asked, one.answered) for one in found.outcomes}
    assert asked["q2"] == (None, 0)
    assert asked["q5"] == (8, 6)


def test_for_all_nothing_is_shown_of_a_few() -> None:
    questionnaire = make_questionnaire(results_shown="always")
    answered(questionnaire, *[FULL] * 4)
    found = results.results_of(ANONYMOUS, questionnaire.id)
    assert (found.count, found.outcomes) == (None, ())
    answered(questionnaire, FULL)
    assert choices_of(results.results_of(ANONYMOUS, questionnaire.id), "q1") == {"a1": 5, "a2": 0}


def test_without_names_a_few_are_shown_to_nobody() -> None:
    questionnaire = make_questionnaire(is_anonymous=True)
    answered(questionnaire, *[FULL] * 4)
    somebody = staff()
    assert results.results_of(somebody, questionnaire.id).outcomes == ()
    with pytest.raises(problems.TooFewAnswers):
        export.exported(somebody, questionnaire.id)
    with pytest.raises(NotFound):
        results.texts_of(somebody, questionnaire.id, "q7", None)
    answered(questionnaire, FULL)
    assert results.results_of(somebody, questionnaire.id).count == 5
    assert export.exported(somebody, questionnaire.id)


@pytest.mark.parametrize(
    ("shown", "over", "is_public"),
    [
        ("never", True, False),
        ("closed", False, False),
        ("closed", True, True),
        ("always", False, True),
    ],
)
def test_results_are_public_when_the_questionnaire_says_so(
    shown: str, over: bool, is_public: bool
) -> None:
    questionnaire = make_questionnaire(results_shown=shown)
    with core_clock.at(now() + timedelta(days=31 if over else 0)):
        if is_public:
            assert results.results_of(ANONYMOUS, questionnaire.id).count == 0
        else:
            with pytest.raises(NotFound):
                results.results_of(ANONYMOUS, questionnaire.id)


def test_texts_are_for_the_staff_of_the_place() -> None:
    questionnaire = make_questionnaire(results_shown="always")
    answered(questionnaire, FULL, NO)
    _view, question, texts, following = results.texts_of(staff(), questionnaire.id, "q7", None)
    assert (question.label, texts, following) == (
        "Comment appeler le parc ?",
        ["Le parc des Tilleuls"],
        None,
    )
    for stranger in (actor_of(make_person()), actor_of(make_person(), "staff", place="calais")):
        with pytest.raises(Forbidden):
            results.texts_of(stranger, questionnaire.id, "q7", None)


def test_crossed_small_numbers_are_hidden_from_staff_too() -> None:
    questionnaire = make_questionnaire()
    answered(questionnaire, *[FULL] * 6, FULL | {"q5": 1})
    _view, crossing = results.crossing_of(staff(), questionnaire.id, "q1", "q5")
    (label, counts), _other = crossing.rows
    assert label == "Oui"
    assert counts[0] is None
    assert counts[3] is None


@pytest.fixture
def url(sign_in: SignIn) -> tuple[FlaskClient, str]:
    """Staff signed in, and the address of a questionnaire with three sheets."""
    questionnaire = make_questionnaire(make_questioning_call(slug="parc"))
    answered(questionnaire, FULL, NO | {"q7": "=1+1"}, FULL)
    db.session().commit()
    return sign_in(make_staff()), f"/api/v1/questionnaires/{questionnaire.id}"


def test_sheets_are_handed_out_as_csv_without_names(url: tuple[FlaskClient, str]) -> None:
    client, address = url
    answer = client.get(f"{address}/sheets.csv")
    assert answer.is_streamed
    lines = list(csv.reader(io.StringIO(answer.get_data(as_text=True))))
    assert lines[0][:3] == ["answered_on", "counted", "Venez-vous au parc ?"]
    assert sorted(line[2] for line in lines[1:]) == ["Non", "Oui", "Oui"]
    assert {line[-1] for line in lines[1:]} == {"Le parc des Tilleuls", "'=1+1"}
    assert "Habitant" not in answer.get_data(as_text=True)


def test_sheets_are_handed_out_as_json_with_the_questions(url: tuple[FlaskClient, str]) -> None:
    client, address = url
    answer = client.get(f"{address}/sheets.json")
    assert answer.is_streamed
    told = json.loads(answer.get_data(as_text=True))
    assert [one["id"] for one in told["questions"]] == [f"q{n}" for n in range(1, 8)]
    assert sorted(one["answers"]["q1"] for one in told["sheets"]) == ["a1", "a1", "a2"]
    assert {name for one in told["sheets"] for name in one} == {
        "answered_on", "counted", "answers",
    }  # fmt: skip


def test_every_sheet_is_handed_out_whatever_their_number(app: Flask) -> None:
    questionnaire = make_questionnaire(is_anonymous=True)
    rows = [
        AnswerSheet(
            id=random_id(), questionnaire_id=questionnaire.id, version=1, answers={"q5": n % 5 + 1},
            answered_on=today(),
        )
        for n in range(1203)
    ]  # fmt: skip
    db.session().add_all(rows)
    db.session().commit()
    view = export.exported(staff(), questionnaire.id)
    assert len(list(export.as_csv(view))) == 1 + 1203
    assert results.results_of(staff(), questionnaire.id).count == 1203


def test_pages_of_results_say_figures_and_hide_texts(sign_in: SignIn, client: FlaskClient) -> None:
    questionnaire = make_questionnaire(make_questioning_call(slug="parc"), results_shown="always")
    answered(questionnaire, *[FULL] * 5)
    db.session().commit()
    page = client.get(f"/appels/parc/questionnaires/{questionnaire.id}/resultats")
    text = page.get_data(as_text=True)
    assert "5 personnes ont répondu" in text
    assert "En moyenne 4,0" in text
    assert "Tilleuls" not in text
    team = sign_in(make_staff())
    desk = f"/administration/questionnaires/{questionnaire.id}"
    assert "Tilleuls" in team.get(f"{desk}/textes/q7").get_data(as_text=True)
    assert "Venez-vous au parc ?" in team.get(f"{desk}/croiser").get_data(as_text=True)
    crossed = team.get(f"{desk}/croiser?ligne=q1&colonne=q5").get_data(as_text=True)
    assert "Venez-vous au parc ?, selon" in crossed


def test_a_public_result_takes_few_statements(client: FlaskClient) -> None:
    questionnaire = make_questionnaire(make_questioning_call(slug="parc"), results_shown="always")
    answered(questionnaire, *[FULL] * 5)
    db.session().commit()
    with statements() as sent:
        client.get(f"/appels/parc/questionnaires/{questionnaire.id}/resultats")
    assert len(sent) <= 5


def test_answers_may_be_read_while_no_phase_opens_them(app: Flask) -> None:
    questionnaire = make_questionnaire()
    answered(questionnaire, FULL)
    db.session().execute(delete(CallPhase))
    assert results.results_of(staff(), questionnaire.id).count == 1
