"""The pages of the second key: giving it at the door, setting it up, recovery codes."""

import segno
from flask import Response, request
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core import pages
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.pages import (
    Form,
    PageBlueprint,
    door_url,
    load_form,
    notice,
    safe_next,
    see_other,
)
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid
from beffroi.identity.doors import renew_cookie, slow_secrets
from beffroi.identity.policies import GIVE_SECOND_KEY, SET_SECOND_KEY
from beffroi.identity.problems.ways_in import SecondKeyNeeded
from beffroi.identity.rules.second_key import in_groups
from beffroi.identity.schemas.ways_in import CodeFormSchema
from beffroi.identity.services import recovery_codes, second_key
from beffroi.identity.services.freshness import is_fresh
from beffroi.identity.services.people import self_of

HOME = "/moi"
PAGE = "/moi/deuxieme-cle"

blueprint = PageBlueprint("second_key", __name__)


@blueprint.get("/connexion/code")
@guarded(GIVE_SECOND_KEY)
def ask_code() -> BaseResponse:
    """The code of the telephone; whoever has none yet is led to set it up, then back."""
    suite = safe_next(request.args.get("suite"), HOME)
    actor = current_actor()
    if actor.awaited_id is not None or second_key.could_be_renewed(actor):
        return _code_page(Form(values={"suite": suite}))
    return see_other(door_url(PAGE, suite) if actor.withheld else suite)


@blueprint.post("/connexion/code")
@slow_secrets
@guarded(GIVE_SECOND_KEY)
def give_code() -> BaseResponse:
    """With the right one the session opens all that is the person's."""
    form = load_form(CodeFormSchema())
    if form.is_valid:
        try:
            secret = second_key.give(current_actor(), form.data["code"])
        except Invalid as refused:
            form = _with_errors(form, refused)
    if not form.is_valid:
        return _code_page(form)
    return renew_cookie(see_other(safe_next(form.data["suite"], HOME)), secret)


@blueprint.get("/moi/deuxieme-cle")
@guarded(SET_SECOND_KEY)
def my_key() -> Response:
    """What it is, whether there is one, and the next step."""
    return _key_page(Form(values={"suite": request.args.get("suite", "")}))


@blueprint.post("/moi/deuxieme-cle")
@guarded(SET_SECOND_KEY)
def start() -> BaseResponse:
    """Make the secret that the telephone is to read."""
    second_key.start(current_actor())
    return see_other(door_url(PAGE, safe_next(request.form.get("suite"), HOME)))


@blueprint.post("/moi/deuxieme-cle/confirmer")
@slow_secrets
@guarded(SET_SECOND_KEY)
def confirm() -> BaseResponse:
    """The first code; the recovery codes are shown on this answer and never again."""
    form = load_form(CodeFormSchema())
    if form.is_valid:
        try:
            codes, secret = second_key.confirm(current_actor(), form.data["code"])
        except Invalid as refused:
            form = _with_errors(form, refused)
    if not form.is_valid:
        return _key_page(form)
    return renew_cookie(_codes_page(codes, safe_next(form.data["suite"], HOME)), secret)


@blueprint.post("/moi/deuxieme-cle/codes")
@slow_secrets
@guarded(SET_SECOND_KEY)
def renew_codes() -> BaseResponse:
    """Ten new recovery codes, against a code of the telephone."""
    form = load_form(CodeFormSchema())
    if form.is_valid:
        try:
            secret = second_key.give(current_actor(), form.data["code"])
            codes = second_key.renew_codes(current_actor())
        except Invalid as refused:
            form = _with_errors(form, refused)
    if not form.is_valid:
        return _key_page(form)
    return renew_cookie(_codes_page(codes, PAGE), secret)


@blueprint.post("/moi/deuxieme-cle/retirer")
@slow_secrets
@guarded(SET_SECOND_KEY)
def remove() -> BaseResponse:
    """Do without, against a code; not where a role asks for it."""
    form = load_form(CodeFormSchema())
    if second_key.is_needed(current_actor()):
        raise SecondKeyNeeded
    if form.is_valid:
        try:
            secret = second_key.give(current_actor(), form.data["code"])
            second_key.remove(current_actor())
        except Invalid as refused:
            form = _with_errors(form, refused)
    if not form.is_valid:
        return _key_page(form)
    notice(_("Votre deuxième clé est retirée."))
    return renew_cookie(see_other(PAGE), secret)


def _with_errors(form: Form, refused: Invalid) -> Form:
    return Form(form.values, {}, {name: list(texts) for name, texts in refused.errors.items()})


def _code_page(form: Form) -> Response:
    return pages.render(
        "identity/second_key_code.html",
        status=200 if form.is_valid else 422,
        form=form,
        suite=safe_next(form.values.get("suite"), HOME),
    )


def _key_page(form: Form) -> Response:
    actor = current_actor()
    key = second_key.key_of(actor)
    is_set = key is not None and key.confirmed_at is not None
    awaited = key is not None and second_key.is_awaited(key)
    setup = second_key.setup_of(actor, key) if key is not None and awaited else None
    return pages.render(
        "identity/second_key.html",
        status=200 if form.is_valid else 422,
        form=form,
        key=key if is_set else None,
        setup=setup,
        groups=" ".join(in_groups(setup.secret)) if setup else "",
        drawing=_drawing(setup.uri) if setup else "",
        left=recovery_codes.left(key.person_id) if key is not None else 0,
        needed=second_key.is_needed(actor),
        fresh=is_fresh(actor),
        email=self_of(actor).email,
        suite=safe_next(form.values.get("suite"), ""),
    )


def _codes_page(codes: list[str], suite: str) -> Response:
    """Rendered by the answer itself: kept for a later page, the codes would be kept somewhere."""
    return pages.render("identity/second_key_codes.html", codes=codes, suite=suite)


def _drawing(uri: str) -> Markup:
    """Black on white whatever the theme: cameras read no other well."""
    square = segno.make(uri, error="m", micro=False)
    drawn = square.svg_inline(border=4, omitsize=True, light="#fff", svgclass="qr", lineclass=None)
    return Markup(drawn)  # noqa: S704 (made by segno from numbers alone)
