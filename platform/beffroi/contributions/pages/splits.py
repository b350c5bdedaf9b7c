"""One's own idea made into several: the old text and the new, yes, no, taken back, objected to."""

import uuid

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import services
from beffroi.contributions.policies import FOLLOW, REVISE
from beffroi.contributions.schemas.splits import SplitAnswerSchema
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid

blueprint = PageBlueprint("splits", __name__, url_prefix="/idees/<uuid:idea_id>/partage")


@blueprint.get("")
@guarded(FOLLOW)
def show(idea_id: uuid.UUID) -> Response:
    """What it was, what it becomes, and what may be answered."""
    return _page(idea_id, Form())


@blueprint.post("")
@at_most("20 per minute")
@guarded(REVISE)
def answer(idea_id: uuid.UUID) -> BaseResponse:
    """Say yes or no; the words are for the staff alone."""
    form = load_form(SplitAnswerSchema())
    if form.is_valid:
        try:
            split = services.answer_split(current_actor(), idea_id, **form.data)
        except Invalid as problem:
            form.errors = {name: list(texts) for name, texts in problem.errors.items()}
        else:
            notice(_SAID[split.state, form.data["agrees"]]())
            return see_other(f"/idees/{idea_id}/partage")
    return _page(idea_id, form)


_SAID = {
    ("made", True): lambda: _("C’est fait : votre idée est partagée en plusieurs."),
    ("made", False): lambda: _("Votre objection est envoyée à l’équipe. Elle vous répondra ici."),
    ("refused", False): lambda: _("C’est noté : rien ne change. L’équipe est prévenue."),
    ("gathered", False): lambda: _("Votre idée est de nouveau entière. L’équipe est prévenue."),
}


def _page(idea_id: uuid.UUID, form: Form) -> Response:
    return render(
        "contributions/split.html",
        status=200 if form.is_valid else Invalid.status,
        section="me",
        split=services.split_for_authors(current_actor(), idea_id),
        form=form,
    )
