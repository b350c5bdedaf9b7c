"""A questionnaire of the village, out and not answered yet, with questions of every kind."""

from datetime import timedelta
from typing import Any

from beffroi.contributions.models import Call
from beffroi.contributions.questionnaires.services import building
from beffroi.contributions.rules import Act, Period
from beffroi.contributions.rules.questions import Definition, Kind, Question
from beffroi.contributions.services.fields import change_fields
from beffroi.core.actor import SYSTEM
from beffroi.core.clock import now
from tests.factories import make_call
from tests.questionnaire_factories import make_questionnaire
from tests.young_factories import make_young_call

NAME_IT = Question(id="q1", kind=Kind.SHORT, label="Quel nom ?")
PARAMETERS = {
    "call_slug": "slug",
    "empty_call_slug": "slug",
    "field_call_slug": "slug",
    "young_slug": "slug",
    "questionnaire": "questionnaire_id",
    "question": "question_id",
    "field": "field_id",
}


def phases_with_answers() -> tuple[Period, ...]:
    """One phase in which all is open, questionnaires too."""
    return (Period(now() - timedelta(days=5), now() + timedelta(days=30), frozenset(Act)),)


def put_questions(call: Call) -> dict[str, Any]:
    """Its results are public at any time; the question named is the text that ends it."""
    questionnaire = make_questionnaire(call, results_shown="always", published_at=None)
    building.publish(SYSTEM, questionnaire.id)
    young = make_young_call(slug=f"{call.slug}-jeunes", contract_slug=call.contract_slug)
    empty = make_call(slug=f"{call.slug}-bientot", contract_slug=call.contract_slug)
    asking = make_call(slug=f"{call.slug}-ensuite", contract_slug=call.contract_slug)
    change_fields(SYSTEM, asking.slug, Definition((NAME_IT,)), 0)
    return {
        "questionnaire": questionnaire.id,
        "question": "q7",
        "empty_call_slug": empty.slug,
        "field_call_slug": asking.slug,
        "field": "nouvelle",
        "young_slug": young.slug,
    }
