"""The cookies of a session and of a device, and the counters in front of the sign-in doors."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import current_app, request
from werkzeug.wrappers import Response

from beffroi.core.limits import limiter
from beffroi.core.pages import door_url, see_other
from beffroi.core.problems import SECOND_FACTOR
from beffroi.core.security import session_cookie_name
from beffroi.identity.models import Session
from beffroi.identity.rules.signing import SESSION_LIFE
from beffroi.identity.services import devices, second_key

View = TypeVar("View", bound=Callable[..., Any])
LINKS_PER_NETWORK = "5 per 15 minutes"
SECRETS_PER_NETWORK = "10 per minute"
DEVICE_COOKIE = "beffroi_device"
DEVICE_PATH = "/connexion"  # sent to the doors alone: other pages stay the same for everybody

_limit = limiter.shared_limit(LINKS_PER_NETWORK, scope="sign-in-links", methods=["POST"])
_limit_secrets = limiter.shared_limit(SECRETS_PER_NETWORK, scope="sign-in-secrets")


def slow_links(view: View) -> View:
    """Asked by form or by program, a link counts the same."""
    return cast("View", _limit(view))


def slow_secrets(view: View) -> View:
    """Passwords and codes, whatever the address they are tried on."""
    return cast("View", _limit_secrets(view))


def enter(session: Session, secret: str, suite: str) -> Response:
    """On with a session just opened: by the second key first, where one is owed."""
    door = door_url(SECOND_FACTOR, suite) if second_key.owes(session) else suite
    return give_cookie(see_other(door), secret)


def give_cookie(response: Response, secret: str) -> Response:
    """The cookie of a session just opened; a browser it was never opened in is told by mail."""
    device = devices.greet(secret, request.cookies.get(DEVICE_COOKIE))
    response.set_cookie(
        DEVICE_COOKIE,
        device,
        max_age=devices.DEVICE_LIFE,
        path=DEVICE_PATH,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return renew_cookie(response, secret)


def renew_cookie(response: Response, secret: str) -> Response:
    """Kept thirty days by the browser, out of reach of scripts and of other sites' forms."""
    response.set_cookie(
        session_cookie_name(),
        secret,
        max_age=SESSION_LIFE,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def take_cookie(response: Response) -> Response:
    """The browser forgets the session."""
    response.delete_cookie(
        session_cookie_name(),
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response
