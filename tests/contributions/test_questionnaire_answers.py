"""Answers to questionnaires: kept once, under a name or without one, counted when proved."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from beffroi.contributions.questionnaires import problems
from beffroi.contributions.questionnaires.models import AnswerRoll, AnswerSheet
from beffroi.contributions.questionnaires.services import answering, reading
from beffroi.contributions.questionnaires.services.counting import count_held_sheets
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, Actor
from beffroi.core.clock import now, today
from beffroi.core.events import StoredEvent
from beffroi.core.problems import Invalid, NotFound, ProofRequired
from beffroi.core.register import Choice
from beffroi.identity import belongings
from beffroi.identity.rules.proofs import Age, Missing, Residence
from beffroi.identity.services import erasure, proofs
from tests.factories import make_person
from tests.questionnaire_factories import FULL, make_questioning_call, make_questionnaire
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


def somebody() -> Actor:
    return actor_of(make_person())


def sheets() -> list[AnswerSheet]:
    db.session().flush()
    wanted = select(AnswerSheet).execution_options(populate_existing=True)
    return list(db.session().scalars(wanted))


def test_answers_are_kept_as_they_were_given_under_a_name() -> None:
    questionnaire, person = make_questionnaire(), somebody()
    receipt = answering.answer(person, questionnaire.id, FULL, 1)
    (sheet,) = sheets()
    assert (receipt.is_new, receipt.counted) == (True, True)
    assert (sheet.person_id, sheet.answers, sheet.counted) == (person.person_id, FULL, True)


def test_answers_to_a_branch_that_was_not_shown_are_never_stored() -> None:
    questionnaire = make_questionnaire()
    sent = FULL | {"q2": "Je cache ceci."}
    answering.answer(somebody(), questionnaire.id, sent, 1)
    db.session().flush()
    stored = db.session().execute(select(AnswerSheet.answers)).scalar_one()
    assert stored == FULL
    rows = db.session().connection().exec_driver_sql("SELECT answers FROM answer_sheet").all()
    assert "cache" not in json.dumps([str(row[0]) for row in rows])


def test_a_second_sending_changes_the_one_sheet() -> None:
    questionnaire, person = make_questionnaire(), somebody()
    answering.answer(person, questionnaire.id, FULL, 1)
    again = answering.answer(person, questionnaire.id, {"q1": "a2", "q2": "La boue."}, 1)
    assert [sheet.answers for sheet in sheets()] == [{"q1": "a2", "q2": "La boue."}]
    assert not again.is_new


def test_the_same_sending_again_is_no_fact() -> None:
    questionnaire, person = make_questionnaire(), somebody()
    for _tap in range(3):
        answering.answer(person, questionnaire.id, FULL, 1)
    facts = db.session().scalars(select(StoredEvent.name))
    assert sorted(facts) == ["CallFrozen", "SheetReceived"]


def test_the_first_answer_freezes_the_questions() -> None:
    questionnaire = make_questionnaire()
    answering.answer(somebody(), questionnaire.id, FULL, 1)
    assert questionnaire.frozen_at == now()


def test_questions_that_changed_meanwhile_are_to_be_read_again() -> None:
    questionnaire = make_questionnaire(version=2)
    with pytest.raises(problems.QuestionsChanged):
        answering.answer(somebody(), questionnaire.id, FULL, 1)


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ({}, "answers.q1"),
        ({"q1": "a9"}, "answers.q1"),
        ({"q1": "a1", "q3": ["a1", "a2", "a3"]}, "answers.q3"),
        ({"q1": "a1", "q9": "x"}, "answers.q9"),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_is_kept(sent: dict[str, Any], name: str) -> None:
    questionnaire = make_questionnaire()
    with pytest.raises(Invalid) as refused:
        answering.answer(somebody(), questionnaire.id, sent, 1)
    assert set(refused.value.errors) == {name}
    assert sheets() == []
    assert questionnaire.frozen_at is None


def test_nobody_in_particular_does_not_answer() -> None:
    questionnaire = make_questionnaire()
    with pytest.raises(ProofRequired):
        answering.answer(ANONYMOUS, questionnaire.id, FULL, 1)


def test_one_answers_while_the_call_is_open() -> None:
    questionnaire = make_questionnaire()
    person = somebody()
    with (
        core_clock.at(now() + timedelta(days=400)),
        pytest.raises(problems.QuestionnaireClosed),
    ):
        answering.answer(person, questionnaire.id, FULL, 1)


def test_a_questionnaire_being_built_is_not_there() -> None:
    questionnaire = make_questionnaire(published_at=None)
    with pytest.raises(NotFound):
        answering.answer(somebody(), questionnaire.id, FULL, 1)


def test_answers_may_be_taken_back_and_given_anew() -> None:
    questionnaire, person = make_questionnaire(), somebody()
    answering.answer(person, questionnaire.id, FULL, 1)
    answering.take_back(person, questionnaire.id)
    answering.take_back(person, questionnaire.id)
    assert sheets() == []
    assert answering.answer(person, questionnaire.id, FULL, 1).is_new


def test_a_sheet_without_a_name_says_neither_whose_it_is_nor_when() -> None:
    questionnaire, person = make_questionnaire(is_anonymous=True), somebody()
    answering.answer(person, questionnaire.id, FULL, 1)
    (sheet,) = sheets()
    assert (sheet.person_id, sheet.sent_at, sheet.answered_on) == (None, None, today())
    assert sheet.id.version == 4  # by chance: a sortable id would tell the moment
    (line,) = db.session().scalars(select(AnswerRoll))
    assert (line.person_id, line.answered_on) == (person.person_id, today())


def test_the_journal_says_nothing_of_an_answer_without_a_name() -> None:
    questionnaire = make_questionnaire(is_anonymous=True)
    answering.answer(somebody(), questionnaire.id, FULL, 1)
    assert list(db.session().scalars(select(StoredEvent))) == []


def test_without_a_name_one_answers_once_and_the_first_answer_stands() -> None:
    questionnaire, person = make_questionnaire(is_anonymous=True), somebody()
    first = answering.answer(person, questionnaire.id, FULL, 1)
    again = answering.answer(person, questionnaire.id, {"q1": "a2"}, 1)
    assert (first.is_new, again.is_new) == (True, False)
    assert [sheet.answers for sheet in sheets()] == [FULL]
    with pytest.raises(problems.AnswersHaveNoName):
        answering.take_back(person, questionnaire.id)


def test_what_the_call_asks_is_proved_first_where_there_is_no_name() -> None:
    call = make_questioning_call(min_age=16)
    questionnaire, person = make_questionnaire(call, is_anonymous=True), somebody()
    with pytest.raises(problems.ProofNeededFirst):
        answering.answer(person, questionnaire.id, FULL, 1)
    assert sheets() == []
    assert db.session().scalars(select(AnswerRoll)).all() == []
    proofs.declare_age(person, 16)
    assert answering.answer(person, questionnaire.id, FULL, 1).counted


def test_under_a_name_it_is_kept_and_counts_once_proved() -> None:
    call = make_questioning_call(residence="neighbourhood")
    questionnaire, person = make_questionnaire(call), somebody()
    assert person.person_id is not None
    receipt = answering.answer(person, questionnaire.id, FULL, 1)
    assert (receipt.counted, receipt.missing) == (False, (Missing.RESIDENCE,))
    assert count_held_sheets(person.person_id) == 0
    home = Residence("neighbourhood", "cite-des-brebis")
    proofs.record_proof(person.person_id, home, "desk", by=person)
    assert (count_held_sheets(person.person_id), count_held_sheets(person.person_id)) == (1, 0)
    assert [sheet.counted for sheet in sheets()] == [True]


def test_proofs_after_the_decision_count_nothing_more() -> None:
    call = make_questioning_call(min_age=16)
    questionnaire, person = make_questionnaire(call), somebody()
    assert person.person_id is not None
    answering.answer(person, questionnaire.id, FULL, 1)
    proofs.record_proof(person.person_id, Age(16), "declared", by=person)
    with core_clock.at(call.decided_by):
        assert count_held_sheets(person.person_id) == 0


def test_one_finds_ones_answers_again() -> None:
    questionnaire, person = make_questionnaire(), somebody()
    view = reading.read_questionnaire(person, questionnaire.id)
    assert not reading.standing_of(person, view).has_answered
    answering.answer(person, questionnaire.id, FULL, 1)
    standing = reading.standing_of(person, view)
    assert standing.sheet is not None
    assert standing.sheet.answers == FULL
    assert person.person_id is not None
    (trace,) = belongings.traces_of(person.person_id)
    assert (trace.title, trace.url) == ("Votre parc", view.url)


def test_a_guest_who_opens_an_account_brings_their_answers_along() -> None:
    named, nameless = make_questionnaire(), make_questionnaire(is_anonymous=True)
    guest, account = somebody(), somebody()
    assert guest.person_id is not None
    assert account.person_id is not None
    answering.answer(guest, named.id, FULL, 1)
    answering.answer(guest, nameless.id, FULL, 1)
    belongings.hand_over(guest.person_id, account.person_id)
    assert not answering.answer(account, named.id, FULL, 1).is_new
    assert not answering.answer(account, nameless.id, FULL, 1).is_new


def test_of_two_sheets_of_one_person_that_of_the_account_is_left() -> None:
    questionnaire, guest, account = make_questionnaire(), somebody(), somebody()
    assert guest.person_id is not None
    assert account.person_id is not None
    answering.answer(guest, questionnaire.id, {"q1": "a2"}, 1)
    answering.answer(account, questionnaire.id, FULL, 1)
    belongings.hand_over(guest.person_id, account.person_id)
    assert [(s.person_id, s.answers) for s in sheets()] == [(account.person_id, FULL)]


@pytest.mark.parametrize("choice", list(Choice))
def test_an_erasure_leaves_choices_without_a_name_or_nothing(choice: Choice) -> None:
    questionnaire, person = make_questionnaire(), somebody()
    nameless = make_questionnaire(is_anonymous=True)
    assert person.person_id is not None
    answering.answer(person, questionnaire.id, FULL, 1)
    answering.answer(person, nameless.id, FULL, 1)
    erasure.erase(person, person.person_id, choice)
    left = [
        (s.person_id, s.sent_at, s.answers)
        for s in sheets()
        if s.questionnaire_id == questionnaire.id
    ]
    anonymised = [(None, None, FULL | {"q7": ""})]
    assert left == (anonymised if choice is Choice.ANONYMISE else [])
    assert [s.answers for s in sheets() if s.questionnaire_id == nameless.id] == [FULL]
    assert db.session().scalars(select(AnswerRoll)).all() == []
