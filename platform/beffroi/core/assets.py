"""Static files, few and small: read once, named by their content, compressed once."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache

from flask import Blueprint, Response, request
from markupsafe import Markup

from beffroi.core.page_cache import takes_gzip
from beffroi.core.policy import PUBLIC, guarded
from beffroi.core.problems import NotFound
from beffroi.paths import PACKAGE

FOLDER = PACKAGE / "static"
FOREVER = "public, max-age=31536000, immutable"

blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """A file as it is sent."""

    content: bytes
    compressed: bytes
    kind: str
    digest: str


def _read() -> dict[str, Asset]:
    assets = {}
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            digest = hashlib.sha256(content).hexdigest()[:12]
            packed = gzip.compress(content, 9, mtime=0)
            assets[path.relative_to(FOLDER).as_posix()] = Asset(content, packed, kind, digest)
    return assets


_assets = _read()


def asset(name: str) -> str:
    """The URL of a static file; it changes when the file does."""
    return f"/static/{_assets[name].digest}/{name}"


@cache
def drawing(name: str, size: str = "") -> Markup:
    """A drawing of the sprite, for decoration: size is "", "s" or "l"."""
    shape = Markup('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>')
    return shape.format(f"i i-{size}" if size else "i", asset("sprite.svg"), name)


@blueprint.get("/static/<digest>/<path:name>")
@guarded(PUBLIC)
def serve(digest: str, name: str) -> Response:
    """The file; an older name still gives today's file, without being kept for ever."""
    found = _assets.get(name)
    if found is None:
        raise NotFound
    packed = takes_gzip(request.headers.get("Accept-Encoding", ""))
    response = Response(found.compressed if packed else found.content, mimetype=found.kind)
    response.headers["Cache-Control"] = FOREVER if digest == found.digest else "no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["ETag"] = f'"{found.digest}"'
    response.make_conditional(request)
    return response
