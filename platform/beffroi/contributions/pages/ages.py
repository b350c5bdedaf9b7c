"""Saying one's age for a call that is for an age band."""

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import services
from beffroi.contributions.rules import AgeGroup
from beffroi.contributions.schemas.ages import SaidAgeFormSchema
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _, language
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, safe_next, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid, NotFound
from beffroi.identity.policies import PROVE

blueprint = PageBlueprint("ages", __name__, url_prefix="/appels/<slug:slug>/age")


@blueprint.get("")
@guarded(PROVE)
def ask(slug: str) -> Response:
    """The ages of the call, to choose from."""
    return _page(slug, Form(values={"suite": request.args.get("suite", "")}))


@blueprint.post("")
@at_most("30 per hour")
@guarded(PROVE)
def say(slug: str) -> BaseResponse:
    """Keep which one it is; a parent is written to where one is needed."""
    form = load_form(SaidAgeFormSchema())
    if form.is_valid:
        try:
            services.declare_age(
                current_actor(),
                slug,
                form.data["age"],
                form.data["parent_email"] or "",
                language(),
            )
        except Invalid as invalid:
            form.errors = {name: list(texts) for name, texts in invalid.errors.items()}
    if not form.is_valid:
        return _page(slug, form)
    notice(_("C’est noté, merci."))
    return see_other(safe_next(form.data["suite"], f"/appels/{slug}"))


def _page(slug: str, form: Form) -> Response:
    call = services.call_page(slug)
    standing = services.age_standing(current_actor(), slug)
    if standing is None:
        raise NotFound
    return render(
        "contributions/age.html",
        status=200 if form.is_valid else Invalid.status,
        section="ideas",
        call=call,
        standing=standing,
        groups=[(name.value, _said(*ages)) for name, ages in standing.groups.items()],
        asks_parent=AgeGroup.UNDER_15 in standing.groups,
        form=form,
    )


def _said(low: int, high: int) -> str:
    return _("J’ai de %(low)s à %(high)s ans", low=low, high=high)
