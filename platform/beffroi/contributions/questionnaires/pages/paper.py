"""A questionnaire on paper: printed to be filled, then entered by a relay for whoever filled it."""

import uuid

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions.assisted import assistance_of
from beffroi.contributions.condition_words import condition_in_words
from beffroi.contributions.pages.relay_forms import SLOWLY, blank, form_page, noted, page
from beffroi.contributions.question_forms import (
    asked_before,
    faults_by_field,
    labels_by_field,
    on_page,
    typed,
)
from beffroi.contributions.questionnaires import problems
from beffroi.contributions.questionnaires.pages.answering import conditions_of, seen_version, viewed
from beffroi.contributions.questionnaires.policies import READ
from beffroi.contributions.questionnaires.schemas import AssistedAnswersFormSchema
from beffroi.contributions.questionnaires.services import assisting, reading
from beffroi.contributions.questionnaires.services.assisting import yes_for
from beffroi.contributions.questionnaires.views import QuestionnaireView
from beffroi.contributions.rules.questions import Answers, read
from beffroi.core.actor import current_actor
from beffroi.core.i18n import language
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form
from beffroi.core.policy import guarded
from beffroi.core.problems import Forbidden, Invalid
from beffroi.identity.models import AssistedAct
from beffroi.identity.policies import RECORD_FOR_OTHERS

entering = PageBlueprint("entering", __name__, url_prefix="/relais/questionnaire")
printing = PageBlueprint("printing", __name__, url_prefix="/appels/<slug:slug>/questionnaires")


@printing.get("/<uuid:questionnaire_id>/papier")
@guarded(READ)
def paper(slug: str, questionnaire_id: uuid.UUID) -> Response:
    """The questions on paper, with their conditions in words."""
    view = viewed(slug, questionnaire_id)
    yes = yes_for(view.is_anonymous)
    return page(
        "paper_questionnaire",
        questionnaire=view,
        asked=view.definition.questions,
        when_asked=lambda one: condition_in_words(view.definition, one.condition),
        sentences=yes.sentences(language()),
    )


@entering.get("")
@guarded(RECORD_FOR_OTHERS)
def choose() -> Response:
    """Those that are answered now where the relay is: to print, and to enter."""
    found = assisting.questionnaires_for(current_actor())
    return page("questionnaires", questionnaires=found)


@entering.get("/<uuid:questionnaire_id>")
@guarded(RECORD_FOR_OTHERS)
def answers(questionnaire_id: uuid.UUID) -> Response:
    """What is asked, to be filled from the paper or with the person there."""
    return _page(_view(questionnaire_id), blank(), {})


@entering.post("/<uuid:questionnaire_id>")
@at_most(SLOWLY)
@guarded(RECORD_FOR_OTHERS)
def note_answers(questionnaire_id: uuid.UUID) -> BaseResponse:
    """Enter them and go to the receipt; what the answers open is asked first, on the same page."""
    view, form = _view(questionnaire_id), load_form(AssistedAnswersFormSchema())
    given, asked = typed(view.definition), asked_before()
    found = read(view.definition, given)
    new = [one for one in found.shown if one not in asked]
    form.errors |= faults_by_field(found.wrong, set(found.shown) - set(new))
    if new:
        return _page(view, form, given, new)

    def record() -> AssistedAct:
        helped = assistance_of(form.data, form.data["entry"])
        return assisting.record_answers(current_actor(), helped, view.id, given, seen_version())

    return noted(form, record, lambda wrong, status: _page(view, wrong, given, status=status))


def _view(questionnaire_id: uuid.UUID) -> QuestionnaireView:
    view = reading.read_questionnaire(current_actor(), questionnaire_id)
    if not view.is_open:
        raise problems.QuestionnaireClosed
    if view.call.slug not in {call.slug for call in assisting.calls_asking(current_actor())}:
        raise Forbidden  # of another territory
    return view


def _page(
    view: QuestionnaireView,
    form: Form,
    given: Answers,
    new: list[str] | None = None,
    status: int = 200,
) -> Response:
    branches = on_page(view.definition, given, new or (), every=True)
    shown = {one.question.id for one in on_page(view.definition, given)}
    yes = yes_for(view.is_anonymous)
    return form_page(
        "answers",
        form,
        Invalid.status if form.errors and status == 200 else status,
        yes=yes,
        questionnaire=view,
        branches=branches,
        shown=shown,
        new=new or (),
        labels=labels_by_field(view.definition),
        conditions=conditions_of(view),
    )
