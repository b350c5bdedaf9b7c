"""The cookie of a guest's session, and the counter in front of the codes that are sent."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import current_app, request
from werkzeug.wrappers import Response

from beffroi.core.actor import current_actor
from beffroi.core.limits import limiter
from beffroi.core.security import session_cookie_name
from beffroi.identity import services
from beffroi.identity.rules.signing import GUEST_LIFE, device_name
from beffroi.identity.services.codes import Opened

View = TypeVar("View", bound=Callable[..., Any])
CODES_PER_NETWORK = "10 per 15 minutes"  # a community centre has one address for many people

_limit = limiter.shared_limit(CODES_PER_NETWORK, scope="one-time-codes", methods=["POST"])


def slow_codes(view: View) -> View:
    """Asked by form or by program, by mail or by SMS, a code counts the same."""
    return cast("View", _limit(view))


def enter(response: Response, opened: Opened) -> Response:
    """Give the browser the new session for its two hours; the one it leaves behind is closed."""
    actor = current_actor()
    if actor.session_id is not None:
        services.close_session(actor, actor.session_id)
    response.set_cookie(
        session_cookie_name(),
        opened.secret,
        max_age=GUEST_LIFE,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def this_device() -> str:
    """ "Firefox · Android", as its owner will read it."""
    return device_name(request.user_agent.string)
