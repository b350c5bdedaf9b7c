"""The door: who is there, from where, and what a page may load."""

import hashlib
import hmac
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, request

from beffroi.core import db, policy
from beffroi.core.actor import ANONYMOUS, Actor, current_actor
from beffroi.core.problems import Forbidden, SignInRequired
from beffroi.core.seals import secret_key

ActorLoader = Callable[[str], Actor | None]
View = TypeVar("View", bound=Callable[..., Any])
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self), interest-cohort=()",
}


def init_app(app: Flask, load_actor: ActorLoader) -> None:
    """Every request: read or write, who; then commit once. `guard` comes after the rate limits."""
    app.extensions["beffroi_actor_loader"] = load_actor
    app.before_request(_identify)
    app.after_request(_commit_or_undo)
    app.after_request(_add_headers)
    app.teardown_request(_leave)


def only_reads(view: View) -> View:
    """Mark a POST that writes nothing: its question is too long, or too private, for an address."""
    view.only_reads = True  # type: ignore[attr-defined]
    return view


def guard(app: Flask) -> None:
    """Then: a session that is known, the same origin, the permission of the route."""
    app.before_request(_turn_away)


def session_cookie_name() -> str:
    """`__Host-` pins the cookie to this host over TLS."""
    return "__Host-beffroi" if current_app.config["SESSION_COOKIE_SECURE"] else "beffroi_session"


def session_token() -> str | None:
    """The session's secret, as a program sends it or as a browser keeps it."""
    sent = _bearer_token()
    return request.cookies.get(session_cookie_name()) if sent is None else sent


def csrf_token() -> str:
    """Ties a form to the session that was shown it; empty where there is no session to abuse."""
    token = request.cookies.get(session_cookie_name())
    if not token:
        return ""
    return hmac.new(secret_key(), f"csrf:{token}".encode(), hashlib.sha256).hexdigest()


def _identify() -> None:
    if request.method in SAFE_METHODS or _only_reads():
        g.reading = db.start_reading()
    g.actor = _who()


def _only_reads() -> bool:
    return getattr(current_app.view_functions.get(request.endpoint or ""), "only_reads", False)


def _turn_away() -> None:
    actor = current_actor()
    if _bearer_token() and not (actor.is_known or actor.is_in_session):
        raise SignInRequired
    if request.method not in SAFE_METHODS:
        _require_same_origin()
    policy.guard_request(current_app, request.endpoint)


def _who() -> Actor:
    token = session_token()
    load: ActorLoader = current_app.extensions["beffroi_actor_loader"]
    return (load(token) if token else None) or ANONYMOUS


def _bearer_token() -> str | None:
    """None unless the program names this scheme: a browser may add others by itself."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def _require_same_origin() -> None:
    """A browser says where a form comes from; one too old to say must bring the form's token."""
    if _bearer_token() is not None:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        ours = site in {"same-origin", "none"}
    elif origin is not None:
        ours = origin.partition("://")[2] == request.host
    else:
        known = current_actor().is_known or current_actor().is_in_session
        ours = not known or _form_token_is_ours()
    if not ours:
        raise Forbidden


def _form_token_is_ours() -> bool:
    sent = request.form.get("csrf_token", "") or request.headers.get("X-CSRF-Token", "")
    return hmac.compare_digest(sent.encode(), csrf_token().encode())


def _commit_or_undo(response: Response) -> Response:
    """The one commit of a write; whatever ends in an error leaves nothing half-written.

    But for a refusal that asked to be kept: a wrong guess counts although it is refused.
    """
    limit = 500 if db.is_kept_though_refused() else 400
    if request.method not in SAFE_METHODS and response.status_code < limit:
        db.session().commit()
    else:
        db.session().rollback()
    return response


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def _leave(_error: Any) -> None:
    token = g.pop("reading", None)
    if token is not None:
        db.stop_reading(token)
