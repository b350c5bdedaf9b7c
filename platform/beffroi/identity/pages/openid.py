"""The pages on the way to FranceConnect or ProConnect and back.

The site answers a form with a page that leads on, not with a redirect: `form-action 'self'` holds
for the redirects after a form too, wherever the provider may send people next.
"""

from typing import Any

import structlog
from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core import db, pages
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _, language
from beffroi.core.limits import at_most
from beffroi.core.pages import PageBlueprint, load_form, notice, safe_next, see_other
from beffroi.core.policy import guarded
from beffroi.identity.doors import enter
from beffroi.identity.openid import arrivals, client, cookie, departures, providers
from beffroi.identity.openid.arrivals import Arrival, Newcomer, Outcome
from beffroi.identity.openid.departures import Departure
from beffroi.identity.openid.providers import Provider
from beffroi.identity.policies import SIGN_IN, SIGN_OUT
from beffroi.identity.problems.openid import (
    Abandoned,
    AnswerRefused,
    AttemptGone,
    JourneyFailed,
    ProviderSilent,
    RequestRefused,
)
from beffroi.identity.rules.openid import ATTEMPT_LIFE, PENDING_LIFE, error_code
from beffroi.identity.rules.signing import device_name
from beffroi.identity.schemas.openid import DepartureFormSchema
from beffroi.identity.services import is_embedded
from beffroi.identity.services.closing import leave

HOME = "/moi"
MAX_CODE = 2_000
LATER = frozenset({"temporarily_unavailable", "server_error"})
OURS = frozenset(
    {"invalid_request", "invalid_scope", "unauthorized_client", "unsupported_response_type"}
)
_log = structlog.get_logger("beffroi")

blueprint = PageBlueprint("openid", __name__)


@blueprint.post("/connexion/par/<slug:provider>")
@at_most("20 per minute")
@guarded(SIGN_IN)
def depart(provider: str) -> BaseResponse:
    """Note where to come back to, and go."""
    chosen = providers.provider(provider)
    suite = safe_next(load_form(DepartureFormSchema()).data.get("suite"), HOME)
    browser = departures.begin(chosen.name, suite)
    return cookie.keep(see_other(f"/connexion/par/{chosen.name}/depart"), browser, ATTEMPT_LIFE)


@blueprint.get("/connexion/par/<slug:provider>/depart")
@at_most("30 per minute")
@guarded(SIGN_IN)
def on_the_way(provider: str) -> Response:
    """Leads on to the provider at once; a link stands there for who stays."""
    chosen = providers.provider(provider)
    departure = departures.departure_of(cookie.browser(), departures.SIGN_IN)
    if departure is None or departure.provider != chosen.name:
        raise AttemptGone("no_departure", chosen.label)
    url = client.authorization_url(chosen, departure)
    return pages.render("identity/openid_depart.html", provider=chosen, url=url)


@blueprint.get("/connexion/par/<slug:provider>/retour")
@at_most("30 per minute")
@guarded(SIGN_IN)
def come_back(provider: str) -> BaseResponse:
    """Where the provider sends people back (RFC 6749, 4.1.2): in, linked, or asked by mail."""
    chosen = providers.provider(provider)
    if request.method == "HEAD":
        return Response()
    departure = _take_departure(chosen)
    identity = client.identity_of(chosen, _code(chosen), departure)
    browser = cookie.browser() or ""
    device = device_name(request.user_agent.string)
    who = Newcomer(current_actor(), browser, device, language())
    with db.writing():
        return _welcome(chosen, arrivals.arrive(chosen, identity, departure, who), departure)


@blueprint.get("/connexion/par/<slug:provider>/envoye")
@guarded(SIGN_IN)
def mail_sent(provider: str) -> Response:
    """What to do now: the same words whether or not the address is known."""
    chosen = providers.provider(provider)
    return pages.render("identity/openid_sent.html", provider=chosen, embedded=is_embedded())


@blueprint.get("/deconnexion/depart")
@guarded(SIGN_OUT)
def sign_out_there() -> BaseResponse:
    """Signed out here already; leads on to the provider's own sign-out."""
    departure = departures.departure_of(cookie.browser(), departures.SIGN_OUT)
    if departure is None:
        return see_other("/")
    chosen = providers.provider(departure.provider)
    try:
        url = client.sign_out_url(chosen, departure)
    except JourneyFailed as failed:
        _note(failed)
        url = None
    return pages.render("identity/openid_sign_out.html", provider=chosen, url=url)


@blueprint.get("/deconnexion/retour")
@guarded(SIGN_OUT)
def signed_out() -> BaseResponse:
    """Back from the provider's sign-out; only the browser that went is told that it is done."""
    departure = departures.departure_of(cookie.browser(), departures.SIGN_OUT)
    if departure is not None and departure.state == request.args.get("state"):
        label = providers.label_of(departure.provider)
        notice(_("Vous avez quitté votre compte ici, et %(provider)s aussi.", provider=label))
    return cookie.drop(see_other("/"))


@blueprint.errorhandler(JourneyFailed)
def explain(failed: JourneyFailed) -> BaseResponse:
    """What happened and what to do now; the journal has codes only."""
    _note(failed)
    name = (request.view_args or {}).get("provider", "")
    offered = any(one.name == name for one in providers.offered())
    page = pages.render(
        "identity/openid_failed.html",
        status=failed.status,
        problem=failed,
        again=name if offered and failed.again else "",
        signed_in=current_actor().is_signed_in,
    )
    return cookie.drop(page)


def _take_departure(chosen: Provider) -> Departure:
    """What this browser left for, once; then what the provider says went wrong, if anything."""
    with db.writing():
        departure = departures.take(cookie.browser(), request.args.get("state", ""))
    error = request.args.get("error")
    if error is not None:
        raise _said(chosen, error_code(error))
    if departure is None or departure.provider != chosen.name:
        raise AttemptGone("no_departure", chosen.label)
    if request.args.get("iss", chosen.settings.issuer) != chosen.settings.issuer:  # RFC 9207
        raise AnswerRefused("iss", chosen.label)
    return departure


def _code(chosen: Provider) -> str:
    code = request.args.get("code", "")
    if not code or len(code) > MAX_CODE:
        raise AnswerRefused("no_code", chosen.label)
    return code


def _said(chosen: Provider, error: str) -> JourneyFailed:
    """Later, our fault, or the person's choice."""
    kind: type[JourneyFailed] = Abandoned
    if error in LATER:
        kind = ProviderSilent
    elif error in OURS:
        kind = RequestRefused
    return kind(f"error_{error}", chosen.label)


def _welcome(chosen: Provider, arrival: Arrival, departure: Departure) -> BaseResponse:
    """Where the person goes on; still within the transaction, for a device may be new."""
    if arrival.outcome is Outcome.ASKED_BY_MAIL:
        sent = see_other(f"/connexion/par/{chosen.name}/envoye")
        return cookie.keep(sent, cookie.browser() or "", PENDING_LIFE)
    suite = safe_next(departure.next_path, HOME)
    if arrival.session is None:
        notice(_("C’est fait : %(provider)s ouvre votre compte.", provider=chosen.label))
        return cookie.drop(see_other(suite))
    leave(current_actor())
    notice(_("Bienvenue. Cet appareil reste connecté 30 jours."))
    return cookie.drop(enter(arrival.session, arrival.secret, suite))


def _note(failed: JourneyFailed) -> None:
    facts: dict[str, Any] = {"code": failed.code, "reason": failed.reason}
    _log.warning("openid_failed", provider=failed.provider, **facts)
