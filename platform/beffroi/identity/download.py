"""The archive of a person as a file to keep, for the page and for the API."""

from collections.abc import Iterator
from typing import IO

from flask import Response

from beffroi.core.actor import current_actor
from beffroi.core.clock import today
from beffroi.identity.services import archive

PIECE = 64 * 1024


def archive_file() -> Response:
    """A zip named after the day; no proxy nor browser keeps it."""
    day = today().isoformat()
    file = archive.write_archive(current_actor())
    response = Response(_pieces(file), mimetype="application/zip")
    response.call_on_close(file.close)
    response.headers["Content-Disposition"] = f"attachment; filename=mes-donnees-{day}.zip"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
