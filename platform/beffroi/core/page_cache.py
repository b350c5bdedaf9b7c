"""Pages that are the same for everybody are kept two seconds, compressed once, answered by ETag.

It stands in front of Flask, so that a crowd reading one list costs one rendering every two
seconds and process, and a phone that has the page already gets 304 for next to nothing.
Whoever has a session or a cookie goes straight through and reads their own writes.
"""

import gzip
import hashlib
import re
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MAX_ENTRIES = 512
MAX_BYTES = 512 * 1024
OF_ONE_ANSWER = {"content-length", "etag", "retry-after"}
Headers = list[tuple[str, str]]
_REFUSED = re.compile(r"gzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Kept:
    """A page as it was rendered."""

    until: float
    headers: Headers
    body: bytes
    compressed: bytes
    etag: str


class PageCache:
    """WSGI middleware; only what a view marked `Cache-Control: public, s-maxage` is kept."""

    def __init__(
        self, app: "WSGIApplication", monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._monotonic = monotonic
        self._kept: dict[tuple[str, ...], Kept] = {}
        self._lock = threading.Lock()

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        if not _is_for_everybody(environ):
            return self._app(environ, start)
        key = _key(environ)
        kept = self._kept.get(key)
        if kept is not None and kept.until > self._monotonic():
            return _serve(kept, environ, start)
        rendered = self._render(key, environ, start)
        return _serve(rendered, environ, start) if isinstance(rendered, Kept) else rendered

    def _render(
        self, key: tuple[str, ...], environ: "WSGIEnvironment", start: "StartResponse"
    ) -> "Kept | Iterable[bytes]":
        captured: list[Any] = []
        asked = {k: v for k, v in environ.items() if k != "HTTP_IF_NONE_MATCH"}

        def capture(
            status: str, headers: Headers, exc_info: Any = None
        ) -> Callable[[bytes], object]:
            captured[:] = [status, headers, exc_info]
            return lambda _data: None

        produced = self._app(asked, capture)
        status, headers, _exc = captured
        seconds = _shared_seconds(headers)
        if not status.startswith("200") or not seconds:
            return _pass_on(status, headers, produced, environ, start)
        body = _whole(produced)
        if len(body) > MAX_BYTES:
            return _pass_on(status, headers, [body], environ, start)
        kept = Kept(
            self._monotonic() + seconds,
            [(k, v) for k, v in headers if not _is_of_one_answer(k.lower())],
            body,
            gzip.compress(body, 5, mtime=0),
            f'W/"{hashlib.sha256(body).hexdigest()[:20]}"',
        )
        self._keep(key, kept)
        return kept

    def _keep(self, key: tuple[str, ...], kept: Kept) -> None:
        with self._lock:
            if len(self._kept) >= MAX_ENTRIES:
                self._kept.clear()
            self._kept[key] = kept


def takes_gzip(accepted: str) -> bool:
    """Whether `Accept-Encoding` names gzip, and not to refuse it."""
    return "gzip" in accepted and not _REFUSED.search(accepted)


def _is_for_everybody(environ: "WSGIEnvironment") -> bool:
    return (
        environ["REQUEST_METHOD"] == "GET"
        and "HTTP_COOKIE" not in environ
        and "HTTP_AUTHORIZATION" not in environ
    )


def _key(environ: "WSGIEnvironment") -> tuple[str, ...]:
    return (
        environ.get("HTTP_HOST", ""),
        environ.get("PATH_INFO", ""),
        environ.get("QUERY_STRING", ""),
        environ.get("HTTP_ACCEPT_LANGUAGE", ""),
        environ["wsgi.url_scheme"],
    )


def _shared_seconds(headers: Headers) -> int:
    """The s-maxage a view gave, when nothing personal goes with it."""
    names = {name.lower(): value for name, value in headers}
    control = names.get("cache-control", "")
    if "public" not in control or "set-cookie" in names or "s-maxage=" not in control:
        return 0
    return int(control.split("s-maxage=")[1].split(",")[0])


def _is_of_one_answer(name: str) -> bool:
    """What must not go from one reader to the next; how often one came is one's own."""
    return name in OF_ONE_ANSWER or name.startswith("x-ratelimit")


def _whole(produced: Iterable[bytes]) -> bytes:
    try:
        return b"".join(produced)
    finally:
        _close(produced)


def _close(produced: Iterable[bytes]) -> None:
    getattr(produced, "close", lambda: None)()


def _pass_on(
    status: str,
    headers: Headers,
    produced: Iterable[bytes],
    environ: "WSGIEnvironment",
    start: "StartResponse",
) -> Iterable[bytes]:
    """What is not kept goes out as it comes, a piece at a time, or as 304: the condition was
    hidden from the view.
    """
    tag = {name.lower(): value for name, value in headers}.get("etag", "")
    if status.startswith("200") and tag and _has_it(tag, environ):
        _close(produced)
        start("304 NOT MODIFIED", [(k, v) for k, v in headers if k.lower() != "content-length"])
        return []
    start(status, headers)
    return produced


def _has_it(tag: str, environ: "WSGIEnvironment") -> bool:
    """Whether the reader says it has the answer of this ETag, weak or not."""
    asked = environ.get("HTTP_IF_NONE_MATCH", "").split(",")
    return tag.removeprefix("W/") in {one.strip().removeprefix("W/") for one in asked}


def _serve(kept: Kept, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
    headers = [*kept.headers, ("ETag", kept.etag)]
    if _has_it(kept.etag, environ):
        start("304 NOT MODIFIED", headers)
        return []
    body = kept.body
    if takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
        headers.append(("Content-Encoding", "gzip"))
        body = kept.compressed
    start("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [body]
