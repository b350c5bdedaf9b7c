"""Answers: one's own, the results, and the sheets for the staff."""

import uuid
from typing import Any

from flask import Response

from beffroi.contributions.questionnaires.outcomes import Results
from beffroi.contributions.questionnaires.policies import ANSWER, READ, READ_ANSWERS
from beffroi.contributions.questionnaires.schemas import (
    AnswersReceiptSchema,
    AnswersSchema,
    AnswersStandingSchema,
    QuestionnaireResultsSchema,
)
from beffroi.contributions.questionnaires.services import answering, export, reading, results
from beffroi.contributions.questionnaires.views import Receipt, Standing
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.handing_out import handed_out
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded

blueprint = ApiBlueprint("answers", __name__, description="Answers to questionnaires")
HERE = "/questionnaires/<uuid:questionnaire_id>"
MINE = f"{HERE}/answers"


@blueprint.writes(MINE, "PUT", AnswersReceiptSchema, body=AnswersSchema)
@at_most("30 per minute")
@guarded(ANSWER)
def answer(body: dict[str, Any], questionnaire_id: uuid.UUID) -> Receipt:
    """Answer, or answer anew; sent twice it is one sheet.

    What was sent to questions that were not to be asked is not kept. Without a name the first
    answers stand, and `is_new` is false. No `Idempotency-Key` is needed, nor kept.
    """
    return answering.answer(current_actor(), questionnaire_id, body["answers"], body["version"])


@blueprint.reads(MINE, AnswersStandingSchema)
@guarded(ANSWER)
def read_own(questionnaire_id: uuid.UUID) -> Standing:
    """Whether one answered, and what, if it bears one's name."""
    actor = current_actor()
    return reading.standing_of(actor, reading.read_questionnaire(actor, questionnaire_id))


@blueprint.writes(MINE, "DELETE", None, 204)
@at_most("30 per minute")
@guarded(ANSWER)
def take_back(questionnaire_id: uuid.UUID) -> None:
    """Take one's answers back while the questionnaire is open."""
    answering.take_back(current_actor(), questionnaire_id)


@blueprint.reads(f"{HERE}/results", QuestionnaireResultsSchema)
@guarded(READ)
def read_results(questionnaire_id: uuid.UUID) -> Results:
    """Counts, for its staff at any time, for all when the questionnaire says so."""
    return results.results_of(current_actor(), questionnaire_id)


@blueprint.hands_out(f"{HERE}/sheets.csv", "text/csv")
@guarded(READ_ANSWERS)
def hand_out_csv(questionnaire_id: uuid.UUID) -> Response:
    """Every sheet without its name, a line each, as a stream."""
    view = export.exported(current_actor(), questionnaire_id)
    return handed_out(export.as_csv(view), "text/csv", f"reponses-{view.id}.csv")


@blueprint.hands_out(f"{HERE}/sheets.json", "application/json")
@guarded(READ_ANSWERS)
def hand_out_json(questionnaire_id: uuid.UUID) -> Response:
    """The questions, and every sheet without its name, as a stream."""
    view = export.exported(current_actor(), questionnaire_id)
    return handed_out(export.as_json_text(view), "application/json", f"reponses-{view.id}.json")
