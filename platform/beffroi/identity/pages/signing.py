"""The pages on which people sign in and out."""

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core import pages
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _, language
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
from beffroi.core.problems import SECOND_FACTOR, NotFound
from beffroi.identity import services
from beffroi.identity.doors import enter, give_cookie, slow_links, take_cookie
from beffroi.identity.openid import cookie
from beffroi.identity.openid.leaving import way_out
from beffroi.identity.policies import SIGN_IN, SIGN_OUT
from beffroi.identity.rules.openid import ATTEMPT_LIFE
from beffroi.identity.rules.signing import device_name
from beffroi.identity.schemas.people import DemoFormSchema, LinkFormSchema
from beffroi.identity.services.closing import leave

HOME = "/moi"

blueprint = PageBlueprint("identity", __name__)


@blueprint.get("/connexion")
@guarded(SIGN_IN)
def sign_in() -> BaseResponse:
    """One field: the address to which the link goes."""
    suite = safe_next(request.args.get("suite"), HOME)
    if current_actor().is_signed_in:
        return see_other(suite)
    if current_actor().is_in_session:
        return see_other(door_url(SECOND_FACTOR, suite))
    return _sign_in_page(Form(values={"suite": suite}))


@blueprint.post("/connexion")
@slow_links
@guarded(SIGN_IN)
def ask_link() -> BaseResponse:
    """The same answer whether or not the address is known."""
    form = load_form(LinkFormSchema())
    if not form.is_valid:
        return _sign_in_page(form)
    services.request_link(form.data["email"], safe_next(form.data["suite"], HOME), language())
    return see_other("/connexion/envoye")


@blueprint.get("/connexion/envoye")
@guarded(SIGN_IN)
def link_sent() -> Response:
    """What to do now."""
    return pages.render("identity/link_sent.html", embedded=services.is_embedded())


@blueprint.get("/connexion/lien/<token>")
@guarded(SIGN_IN)
def ask_to_use_link(token: str) -> Response:
    """Ask for one tap: the programs that look at links in mails must not use them up."""
    if services.link_behind(token) is None:
        return pages.render("identity/link_gone.html", status=410)
    return pages.render("identity/use_link.html", token=token)


@blueprint.post("/connexion/lien/<token>")
@guarded(SIGN_IN)
def use_link(token: str) -> BaseResponse:
    """Sign in and go where the link leads."""
    link = services.link_behind(token)
    if link is None:
        return pages.render("identity/link_gone.html", status=410)
    _close_current()
    _person, session, secret = services.open_session(token, _device())
    notice(_("Bienvenue. Cet appareil reste connecté 30 jours."))
    return enter(session, secret, safe_next(link.next_path, HOME))


@blueprint.post("/connexion/demo")
@guarded(SIGN_IN)
def use_demo_account() -> BaseResponse:
    """Sign in as an invented person, in the embedded mode only."""
    form = load_form(DemoFormSchema())
    if not form.is_valid:
        raise NotFound
    _close_current()
    _person, _session, secret = services.open_demo_session(form.data["person_id"], _device())
    return give_cookie(see_other(safe_next(form.data["suite"], HOME)), secret)


@blueprint.post("/deconnexion")
@guarded(SIGN_OUT)
def sign_out() -> BaseResponse:
    """This device only; and at the provider, for who came in by one."""
    onward = way_out(current_actor())
    _close_current()
    if onward is not None:
        response = take_cookie(see_other("/deconnexion/depart"))
        return cookie.keep(response, onward, ATTEMPT_LIFE)
    notice(_("Vous avez quitté votre compte sur cet appareil."))
    return take_cookie(see_other("/"))


def _sign_in_page(form: Form) -> Response:
    return pages.render(
        "identity/sign_in.html",
        status=200 if form.is_valid else 422,
        form=form,
        suite=safe_next(form.values.get("suite"), HOME),
        demo_accounts=services.demo_accounts(),
    )


def _close_current() -> None:
    """The session a browser leaves behind would stay open unseen."""
    leave(current_actor())


def _device() -> str:
    return device_name(request.user_agent.string)
