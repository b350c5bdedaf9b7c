"""The pages that tie a provider to one's account, from one's space or a mail, or untie it."""

import uuid

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core import pages
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.limits import at_most
from beffroi.core.pages import PageBlueprint, notice, safe_next, see_other
from beffroi.core.policy import guarded
from beffroi.identity import services
from beffroi.identity.doors import enter
from beffroi.identity.models import PendingIdentity
from beffroi.identity.openid import confirming, cookie, departures, linking, pending, providers
from beffroi.identity.pages.openid import explain
from beffroi.identity.policies import (
    CONNECT_PROVIDER,
    DISCONNECT_PROVIDER,
    SEE_SELF,
    SIGN_IN,
)
from beffroi.identity.problems.openid import JourneyFailed
from beffroi.identity.rules.openid import ATTEMPT_LIFE
from beffroi.identity.rules.signing import device_name
from beffroi.identity.services.closing import leave

HERE = "/moi/connexions"

blueprint = PageBlueprint("connections", __name__)
blueprint.register_error_handler(JourneyFailed, explain)


@blueprint.get("/moi/connexions")
@guarded(SEE_SELF)
def my_connections() -> Response:
    """By what this account opens, and what could be added."""
    actor = current_actor()
    tied = linking.connections_of(actor)
    names = {one.provider for one in tied}
    return pages.render(
        "identity/connections.html",
        person=services.self_of(actor),
        tied=[(one, providers.label_of(one.provider)) for one in tied],
        addable=[one for one in providers.offered() if one.name not in names],
    )


@blueprint.post("/moi/connexions/<slug:provider>")
@at_most("20 per minute")
@guarded(CONNECT_PROVIDER)
def add_connection(provider: str) -> BaseResponse:
    """Go to the provider, to come back with an identity for this account."""
    chosen = providers.provider(provider)
    browser = departures.begin(chosen.name, HERE, current_actor().person_id)
    return cookie.keep(see_other(f"/connexion/par/{chosen.name}/depart"), browser, ATTEMPT_LIFE)


@blueprint.post("/moi/connexions/<uuid:connection_id>/retirer")
@guarded(DISCONNECT_PROVIDER)
def remove_connection(connection_id: uuid.UUID) -> BaseResponse:
    """The provider opens this account no more."""
    name = providers.label_of(linking.unlink(current_actor(), connection_id))
    notice(_("C’est fait : %(provider)s n’ouvre plus votre compte.", provider=name))
    return see_other(HERE)


@blueprint.get("/connexion/relier/<token>")
@guarded(SIGN_IN)
def ask_to_link(token: str) -> Response:
    """Ask for one tap, in the browser where it began; programs that look at mails do nothing."""
    waiting = pending.asked_by(token)
    if waiting is None:
        return _gone()
    return _ask_page(waiting, token)


@blueprint.post("/connexion/relier/<token>")
@at_most("20 per minute")
@guarded(SIGN_IN)
def say_yes(token: str) -> BaseResponse:
    """The two ways are one person: one account, and in."""
    waiting = pending.asked_by(token)
    if waiting is None:
        return _gone()
    if not pending.is_same_browser(waiting, cookie.browser()):
        return _ask_page(waiting, token)
    device = device_name(request.user_agent.string)
    suite = safe_next(waiting.next_path, "/moi")
    session, secret = confirming.confirm(waiting, cookie.browser(), device)
    leave(current_actor())
    notice(_("C’est fait : cette adresse et votre identité ouvrent le même compte."))
    return cookie.drop(enter(session, secret, suite))


def _ask_page(waiting: PendingIdentity, token: str) -> Response:
    """Elsewhere than where it began, the page says how to go on, and nothing can be tied."""
    here = pending.is_same_browser(waiting, cookie.browser())
    return pages.render(
        "identity/openid_link.html",
        status=200 if here else 409,
        provider=providers.provider(waiting.provider),
        token=token,
        here=here,
    )


def _gone() -> Response:
    return pages.render("identity/openid_link_gone.html", status=410)
