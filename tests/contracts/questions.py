"""A questionnaire of the village, out and not answered yet, with questions of every kind."""

from datetime import timedelta
from typing import Any

from beffroi.contributions.models import Call
from beffroi.contributions.questionnaires.services import building
from beffroi.contributions.rules import Act, Period
from beffroi.core.actor import SYSTEM
from beffroi.core.clock import now
from tests.questionnaire_factories import make_questionnaire

PARAMETERS = {
    "call_slug": "slug",
    "questionnaire": "questionnaire_id",
    "question": "question_id",
}


def phases_with_answers() -> tuple[Period, ...]:
    """One phase in which all is open, questionnaires too."""
    return (Period(now() - timedelta(days=5), now() + timedelta(days=30), frozenset(Act)),)


def put_questions(call: Call) -> dict[str, Any]:
    """Its results are public at any time; the question named is the text that ends it."""
    questionnaire = make_questionnaire(call, results_shown="always", published_at=None)
    building.publish(SYSTEM, questionnaire.id)
    return {"questionnaire": questionnaire.id, "question": "q7"}
