"""A picture or a recording, sent to a page and given back by one."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from flask import Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from beffroi.core.uploads import laid_down

Received = TypeVar("Received")

NOTHING_ELSE = "default-src 'none'; sandbox; frame-ancestors 'none'"
FOR_EVER = "private, max-age=31536000, immutable"  # in that browser; never in a cache for many


def too_heavy() -> bool:
    """Whether what was sent is beyond the limit of its route; asked before anything reads it."""
    try:
        _read = request.files
    except RequestEntityTooLarge:
        return True
    return False


def received(name: str, receive: Callable[[Path], Received]) -> Received | None:
    """What the service makes of the file of this field; None when none was chosen."""
    sent = request.files.get(name)
    if sent is None or not sent.filename:
        return None
    with laid_down(sent) as path:
        return receive(path)


def file_answer(content: bytes, kind: str, tag: str, name: str, *, is_public: bool) -> Response:
    """The file, which can do nothing but be shown; who was refused yesterday asks again."""
    response = Response(content, mimetype=kind)
    response.headers["Content-Security-Policy"] = NOTHING_ELSE
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = FOR_EVER if is_public else "private, no-store"
    response.vary.update(["Cookie", "Authorization"])
    if is_public:
        response.set_etag(tag)
    # A telephone plays a sound by asking for its beginning first.
    response.make_conditional(request, accept_ranges=True, complete_length=len(content))
    return response
