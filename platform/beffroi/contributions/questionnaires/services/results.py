"""Results: counts of the answers that count, whole for the staff, without small numbers for all."""

import uuid
from typing import Any

from flask import current_app
from sqlalchemy import func, select

from beffroi.contributions.models import Call
from beffroi.contributions.questionnaires import problems
from beffroi.contributions.questionnaires.models import AnswerSheet
from beffroi.contributions.questionnaires.outcomes import Outcome, Results, crossing, outcome
from beffroi.contributions.questionnaires.policies import READ_ANSWERS
from beffroi.contributions.questionnaires.rules.tallies import crossed
from beffroi.contributions.questionnaires.services.reading import found, view_of
from beffroi.contributions.questionnaires.services.tallying import answers_of, tallies_of
from beffroi.contributions.questionnaires.services.visibility import is_out
from beffroi.contributions.questionnaires.views import QuestionnaireView
from beffroi.contributions.rules.questions import Kind, Question
from beffroi.core import db, keyset
from beffroi.core.actor import Actor
from beffroi.core.policy import allows, require
from beffroi.core.problems import NotFound
from beffroi.territories.services import scope_of

CROSSABLE = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.SCALE})


def results_of(actor: Actor, questionnaire_id: uuid.UUID) -> Results:
    """What was answered: for its staff at any time, for all when it says so."""
    view, reads_all = _readable(actor, questionnaire_id)
    tallies = tallies_of(view.id, view.version, view.definition)
    least = threshold()
    # Few sheets without a name could be told apart by whoever knows who answered.
    too_few = tallies.sheets < least and (view.is_anonymous or not reads_all)
    outcomes: tuple[Outcome, ...] = ()
    if not too_few:
        mask = None if reads_all else least
        outcomes = tuple(outcome(one, mask) for one in tallies.by_id.values())
    count = tallies.sheets
    return Results(view, None if too_few and count else count, outcomes, reads_all, least)


def crossing_of(
    actor: Actor, questionnaire_id: uuid.UUID, first_id: str, second_id: str
) -> tuple[QuestionnaireView, Any]:
    """Two questions crossed, for the staff; small numbers are hidden from them too."""
    view = staffed(actor, questionnaire_id)
    first, second = _crossable(view, first_id), _crossable(view, second_id)
    table = crossed(first, second, answers_of(view.id))
    return view, crossing(first, second, table, threshold())


def texts_of(
    actor: Actor, questionnaire_id: uuid.UUID, question_id: str, cursor: str | None
) -> tuple[QuestionnaireView, Question, list[str], str | None]:
    """What people wrote in answer to a question, for the staff alone; in no order that tells."""
    view = staffed(actor, questionnaire_id)
    question = view.definition.question(question_id)
    if question is None or not is_shown_to_staff(view):
        raise NotFound(problems.NO_SUCH_QUESTION)
    text = AnswerSheet.answers[question_id].as_string()
    wanted = select(AnswerSheet.id, text.label("text")).where(
        AnswerSheet.questionnaire_id == view.id, AnswerSheet.counted, text.is_not(None), text != ""
    )
    page = keyset.page(db.session(), wanted, (AnswerSheet.id,), cursor, 50, ascending=True)
    return view, question, [row.text for row in page.rows], page.next_cursor


def staffed(actor: Actor, questionnaire_id: uuid.UUID) -> QuestionnaireView:
    """A questionnaire whose answers the actor may read one by one."""
    row, call = found(questionnaire_id)
    require(actor, READ_ANSWERS, scope=scope_of(call.contract_slug))
    return view_of(row, call)


def is_shown_to_staff(view: QuestionnaireView) -> bool:
    """Sheets without a name are shown to nobody until there are enough of them."""
    return not view.is_anonymous or sheet_count(view.id) >= threshold()


def sheet_count(questionnaire_id: uuid.UUID) -> int:
    """How many sheets count."""
    ours = AnswerSheet.questionnaire_id == questionnaire_id
    counted = select(func.count()).select_from(AnswerSheet).where(ours, AnswerSheet.counted)
    return db.session().scalar(counted) or 0


def threshold() -> int:
    """Fewer people than this are not shown: a setting of the town."""
    least: int = current_app.extensions["beffroi_settings"].smallest_count
    return least


def _readable(actor: Actor, questionnaire_id: uuid.UUID) -> tuple[QuestionnaireView, bool]:
    row, call = found(questionnaire_id)
    view = view_of(row, call)
    if _reads_all(actor, call):
        return view, True
    if not is_out(row, call) or not view.shows_results:
        raise NotFound(problems.RESULTS_NOT_PUBLIC)
    return view, False


def _reads_all(actor: Actor, call: Call) -> bool:
    return allows(actor, READ_ANSWERS, scope=scope_of(call.contract_slug))


def _crossable(view: QuestionnaireView, question_id: str) -> Question:
    question = view.definition.question(question_id)
    if question is None or question.kind not in CROSSABLE:
        raise NotFound(problems.NO_SUCH_QUESTION)
    return question
