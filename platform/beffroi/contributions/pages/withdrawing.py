"""An idea taken back by its author: what goes and what stays is said before."""

import uuid

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import services
from beffroi.contributions.policies import WITHDRAW
from beffroi.contributions.schemas import WithdrawalSchema
from beffroi.contributions.services.taking_back import withdraw_idea
from beffroi.contributions.views import IdeaView
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Forbidden, Invalid
from beffroi.core.register import Choice

blueprint = PageBlueprint("withdrawing", __name__, url_prefix="/idees/<uuid:idea_id>")


@blueprint.get("/retirer")
@guarded(WITHDRAW)
def asking(idea_id: uuid.UUID) -> Response:
    """What goes with it, before it goes."""
    return _page(_mine(idea_id), Form())


@blueprint.post("/retirer")
@at_most("20 per minute")
@guarded(WITHDRAW)
def withdraw(idea_id: uuid.UUID) -> BaseResponse:
    """Take it back; nothing brings it back again."""
    form = load_form(WithdrawalSchema())
    view = _mine(idea_id)
    if not form.is_valid:
        return _page(view, form)
    withdraw_idea(current_actor(), idea_id, Choice(form.data["texts"]))
    notice(_("C’est fait : cette idée n’est plus la vôtre."))
    return see_other("/suivi" if current_actor().is_guest else "/moi/idees")


def _mine(idea_id: uuid.UUID) -> IdeaView:
    """A co-author leaves as one, from the page of those who write."""
    view = services.tracked_idea(current_actor(), idea_id)
    if not view.may.withdraw:
        raise Forbidden
    return view


def _page(view: IdeaView, form: Form) -> Response:
    return render(
        "contributions/withdraw.html",
        status=200 if form.is_valid else Invalid.status,
        section="me",
        idea=view,
        is_of_many=len(services.authors_of(view.id)) > 1,
        form=form,
    )
