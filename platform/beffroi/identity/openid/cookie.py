"""The cookie of a browser that left for a provider: random, short, out of reach of scripts."""

from datetime import timedelta

from flask import current_app, request
from werkzeug.wrappers import Response


def browser() -> str | None:
    """The secret of the browser that sent this request."""
    return request.cookies.get(_name())


def keep(response: Response, secret: str, life: timedelta) -> Response:
    """Lax, for the way back from the provider is a link followed from there."""
    response.set_cookie(
        _name(),
        secret,
        max_age=life,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def drop(response: Response) -> Response:
    """It has served."""
    response.delete_cookie(
        _name(),
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def _name() -> str:
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    return "__Host-beffroi_depart" if secure else "beffroi_depart"
