"""Rate limits by account and by network; civic limits (one support, one ballot) are constraints."""

import ipaddress
from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, request
from flask_limiter import Limiter

from beffroi.core.actor import current_actor

View = TypeVar("View", bound=Callable[..., Any])
EVERYTHING = "600 per minute"


def network() -> str:
    """Who to count: the account, else the address; a home's IPv6 is a /64."""
    actor = current_actor()
    if actor.person_id is not None:
        return f"person:{actor.person_id}"
    if actor.token is not None:
        return f"program:{actor.token.program_id}"
    address = ipaddress.ip_address(request.remote_addr or "0.0.0.0")  # noqa: S104 (no socket)
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


limiter = Limiter(
    key_func=network,
    default_limits=[EVERYTHING],
    headers_enabled=True,
    strategy="fixed-window",
    in_memory_fallback=[EVERYTHING],
    swallow_errors=True,
)


def init_app(app: Flask, redis_url: str | None, *, enabled: bool) -> None:
    """Counted in Redis where several processes share the load, in memory otherwise."""
    app.config["RATELIMIT_STORAGE_URI"] = redis_url or "memory://"
    app.config["RATELIMIT_STORAGE_OPTIONS"] = (
        {"socket_connect_timeout": 0.5, "socket_timeout": 0.5} if redis_url else {}
    )
    app.config["RATELIMIT_ENABLED"] = enabled
    limiter.init_app(app)


def at_most(limit: str) -> Callable[[View], View]:
    """Slow a route that costs or that could be abused: "10 per minute"."""
    return cast("Callable[[View], View]", limiter.limit(limit))
