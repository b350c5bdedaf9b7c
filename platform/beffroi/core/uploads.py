"""The few routes that take a file: each may receive more than a form, and says how much."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask, current_app, request
from marshmallow import Schema
from werkzeug.datastructures import FileStorage

View = TypeVar("View", bound=Callable[..., Any])
AROUND_THE_FILE = 64 * 1024  # the other fields, and what a multipart body says of each


def takes_file(most: int) -> Callable[[View], View]:
    """Let this view receive a file of so many bytes; all others stay at the limit of a form.

    Werkzeug writes what is long to a temporary file as it comes: memory holds half a megabyte.
    """

    def mark(view: View) -> View:
        view.largest_file = most  # type: ignore[attr-defined]
        return view

    return mark


def init_app(app: Flask) -> None:
    """Before anything reads the body."""
    app.before_request(_widen)


@contextmanager
def laid_down(sent: FileStorage) -> Iterator[Path]:
    """What was sent as a file of its own, gone at the end; its name is ours, never the sender's."""
    with tempfile.TemporaryDirectory(prefix="beffroi-") as folder:
        path = Path(folder) / "received"
        with path.open("wb") as file:
            sent.stream.seek(0)
            shutil.copyfileobj(sent.stream, file)
        yield path


def _widen() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    most: int | None = getattr(view, "largest_file", None)
    if most is not None:
        request.max_content_length = most + AROUND_THE_FILE


def document_as_one(view: Any, files: type[Schema], form: type[Schema]) -> None:
    """OpenAPI has one body an operation: the file, and the words beside it in the same form."""
    described = view._apidoc["arguments"]
    whole = type(files.__name__, (files, form), {"__doc__": files.__doc__})
    others = [one for one in described["parameters"] if one["in"] not in {"files", "form"}]
    body = {"in": "files", "required": True, "schema": whole}
    view._apidoc["arguments"] = described | {"parameters": [*others, body]}
