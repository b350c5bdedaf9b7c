"""The pages of passwords: signing in with one, choosing, changing and removing it."""

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core import pages
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, safe_next, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid
from beffroi.identity import services
from beffroi.identity.doors import enter, slow_secrets
from beffroi.identity.policies import CHANGE_PASSWORD, SIGN_IN
from beffroi.identity.rules.passwords import MIN_PASSWORD
from beffroi.identity.rules.signing import device_name
from beffroi.identity.schemas.ways_in import (
    PasswordSchema,
    PasswordSignInFormSchema,
    RemovePasswordFormSchema,
)
from beffroi.identity.services import passwords
from beffroi.identity.services.closing import leave
from beffroi.identity.services.freshness import is_fresh

HOME = "/moi"
PAGE = "/moi/mot-de-passe"

blueprint = PageBlueprint("passwords", __name__)


@blueprint.get("/connexion/mot-de-passe")
@guarded(SIGN_IN)
def sign_in() -> BaseResponse:
    """For those who chose one; the link by mail stays the way for all."""
    suite = safe_next(request.args.get("suite"), HOME)
    if current_actor().is_in_session:
        return see_other(pages.sign_in_url(suite))
    return _sign_in_page(Form(values={"suite": suite}))


@blueprint.post("/connexion/mot-de-passe")
@slow_secrets
@guarded(SIGN_IN)
def use_password() -> BaseResponse:
    """The same answer, after the same work, whether or not the address is known."""
    form = load_form(PasswordSignInFormSchema())
    if not form.is_valid:
        return _sign_in_page(form)
    device = device_name(request.user_agent.string)
    try:
        found = passwords.sign_in(form.data["email"], form.data["password"], device)
    except Invalid as refused:
        return _sign_in_page(_with_errors(form, refused))
    _person, session, secret = found
    leave(current_actor())
    return enter(session, secret, safe_next(form.data["suite"], HOME))


@blueprint.get("/moi/mot-de-passe")
@guarded(CHANGE_PASSWORD)
def my_password() -> Response:
    """Whether there is one, since when, and the form to change it."""
    return _password_page(Form())


@blueprint.post("/moi/mot-de-passe")
@slow_secrets
@guarded(CHANGE_PASSWORD)
def choose_password() -> BaseResponse:
    """Set or replace it; the other devices are signed out."""
    form = load_form(PasswordSchema())
    if form.is_valid:
        try:
            passwords.choose_password(current_actor(), **form.data)
        except Invalid as refused:
            form = _with_errors(form, refused)
    if not form.is_valid:
        return _password_page(form)
    notice(_("Votre mot de passe est enregistré. Les autres appareils sont déconnectés."))
    return see_other(PAGE)


@blueprint.post("/moi/mot-de-passe/retirer")
@slow_secrets
@guarded(CHANGE_PASSWORD)
def remove_password() -> BaseResponse:
    """Back to links alone."""
    form = load_form(RemovePasswordFormSchema())
    if form.is_valid:
        try:
            passwords.remove_password(current_actor(), **form.data)
        except Invalid as refused:
            form = _with_errors(form, refused)
    if not form.is_valid:
        return _password_page(form)
    notice(_("Votre mot de passe est retiré. Vous vous connectez par un lien reçu par e-mail."))
    return see_other(PAGE)


def _with_errors(form: Form, refused: Invalid) -> Form:
    """What the service refused, beside the fields; what is of no one field comes first."""
    errors = {name: list(texts) for name, texts in refused.errors.items()}
    return Form(form.values, {}, errors or {"password": [refused.title]})


def _sign_in_page(form: Form) -> Response:
    return pages.render(
        "identity/password_sign_in.html",
        status=200 if form.is_valid else 422,
        form=form,
        suite=safe_next(form.values.get("suite"), HOME),
    )


def _password_page(form: Form) -> Response:
    actor = current_actor()
    return pages.render(
        "identity/password_change.html",
        status=200 if form.is_valid else 422,
        form=form,
        person=services.self_of(actor),
        kept=passwords.password_of(actor),
        fresh=is_fresh(actor),
        shortest=MIN_PASSWORD,
    )
