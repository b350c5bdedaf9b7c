"""Answering a questionnaire: a page that grows with the answers, whether or not scripts run."""

import json
import uuid
from typing import Any

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions.question_forms import (
    asked_before,
    faults_by_field,
    labels_by_field,
    name_of,
    on_page,
    typed,
)
from beffroi.contributions.questionnaires import problems
from beffroi.contributions.questionnaires.policies import ANSWER, READ
from beffroi.contributions.questionnaires.services import answering, reading
from beffroi.contributions.questionnaires.views import QuestionnaireView, Standing
from beffroi.contributions.rules.questions import Answers, read
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, notice, render, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid, NotFound, PreconditionFailed

blueprint = PageBlueprint(
    "answering", __name__, url_prefix="/appels/<slug:slug>/questionnaires/<uuid:questionnaire_id>"
)


@blueprint.get("")
@guarded(READ)
def questionnaire(slug: str, questionnaire_id: uuid.UUID) -> Response:
    """What is asked, and one's answers if there are some."""
    view = viewed(slug, questionnaire_id)
    standing = reading.standing_of(current_actor(), view)
    return _page(view, standing, standing.sheet.answers if standing.sheet else {})


@blueprint.post("")
@at_most("30 per minute")
@guarded(ANSWER)
def send(slug: str, questionnaire_id: uuid.UUID) -> BaseResponse:
    """Keep the answers; what they open is asked first, on the same page."""
    view = viewed(slug, questionnaire_id)
    given, asked = typed(view.definition), asked_before()
    found = read(view.definition, given)
    new = [one for one in found.shown if one not in asked]
    faults = faults_by_field(found.wrong, set(found.shown) - set(new))
    standing = reading.standing_of(current_actor(), view)
    if faults or new:
        return _page(view, standing, given, new, Form(errors=faults))
    if view.published_at is None:
        notice(_("Les questions vont jusqu’au bout. Rien n’a été gardé."), "info")
        return see_other(view.url)
    try:
        receipt = answering.answer(current_actor(), view.id, given, seen_version())
    except Invalid as invalid:
        errors = {"_schema": [text for texts in invalid.errors.values() for text in texts]}
        return _page(view, standing, given, form=Form(errors=errors))
    except PreconditionFailed as stale:
        return _page(view, standing, given, form=Form(errors={"_schema": [stale.detail]}))
    if view.is_anonymous and not receipt.is_new:
        notice(_("Vos premières réponses étaient arrivées : ce sont elles qui comptent."), "info")
    return see_other(f"{view.url}/merci")


@blueprint.get("/merci")
@guarded(ANSWER)
def thanks(slug: str, questionnaire_id: uuid.UUID) -> Response:
    """What was done, and what may still be done."""
    view = viewed(slug, questionnaire_id)
    standing = reading.standing_of(current_actor(), view)
    if not standing.has_answered:
        raise NotFound(problems.UNKNOWN)
    return render("questionnaires/thanks.html", questionnaire=view, standing=standing)


@blueprint.post("/retirer")
@at_most("30 per minute")
@guarded(ANSWER)
def take_back(slug: str, questionnaire_id: uuid.UUID) -> BaseResponse:
    """Take one's answers back."""
    view = viewed(slug, questionnaire_id)
    answering.take_back(current_actor(), view.id)
    notice(_("Vos réponses sont retirées."))
    return see_other(view.url)


def viewed(slug: str, questionnaire_id: uuid.UUID) -> QuestionnaireView:
    """The questionnaire at this address, for whoever may see it."""
    view = reading.read_questionnaire(current_actor(), questionnaire_id)
    if view.call.slug != slug:
        raise NotFound(problems.UNKNOWN)
    return view


def seen_version() -> int:
    """The version of the questions that the form was made of; 0 is none."""
    sent = request.form.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else 0


def _page(
    view: QuestionnaireView,
    standing: Standing,
    given: Answers,
    new: Any = (),
    form: Form | None = None,
) -> Response:
    form = form or Form()
    asked = on_page(view.definition, given, new)
    shown = {one.question.id for one in asked}
    return render(
        "questionnaires/answer.html",
        status=200 if form.is_valid else Invalid.status,
        questionnaire=view,
        standing=standing,
        form=form,
        labels=labels_by_field(view.definition),
        asked=asked,
        branches=on_page(view.definition, given, new, every=True),
        shown=shown,
        conditions=conditions_of(view),
    )


def conditions_of(view: QuestionnaireView) -> str:
    """What the script needs to show and hide questions as one answers."""
    told = [
        {
            "name": name_of(one["id"]),
            "id": one["id"],
            "match": one["condition"]["match"],
            "clauses": [
                {"name": name_of(c["question"]), "answers": c["answers"], "has": c["has"]}
                for c in one["condition"]["clauses"]
            ],
        }
        for one in view.questions
        if "condition" in one
    ]
    return json.dumps(told, ensure_ascii=False)
