"""How a call ends, on pages: for the institution at its desk, for the group at its own address."""

from typing import Any

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import rules
from beffroi.contributions.labels import OWED, SIDES
from beffroi.contributions.models import Call
from beffroi.contributions.pages.preparing import DESK, SLOWLY, attempt
from beffroi.contributions.policies import CONCLUDE, SPEAK
from beffroi.contributions.proposals import NewConclusion
from beffroi.contributions.rules import Side
from beffroi.contributions.schemas.concluding import ConclusionInputSchema, SeenSchema
from beffroi.contributions.services import concluding, conclusions
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid, PreconditionFailed

blueprint = PageBlueprint("concluding", __name__)
AT_DESK = f"{DESK}/<slug:slug>/conclusion"
OF_GROUP = "/appels/<slug:slug>/texte-commun"


@blueprint.get(AT_DESK)
@guarded(CONCLUDE)
def at_desk(slug: str) -> Response:
    """What is owed, what is missing, and the decision to write."""
    return _page(slug, Side.INSTITUTION)


@blueprint.post(AT_DESK)
@at_most(SLOWLY)
@guarded(CONCLUDE)
def conclude(slug: str) -> BaseResponse:
    """Publish the decision, or propose the text that both sides are to agree to."""
    return _written(slug, Side.INSTITUTION)


@blueprint.post(f"{AT_DESK}/accord")
@at_most(SLOWLY)
@guarded(CONCLUDE)
def agree_at_desk(slug: str) -> BaseResponse:
    """Say yes for the institution."""
    return _agreed(slug, Side.INSTITUTION)


@blueprint.get(OF_GROUP)
@guarded(SPEAK)
def of_group(slug: str) -> Response:
    """The joint text, for who speaks for the group."""
    return _page(slug, Side.GROUP)


@blueprint.post(OF_GROUP)
@at_most(SLOWLY)
@guarded(SPEAK)
def propose(slug: str) -> BaseResponse:
    """Propose the words of the group."""
    return _written(slug, Side.GROUP)


@blueprint.post(f"{OF_GROUP}/accord")
@at_most(SLOWLY)
@guarded(SPEAK)
def agree_for_group(slug: str) -> BaseResponse:
    """Say yes for the group."""
    return _agreed(slug, Side.GROUP)


def _written(slug: str, side: Side) -> BaseResponse:
    form = load_form(ConclusionInputSchema())
    actor = current_actor()
    try:
        attempt(form, lambda: concluding.conclude(actor, slug, NewConclusion(**form.data), side))
    except PreconditionFailed as stale:
        form.errors = {"decision": [stale.detail]}
    if not form.is_valid:
        return _page(slug, side, form)
    notice(_("C’est enregistré. Les personnes concernées sont prévenues."))
    return see_other(_here(slug, side))


def _agreed(slug: str, side: Side) -> BaseResponse:
    form = load_form(SeenSchema())
    if not form.is_valid:
        raise Invalid(errors=form.errors)
    kept = concluding.agree(current_actor(), slug, form.data["seen_version"], side)
    both = _("Les deux côtés ont dit oui : la décision est publiée.")
    notice(both if kept.state == "final" else _("Votre oui est noté."))
    return see_other(_here(slug, side))


def _page(slug: str, side: Side, form: Form | None = None) -> Response:
    call, text = conclusions.text_for(current_actor(), slug, side)
    kept = Form(values=vars(text) | {"decided_on": text.decided_on.isoformat()}) if text else Form()
    obstacles = conclusions.obstacles_of(call)
    return render(
        "contributions/desk_conclusion.html",
        status=200 if form is None else Invalid.status,
        section="me",
        call=call,
        text=text,
        side=side.value,
        sides=SIDES,
        form=form or kept,
        title=_("La décision") if side == Side.INSTITUTION else _("Le texte commun"),
        trail=_trail(call, side),
        here=_here(slug, side),
        owed=OWED[call.level],
        is_joint=rules.LEVELS[call.level].is_joint,
        obstacles=obstacles,
        **_unanswered(call, obstacles),
    )


def _unanswered(call: Call, obstacles: list[rules.Obstacle]) -> dict[str, Any]:
    if rules.Obstacle.UNANSWERED not in obstacles:
        return {}
    return {
        "unanswered": conclusions.unanswered_ideas(call.id),
        "unanswered_count": conclusions.unanswered_count(call.id),
    }


def _here(slug: str, side: Side) -> str:
    return (AT_DESK if side == Side.INSTITUTION else OF_GROUP).replace("<slug:slug>", slug)


def _trail(call: Call, side: Side) -> list[tuple[str, str]]:
    if side == Side.GROUP:
        return [(call.title, f"/appels/{call.slug}")]
    return [(_("Appels à contributions"), DESK), (call.title, f"{DESK}/{call.slug}")]
