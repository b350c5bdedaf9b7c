"""Structured logs that name routes and identifiers, never what people typed nor who they are."""

import logging
import sys
import time
import traceback
import uuid
from typing import Any

import structlog
from flask import Flask, Response, g, request

from beffroi.core import metrics

_log = structlog.get_logger("beffroi")


def configure(*, json: bool) -> None:
    """One line an event, JSON in production, readable in a terminal."""
    in_colour = structlog.dev.ConsoleRenderer(colors=sys.stdout.isatty())
    renderer: Any = structlog.processors.JSONRenderer() if json else in_colour
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )


def init_app(app: Flask) -> None:
    """One line a request, after it."""
    app.before_request(_start)
    app.after_request(_end)


def log_accident(error: Exception) -> None:
    """An unforeseen error: its kind and where, not its message, which may quote what was typed."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    where = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames]
    _log.error("accident", kind=type(error).__name__, where=where, route=_route())


def _start() -> None:
    g.started = time.perf_counter()
    structlog.contextvars.bind_contextvars(request_id=uuid.uuid4().hex[:16])


def _end(response: Response) -> Response:
    seconds = time.perf_counter() - g.get("started", time.perf_counter())
    metrics.REQUESTS.labels(request.method, _route(), response.status_code).inc()
    metrics.SECONDS.labels(_route()).observe(seconds)
    _log.info(
        "request",
        method=request.method,
        route=_route(),
        status=response.status_code,
        ms=round(seconds * 1000, 1),
    )
    structlog.contextvars.clear_contextvars()
    return response


def _route() -> str:
    """The pattern, not the path: a path may hold a token."""
    return request.url_rule.rule if request.url_rule else "none"
