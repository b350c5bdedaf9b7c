"""The cookie of a session and the counter in front of the sign-in door, for pages and API alike."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import current_app
from werkzeug.wrappers import Response

from beffroi.core.limits import limiter
from beffroi.core.security import session_cookie_name
from beffroi.identity.rules import SESSION_LIFE

View = TypeVar("View", bound=Callable[..., Any])
LINKS_PER_NETWORK = "5 per 15 minutes"

_limit = limiter.shared_limit(LINKS_PER_NETWORK, scope="sign-in-links", methods=["POST"])


def slow_links(view: View) -> View:
    """Asked by form or by program, a link counts the same."""
    return cast("View", _limit(view))


def give_cookie(response: Response, secret: str) -> Response:
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
