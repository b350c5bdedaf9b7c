"""Making several ideas of one, having it whole again, and answering those who object."""

import uuid
from typing import Any

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import services
from beffroi.contributions.inbox.merge_schemas import PartsForm, ReasonSchema
from beffroi.contributions.inbox.pages.ideas import HERE, idea_page
from beffroi.contributions.inbox.pages.merging import ONE, desk_page, in_charge
from beffroi.contributions.inbox.pages.sorting import done
from beffroi.contributions.models import Idea
from beffroi.contributions.policies import MOVE
from beffroi.contributions.proposals import Part
from beffroi.contributions.rules.splits import MAX_PARTS
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, see_other
from beffroi.core.policy import guarded

blueprint = PageBlueprint("splitting", __name__)


@blueprint.get(f"{ONE}/partager")
@guarded(MOVE)
def cut(idea_id: uuid.UUID) -> Response:
    """Its text, to be cut into several."""
    return _cut_page(idea_id, Form())


@blueprint.post(f"{ONE}/partager")
@guarded(MOVE)
def split(idea_id: uuid.UUID) -> BaseResponse:
    """Have it become several, or ask its author first."""
    form, made = load_form(PartsForm()), list[Idea]()
    if not done(form, lambda: made.extend(_split(idea_id, form.data))):
        return _cut_page(idea_id, form)
    if made:
        notice(_("L’idée est partagée en plusieurs. Les personnes concernées sont prévenues."))
        return see_other(f"/idees/{idea_id}")
    notice(_("Rien ne change encore : son auteur ou autrice doit d’abord dire oui."), "info")
    return see_other(f"{HERE}/{idea_id}")


@blueprint.get(f"{ONE}/rassembler")
@guarded(MOVE)
def ask_to_gather(idea_id: uuid.UUID) -> Response:
    """Say why, before it is whole again."""
    return _gathering_page(idea_id, Form())


@blueprint.post(f"{ONE}/rassembler")
@guarded(MOVE)
def gather(idea_id: uuid.UUID) -> BaseResponse:
    """Have it be whole again, or give the split up."""
    form = load_form(ReasonSchema())
    if not done(form, lambda: services.gather_idea(current_actor(), idea_id, form.data["reason"])):
        return _gathering_page(idea_id, form)
    notice(_("L’idée est entière. Les personnes concernées sont prévenues."))
    return see_other(f"/idees/{idea_id}")


@blueprint.post(f"{ONE}/objection")
@guarded(MOVE)
def answer(idea_id: uuid.UUID) -> BaseResponse:
    """Tell those who object why it stays."""
    form, actor = load_form(ReasonSchema()), current_actor()
    if not done(form, lambda: services.answer_objection(actor, idea_id, form.data["reason"])):
        return idea_page(idea_id, objection=form)
    notice(_("Votre réponse est envoyée."))
    return see_other(f"{HERE}/{idea_id}")


def _split(idea_id: uuid.UUID, given: dict[str, Any]) -> list[Idea]:
    """A pair of fields left empty is no part."""
    pairs = zip(given["titles"], given["bodies"], strict=False)
    parts = [Part(title, body) for title, body in pairs if title or body]
    reason, ask = given["reason"], given["ask"]
    return services.split_idea(current_actor(), idea_id, parts, reason, ask=ask)


def _cut_page(idea_id: uuid.UUID, form: Form) -> Response:
    return desk_page("split.html", in_charge(idea_id), form, parts=range(MAX_PARTS))


def _gathering_page(idea_id: uuid.UUID, form: Form) -> Response:
    view = in_charge(idea_id)
    return desk_page("gather.html", view, form, split=services.last_split(idea_id))
