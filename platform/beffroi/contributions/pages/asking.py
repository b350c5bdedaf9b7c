"""What staff asks of an office about an idea."""

import uuid

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import services
from beffroi.contributions.pages.reading import idea_page
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
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
