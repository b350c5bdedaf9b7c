"""Results: figures and bars for all, texts and crossed questions for the staff."""

import uuid
from typing import Any

from flask import Response, request

from beffroi.contributions.questionnaires import presenting, problems
from beffroi.contributions.questionnaires.pages.building import ONE
from beffroi.contributions.questionnaires.policies import READ, READ_ANSWERS
from beffroi.contributions.questionnaires.services import results as services
from beffroi.contributions.questionnaires.services.results import CROSSABLE
from beffroi.core.actor import current_actor
from beffroi.core.pages import PageBlueprint, render, shared
from beffroi.core.policy import guarded
from beffroi.core.problems import NotFound

blueprint = PageBlueprint("results", __name__)


@blueprint.get("/appels/<slug:slug>/questionnaires/<uuid:questionnaire_id>/resultats")
@guarded(READ)
def figures(slug: str, questionnaire_id: uuid.UUID) -> Response:
    """What was answered, as far as it may be shown to whoever asks."""
    found = services.results_of(current_actor(), questionnaire_id)
    if found.questionnaire.call.slug != slug:
        raise NotFound(problems.UNKNOWN)
    page = render(
        "questionnaires/results.html",
        results=found,
        questionnaire=found.questionnaire,
        outcomes=[
            (one, presenting.sentence(one), presenting.tables_of(one)) for one in found.outcomes
        ],
    )
    return page if found.is_whole else shared(page)


@blueprint.get(f"{ONE}/textes/<question_id>")
@guarded(READ_ANSWERS)
def texts(questionnaire_id: uuid.UUID, question_id: str) -> Response:
    """What people wrote, for the staff alone."""
    cursor = request.args.get("apres") or None
    view, question, found, following = services.texts_of(
        current_actor(), questionnaire_id, question_id, cursor
    )
    here = request.path
    return render(
        "questionnaires/texts.html",
        questionnaire=view,
        question=question,
        texts=found,
        next_url=f"{here}?apres={following}" if following else "",
        first_url=here if cursor else "",
    )


@blueprint.get(f"{ONE}/croiser")
@guarded(READ_ANSWERS)
def cross(questionnaire_id: uuid.UUID) -> Response:
    """Two questions crossed; small numbers are hidden."""
    view = services.staffed(current_actor(), questionnaire_id)
    first, second = request.args.get("ligne", ""), request.args.get("colonne", "")
    asked = {one.id: one.label for one in view.definition.questions if one.kind in CROSSABLE}
    return render(
        "questionnaires/cross.html",
        questionnaire=view,
        choices=list(asked.items()),
        chosen=(first, second),
        table=_table(questionnaire_id, first, second) if {first, second} <= set(asked) else None,
        threshold=services.threshold(),
    )


def _table(questionnaire_id: uuid.UUID, first: str, second: str) -> dict[str, Any]:
    _view, crossing = services.crossing_of(current_actor(), questionnaire_id, first, second)
    rows = [[label, *map(presenting.shown, counts)] for label, counts in crossing.rows]
    return {"head": [crossing.first.label, *crossing.columns], "rows": rows, "of": crossing}
