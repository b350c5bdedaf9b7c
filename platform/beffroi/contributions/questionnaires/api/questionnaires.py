"""Questionnaires, read and built."""

import uuid
from typing import Any

from beffroi.contributions.questionnaires.policies import BUILD, READ
from beffroi.contributions.questionnaires.proposals import Description
from beffroi.contributions.questionnaires.schemas import (
    QuestionnaireInputSchema,
    QuestionnaireSchema,
    QuestionnaireStateSchema,
    QuestionsInputSchema,
)
from beffroi.contributions.questionnaires.services import building, reading
from beffroi.contributions.questionnaires.views import QuestionnaireView
from beffroi.contributions.rules.questions import from_json
from beffroi.core import db
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint, page_of
from beffroi.core.policy import guarded

blueprint = ApiBlueprint("questionnaires", __name__, description="Questionnaires of calls")


@blueprint.reads("/calls/<slug:slug>/questionnaires", page_of(QuestionnaireSchema))
@guarded(READ)
def list_questionnaires(slug: str) -> dict[str, Any]:
    """Those of a call, all on one page, in their order."""
    found = reading.questionnaires_of(current_actor(), slug)
    return {"items": found, "next_cursor": None, "total": len(found)}


@blueprint.reads("/questionnaires/<uuid:questionnaire_id>", QuestionnaireSchema)
@guarded(READ)
def read_questionnaire(questionnaire_id: uuid.UUID) -> QuestionnaireView:
    """A questionnaire with its questions."""
    return reading.read_questionnaire(current_actor(), questionnaire_id)


@blueprint.writes(
    "/calls/<slug:slug>/questionnaires",
    "POST",
    QuestionnaireSchema,
    201,
    body=QuestionnaireInputSchema,
)
@guarded(BUILD)
def add_questionnaire(
    body: dict[str, Any], slug: str
) -> tuple[QuestionnaireView, int, dict[str, str]]:
    """Begin one; only the staff of the call sees it before it is out."""
    row = building.add_questionnaire(current_actor(), slug, Description(**body))
    return _now(row.id), 201, {"Location": f"/api/v1/questionnaires/{row.id}"}


@blueprint.writes(
    "/questionnaires/<uuid:questionnaire_id>/description", "PUT", QuestionnaireSchema,
    body=QuestionnaireInputSchema,
)  # fmt: skip
@guarded(BUILD)
def describe(body: dict[str, Any], questionnaire_id: uuid.UUID) -> QuestionnaireView:
    """Change its title, its words, when its results are public."""
    building.describe(current_actor(), questionnaire_id, Description(**body))
    return _now(questionnaire_id)


@blueprint.writes(
    "/questionnaires/<uuid:questionnaire_id>/questions", "PUT", QuestionnaireSchema,
    body=QuestionsInputSchema,
)  # fmt: skip
@guarded(BUILD)
def ask(body: dict[str, Any], questionnaire_id: uuid.UUID) -> QuestionnaireView:
    """Give it these questions; 409 once somebody answered, 412 when they changed meanwhile."""
    asked = from_json({"questions": body["questions"]})
    building.ask(current_actor(), questionnaire_id, asked, body["seen_version"])
    return _now(questionnaire_id)


@blueprint.writes(
    "/questionnaires/<uuid:questionnaire_id>/publication", "PUT", QuestionnaireSchema,
    body=QuestionnaireStateSchema,
)  # fmt: skip
@guarded(BUILD)
def publish(body: dict[str, Any], questionnaire_id: uuid.UUID) -> QuestionnaireView:
    """Put it out, or out of sight while nobody has answered."""
    move = building.publish if body["published"] else building.withdraw
    move(current_actor(), questionnaire_id)
    return _now(questionnaire_id)


@blueprint.writes("/questionnaires/<uuid:questionnaire_id>", "DELETE", None, 204)
@guarded(BUILD)
def remove(questionnaire_id: uuid.UUID) -> None:
    """Have it be no more; 409 once somebody answered."""
    building.remove(current_actor(), questionnaire_id)


def _now(questionnaire_id: uuid.UUID) -> QuestionnaireView:
    db.session().flush()
    return reading.read_questionnaire(current_actor(), questionnaire_id)
