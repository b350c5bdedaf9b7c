"""Acting on an idea: supporting, following and revising one's own, answering it."""

import uuid
from typing import Any

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import presenting, services, story
from beffroi.contributions.pages.reading import idea_page
from beffroi.contributions.policies import FOLLOW, MOVE, REVISE, SUPPORT
from beffroi.contributions.question_forms import (
    faults_by_field,
    labels_by_field,
    on_page,
    read_typed,
)
from beffroi.contributions.schemas import RevisionSchema, StageSchema
from beffroi.contributions.services import FollowUp, fields
from beffroi.contributions.views import IdeaView
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid, PreconditionFailed

blueprint = PageBlueprint("acting", __name__, url_prefix="/idees/<uuid:idea_id>")


@blueprint.post("/soutien")
@at_most("60 per minute")
@guarded(SUPPORT)
def support(idea_id: uuid.UUID) -> BaseResponse:
    """Support it or no longer, as the form says."""
    supports = request.form.get("soutien") == "oui"
    state = services.support_idea(current_actor(), idea_id, supports)
    if state.counted:
        notice(_("Votre soutien est compté. Merci."))
    elif supports:
        notice(_("Votre soutien est gardé. Il comptera quand vous aurez fait la preuve."), "info")
    else:
        notice(_("Votre soutien est retiré."))
    return see_other(f"/idees/{idea_id}#soutien")


@blueprint.get("/suivi")
@guarded(FOLLOW)
def tracking(idea_id: uuid.UUID) -> Response:
    """Where one's idea stands, and what to do now."""
    view = services.tracked_idea(current_actor(), idea_id)
    history = services.history_of(current_actor(), idea_id)
    steps, state = story.timeline(view, history), presenting.state(view)
    return render(
        "contributions/tracking.html",
        section="me",
        idea=view,
        steps=steps,
        state=state,
        split=services.concerns_authors(idea_id),
    )


@blueprint.post("/suivi")
@guarded(FOLLOW)
def confirm(idea_id: uuid.UUID) -> BaseResponse:
    """Say that the idea is one's own."""
    services.confirm_author(current_actor(), idea_id)
    notice(_("C’est noté : cette idée est la vôtre."))
    return see_other(f"/idees/{idea_id}/suivi")


@blueprint.get("/modifier")
@guarded(REVISE)
def revising(idea_id: uuid.UUID) -> Response:
    """One's text, to be changed."""
    return _revision_page(services.tracked_idea(current_actor(), idea_id), Form())


@blueprint.post("/modifier")
@at_most("20 per minute")
@guarded(REVISE)
def revise(idea_id: uuid.UUID) -> BaseResponse:
    """Send the new text; nothing typed is lost when the idea changed meanwhile."""
    form = load_form(RevisionSchema())
    view = services.tracked_idea(current_actor(), idea_id)
    given, found = read_typed(fields.asked_of(idea_id))
    form.errors |= faults_by_field(found.wrong, found.shown)
    if not form.is_valid:
        return _revision_page(view, form, given)
    try:
        services.revise_idea(current_actor(), idea_id, **form.data, fields=found.answers)
    except PreconditionFailed as stale:
        form.errors = {"body": [stale.detail]}
        return _revision_page(view, form, given)
    notice(_("Votre nouveau texte est envoyé."))
    return see_other(f"/idees/{idea_id}/suivi")


@blueprint.post("/etape")
@guarded(MOVE)
def move(idea_id: uuid.UUID) -> BaseResponse:
    """Bring it to a stage, with an answer to people."""
    form = load_form(StageSchema())
    view = services.idea_page(current_actor(), idea_id)
    if form.is_valid:
        try:
            given = form.data
            follow_up = FollowUp(given["next_step"], given["next_step_on"])
            words = (given["stage"], given["answer"], given["structure"])
            services.move_idea(current_actor(), idea_id, *words, follow_up)
        except Invalid as invalid:
            form.errors = {name: list(texts) for name, texts in invalid.errors.items()}
    if not form.is_valid:
        return idea_page(view, stage_form=form, status=Invalid.status)
    notice(_("La réponse est publiée et les personnes concernées sont prévenues."))
    return see_other(f"/idees/{idea_id}")


def _revision_page(view: IdeaView, form: Form, given: dict[str, Any] | None = None) -> Response:
    definition = fields.asked_of(view.id)
    answers = fields.answers_with(view.id) if given is None else given
    return render(
        "contributions/revise.html",
        status=200 if form.is_valid else Invalid.status,
        section="me",
        idea=view,
        form=form,
        asked=on_page(definition, answers),
        labels=labels_by_field(definition),
    )
