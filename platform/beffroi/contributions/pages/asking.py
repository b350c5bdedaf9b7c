"""What is done around an answer: an office asked, an idea proposed elsewhere, followed or not."""

import uuid

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import services
from beffroi.contributions.pages.reading import idea_page
from beffroi.contributions.policies import KEEP_INFORMED, MOVE
from beffroi.contributions.schemas import ForwardSchema
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.limits import at_most
from beffroi.core.pages import PageBlueprint, load_form, notice, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid
from beffroi.correspondence import services as correspondence
from beffroi.correspondence.policies import ASK
from beffroi.correspondence.proposals import Asked
from beffroi.correspondence.schemas import AskedSchema

blueprint = PageBlueprint("asking", __name__, url_prefix="/idees/<uuid:idea_id>")


@blueprint.post("/demande")
@guarded(ASK)
def ask(idea_id: uuid.UUID) -> BaseResponse | Response:
    """Ask an office for an answer to it."""
    form = load_form(AskedSchema())
    if form.is_valid:
        try:
            asked = Asked(subject_kind="idea", subject_id=idea_id, **form.data)
            correspondence.ask_office(current_actor(), asked)
        except Invalid as invalid:
            form.errors = {name: list(texts) for name, texts in invalid.errors.items()}
    if not form.is_valid:
        view = services.idea_page(current_actor(), idea_id)
        return idea_page(view, ask_form=form, status=Invalid.status)
    notice(_("La demande est envoyée à l’institution. Chacun peut voir quand elle doit répondre."))
    return see_other(f"/idees/{idea_id}")


@blueprint.post("/proposer")
@guarded(MOVE)
def forward(idea_id: uuid.UUID) -> BaseResponse | Response:
    """Propose that it become a budget project, an item of a council or of the lab."""
    form = load_form(ForwardSchema())
    if not form.is_valid:
        view = services.idea_page(current_actor(), idea_id)
        return idea_page(view, forward_form=form, status=Invalid.status)
    services.forward_idea(current_actor(), idea_id, **form.data)
    notice(_("C’est proposé, et visible sur la page de l’idée."))
    return see_other(f"/idees/{idea_id}")


@blueprint.post("/suivre")
@at_most("60 per minute")
@guarded(KEEP_INFORMED)
def follow(idea_id: uuid.UUID) -> BaseResponse:
    """Be told of what becomes of it, or no longer, as the form says."""
    follows = request.form.get("suivre") == "oui"
    services.follow_idea(current_actor(), idea_id, follows)
    if follows:
        notice(_("Vous suivez cette idée : nous vous dirons ce qu’elle devient."))
    else:
        notice(_("Vous ne suivez plus cette idée. Votre soutien, s’il y en a un, reste compté."))
    return see_other(f"/idees/{idea_id}#suivre")
