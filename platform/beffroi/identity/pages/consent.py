"""The door of programs: the page on which a person says yes, and the endpoints of tokens."""

from typing import Any
from urllib.parse import urlsplit

from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc6749 import InvalidScopeError, OAuth2Error
from flask import Response, jsonify, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core import pages
from beffroi.core.actor import Actor, current_actor
from beffroi.core.i18n import _
from beffroi.core.limits import at_most
from beffroi.core.pages import PageBlueprint, see_other
from beffroi.core.policy import PUBLIC, guarded
from beffroi.core.problems import SecondFactorRequired
from beffroi.core.security import CONTENT_POLICY
from beffroi.identity import services
from beffroi.identity.oauth.scopes import SCOPES, needs_role
from beffroi.identity.oauth.server import issuer, server
from beffroi.identity.policies import AUTHORIZE_PROGRAM, USE_TOKENS
from beffroi.identity.problems.programs import BadConsentRequest
from beffroi.identity.rules.programs import CONSENT_LIFE, LOOPBACK, origin_of, permissions_in
from beffroi.identity.services.places import place_name

YES = "oui"
CARRIED = (
    "response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge",
    "code_challenge_method",
)  # fmt: skip

blueprint = PageBlueprint("consent", __name__)


@blueprint.get("/oauth/authorize")
@at_most("60 per minute")
@guarded(AUTHORIZE_PROGRAM)
def ask_consent() -> BaseResponse:
    """Who asks, for what, where and for how long; nothing happens without a yes."""
    try:
        grant = _asked(current_actor())
    except OAuth2Error as error:
        return _sent_back(error)
    response = pages.render(
        "identity/consent.html",
        program=grant.client.program,
        words=[SCOPES[name].words for name in permissions_in(grant.request.granted)],
        place=place_name(grant.client.program.scope_kind, grant.client.program.scope_id),
        host=_host_of(grant.redirect_uri),
        days=CONSENT_LIFE.days,
        carried={name: request.args[name] for name in CARRIED if name in request.args},
    )
    response.headers["Content-Security-Policy"] = _policy_towards(grant.redirect_uri)
    return response


@blueprint.post("/oauth/authorize")
@at_most("30 per minute")
@guarded(AUTHORIZE_PROGRAM)
def answer_consent() -> BaseResponse:
    """Back to the program with a code, or with the refusal."""
    actor = current_actor()
    try:
        grant = _asked(actor)
    except OAuth2Error as error:
        return _sent_back(error)
    person = services.self_of(actor) if request.form.get("answer") == YES else None
    response: BaseResponse = server().create_authorization_response(
        request=grant.request, grant_user=person, grant=grant
    )
    response.status_code = 303
    return response


@blueprint.post("/oauth/token")
@at_most("60 per minute")
@guarded(USE_TOKENS)
def give_token() -> BaseResponse:
    """A code, a refresh token or a partner's secret for an access token."""
    response: BaseResponse = server().create_token_response()
    return response


@blueprint.post("/oauth/revoke")
@at_most("60 per minute")
@guarded(USE_TOKENS)
def end_token() -> BaseResponse:
    """RFC 7009."""
    response: BaseResponse = server().create_endpoint_response("revocation")
    return response


@blueprint.post("/oauth/introspect")
@at_most("120 per minute")
@guarded(USE_TOKENS)
def know_token() -> BaseResponse:
    """RFC 7662."""
    response: BaseResponse = server().create_endpoint_response("introspection")
    return response


@blueprint.get("/.well-known/oauth-authorization-server")
@guarded(PUBLIC)
def metadata() -> Response:
    """RFC 8414: where everything is, and what it takes."""
    here = issuer()
    methods = ["client_secret_basic", "client_secret_post"]
    return jsonify(
        {
            "issuer": here,
            "authorization_endpoint": f"{here}/oauth/authorize",
            "token_endpoint": f"{here}/oauth/token",
            "revocation_endpoint": f"{here}/oauth/revoke",
            "introspection_endpoint": f"{here}/oauth/introspect",
            "service_documentation": f"{here}/api/docs",
            "scopes_supported": sorted(SCOPES),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": [*methods, "none"],
            "revocation_endpoint_auth_methods_supported": [*methods, "none"],
            "introspection_endpoint_auth_methods_supported": methods,
            "authorization_response_iss_parameter_supported": True,
            "ui_locales_supported": ["fr", "en"],
        }
    )


def _asked(actor: Actor) -> Any:
    """The request once checked, and in `request.granted` what of it the person can lend.

    What needs a role wants the second factor first: it would be used without anybody there.
    """
    try:
        grant = server().get_consent_grant(end_user=actor)
    except ValueError:  # Authlib quotes what was sent, and an error may hold ASCII only
        raise BadConsentRequest from None
    asked = permissions_in(grant.request.scope)
    if actor.withheld and any(needs_role(name) for name in asked):
        raise SecondFactorRequired
    lent = [name for name in asked if actor.may(name)]
    if not lent:
        raise InvalidScopeError(redirect_uri=grant.redirect_uri, state=grant.request.payload.state)
    grant.request.granted = " ".join(lent)
    return grant


def _sent_back(error: OAuth2Error) -> BaseResponse:
    """To the program, if its address was checked; else the person stays here (RFC 6749)."""
    if not error.redirect_uri:
        raise BadConsentRequest
    said = [*error.get_body(), ("iss", issuer())]
    return see_other(add_params_to_uri(error.redirect_uri, said))


def _host_of(redirect_uri: str) -> str:
    """Where the person goes next, as they would say it."""
    parts = urlsplit(redirect_uri)
    return _("une application de cet appareil") if parts.hostname in LOOPBACK else parts.netloc


def _policy_towards(redirect_uri: str) -> str:
    """Chromium holds a form to this through redirects: the program's origin, and only that."""
    allowed = f"form-action 'self' {origin_of(redirect_uri)};"
    return CONTENT_POLICY.replace("form-action 'self';", allowed)
