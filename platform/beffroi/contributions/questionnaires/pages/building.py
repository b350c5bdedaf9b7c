"""The desk of questionnaires: those of a call, what each is, when it is out."""

import uuid

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import services as contributions
from beffroi.contributions.question_words import KINDS
from beffroi.contributions.questionnaires.labels import RESULTS_SHOWN
from beffroi.contributions.questionnaires.policies import BUILD
from beffroi.contributions.questionnaires.proposals import Description
from beffroi.contributions.questionnaires.schemas import QuestionnaireInputSchema
from beffroi.contributions.questionnaires.services import building, reading
from beffroi.contributions.questionnaires.services.results import sheet_count
from beffroi.contributions.questionnaires.services.visibility import require_builder
from beffroi.contributions.questionnaires.telling import condition_in_words
from beffroi.contributions.questionnaires.views import QuestionnaireView
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Conflict, Invalid, Problem

OF_CALL = "/administration/appels/<slug:slug>/questionnaires"
ONE = "/administration/questionnaires/<uuid:questionnaire_id>"

blueprint = PageBlueprint("building", __name__)


@blueprint.get("/administration/questionnaires")
@guarded(BUILD)
def calls() -> Response:
    """The calls for which one builds questionnaires, the last opened first."""
    found = reading.calls_to_build_for(current_actor())
    return render("questionnaires/calls.html", calls=found)


@blueprint.get(OF_CALL)
@guarded(BUILD)
def questionnaires(slug: str) -> Response:
    """Those of a call, and a new one."""
    return _list_page(slug, Form(values={"results_shown": "closed"}))


@blueprint.post(OF_CALL)
@guarded(BUILD)
def add(slug: str) -> BaseResponse:
    """Begin one and go to it."""
    form = load_form(QuestionnaireInputSchema())
    if form.is_valid:
        try:
            row = building.add_questionnaire(current_actor(), slug, Description(**form.data))
        except Invalid as invalid:
            form.errors = {name: list(texts) for name, texts in invalid.errors.items()}
        else:
            return see_other(f"/administration/questionnaires/{row.id}")
    return _list_page(slug, form)


@blueprint.get(ONE)
@guarded(BUILD)
def questionnaire(questionnaire_id: uuid.UUID) -> Response:
    """One of them, with its questions and all that can be done with it."""
    return desk_page(built(questionnaire_id), None)


@blueprint.post(ONE)
@guarded(BUILD)
def describe(questionnaire_id: uuid.UUID) -> BaseResponse:
    """Change how it presents itself."""
    view, form = built(questionnaire_id), load_form(QuestionnaireInputSchema())
    if form.is_valid:
        try:
            building.describe(current_actor(), view.id, Description(**form.data))
        except Invalid as invalid:
            form.errors = {name: list(texts) for name, texts in invalid.errors.items()}
        except Conflict as conflict:
            form.errors = {"is_anonymous": [conflict.detail]}
    if not form.is_valid:
        return desk_page(view, form)
    notice(_("C’est enregistré."))
    return see_other(view.desk_url)


@blueprint.post(f"{ONE}/etat")
@guarded(BUILD)
def move(questionnaire_id: uuid.UUID) -> BaseResponse:
    """Put it out, take it out of sight, or have it be no more."""
    view, wanted = built(questionnaire_id), request.form.get("etat", "")
    try:
        if wanted == "supprimer":
            building.remove(current_actor(), view.id)
            notice(_("Le questionnaire est supprimé."))
            return see_other(f"/administration{view.call.url}/questionnaires")
        step = building.publish if wanted == "publier" else building.withdraw
        step(current_actor(), view.id)
    except Problem as problem:
        notice(_said(problem), "error")
    else:
        out = _("Le questionnaire est publié."), _("Le questionnaire n’est plus visible.")
        notice(out[0] if wanted == "publier" else out[1])
    return see_other(view.desk_url)


def built(questionnaire_id: uuid.UUID) -> QuestionnaireView:
    """The questionnaire as its builder sees it; for others it is not there."""
    view = reading.read_questionnaire(current_actor(), questionnaire_id)
    require_builder(current_actor(), view.call.contract_slug)
    return view


def desk_page(view: QuestionnaireView, form: Form | None) -> Response:
    """Everything about one questionnaire; `form` when its description is to be mended."""
    names = ("title", "intro", "is_anonymous", "results_shown")
    kept = Form(values={name: getattr(view, name) for name in names})
    questions = view.definition.questions
    return render(
        "questionnaires/desk.html",
        status=200 if form is None else Invalid.status,
        questionnaire=view,
        form=form or kept,
        kinds=[(kind.value, label) for kind, label in KINDS.items()],
        kind_labels=KINDS,
        conditions={one.id: condition_in_words(view.definition, one) for one in questions},
        results_shown=list(RESULTS_SHOWN.items()),
        count=sheet_count(view.id),
    )


def _list_page(slug: str, form: Form) -> Response:
    call = contributions.call_page(slug, current_actor())
    require_builder(current_actor(), call.contract.slug)
    return render(
        "questionnaires/list.html",
        status=200 if form.is_valid else Invalid.status,
        call=call,
        questionnaires=reading.questionnaires_of(current_actor(), slug),
        form=form,
        results_shown=list(RESULTS_SHOWN.items()),
    )


def _said(problem: Problem) -> str:
    texts = [str(text) for found in problem.errors.values() for text in found]
    return " ".join(texts) or str(problem.detail)
