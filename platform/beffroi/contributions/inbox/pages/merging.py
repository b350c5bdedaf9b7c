"""Putting an idea with another, and taking it apart."""

import uuid
from typing import Any

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import services
from beffroi.contributions.inbox.merge_schemas import JoinForm, ReasonSchema
from beffroi.contributions.inbox.pages.ideas import HERE, LONGEST
from beffroi.contributions.inbox.pages.sorting import done
from beffroi.contributions.policies import MOVE
from beffroi.contributions.proposals import IdeaFilters
from beffroi.contributions.views import IdeaCard, IdeaView
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, see_other
from beffroi.core.policy import guarded, require
from beffroi.core.problems import Invalid
from beffroi.core.text import is_clean
from beffroi.territories.services import scope_of

ONE = f"{HERE}/<uuid:idea_id>"

blueprint = PageBlueprint("merging", __name__)


@blueprint.get(f"{ONE}/reunir")
@guarded(MOVE)
def choose(idea_id: uuid.UUID) -> Response:
    """The ideas it could join: those that resemble it, or those that hold some words."""
    return _join_page(idea_id, Form())


@blueprint.post(f"{ONE}/reunir")
@guarded(MOVE)
def join(idea_id: uuid.UUID) -> BaseResponse:
    """Have it join another."""
    form = load_form(JoinForm())
    actor = current_actor()
    if not done(
        form,
        lambda: services.merge_ideas(actor, form.data["target"], [idea_id], form.data["reason"]),
    ):
        return _join_page(idea_id, form)
    notice(_("Les deux idées n’en font plus qu’une. Les personnes concernées sont prévenues."))
    return see_other(f"/idees/{form.data['target']}")


@blueprint.get(f"{ONE}/separer")
@guarded(MOVE)
def ask_to_separate(idea_id: uuid.UUID) -> Response:
    """Say why, before it stands alone again."""
    return _separation_page(idea_id, Form())


@blueprint.post(f"{ONE}/separer")
@guarded(MOVE)
def separate(idea_id: uuid.UUID) -> BaseResponse:
    """Have it stand alone again."""
    form = load_form(ReasonSchema())
    if not done(
        form, lambda: services.separate_idea(current_actor(), idea_id, form.data["reason"])
    ):
        return _separation_page(idea_id, form)
    notice(_("Les deux idées sont de nouveau séparées. Les personnes concernées sont prévenues."))
    return see_other(f"/idees/{idea_id}")


def _join_page(idea_id: uuid.UUID, form: Form) -> Response:
    view = in_charge(idea_id)
    words = request.args.get("q", "").strip()[:LONGEST]
    words = words if is_clean(words) else ""
    near = [one for one in _near(view, words) if one.id != idea_id]
    options = [(one.id, one.title, f"{one.place} · {one.author_name}") for one in near]
    return desk_page("join.html", view, form, options=options, words=words)


def _near(view: IdeaView, words: str) -> list[IdeaCard]:
    """What holds the words that were asked, else what resembles it, in its contract."""
    if not words:
        found = services.similar_ideas(current_actor(), view.call.slug, view.title, view.body, 8)
        return [one.card for one in found]
    filters = IdeaFilters(contract_slug=view.contract.slug, query=words)
    return services.list_ideas(current_actor(), filters).items


def _separation_page(idea_id: uuid.UUID, form: Form) -> Response:
    return desk_page("separate.html", in_charge(idea_id), form)


def in_charge(idea_id: uuid.UUID) -> IdeaView:
    """The idea, for those who may move it."""
    view = services.idea_page(current_actor(), idea_id)
    place = view.neighbourhood.slug if view.neighbourhood else None
    require(current_actor(), MOVE, scope=scope_of(view.contract.slug, place))
    return view


def desk_page(template: str, view: IdeaView, form: Form, **more: Any) -> Response:
    """A page about it, also when its form is to be corrected."""
    status = 200 if form.is_valid else Invalid.status
    return render(
        f"contributions/inbox/{template}",
        status=status,
        section="me",
        idea=view,
        form=form,
        desk=f"{HERE}/{view.id}",
        **more,
    )
