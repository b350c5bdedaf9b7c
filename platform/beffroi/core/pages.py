"""What every page is made with: rendering, forms, notices, post-redirect-get."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from markupsafe import Markup
from marshmallow import EXCLUDE, Schema, ValidationError
from marshmallow.fields import List
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core.complaints import reword
from beffroi.core.recent import SHARED_SECONDS

_OTHER = Markup('<option value="{}">{}</option>')
_CHOSEN = Markup('<option value="{}" selected>{}</option>')


class PageBlueprint(Blueprint):
    """The pages of a slice."""


@dataclass
class Form:
    """What was sent: its values as typed, its data once valid, its errors by field."""

    values: Mapping[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def is_valid(self) -> bool:
        return not self.errors


def load_form(schema: Schema) -> Form:
    """Read the form that was sent through the same schema as the API; nothing typed is lost."""
    values: dict[str, Any] = {
        name: request.form.getlist(name) if isinstance(kind, List) else request.form.get(name)
        for name, kind in schema.fields.items()
        if name in request.form
    }
    return load_values(schema, values)


def load_values(schema: Schema, values: Mapping[str, Any]) -> Form:
    """The same for values that come from elsewhere than the request's form."""
    reword(schema)
    try:
        given = {name: value for name, value in values.items() if value != ""}
        return Form(values, schema.load(given, unknown=EXCLUDE), {})
    except ValidationError as invalid:
        messages = invalid.messages_dict
        return Form(values, {}, {name: _texts(text) for name, text in messages.items()})


def render(template: str, *, status: int = 200, **context: Any) -> Response:
    """A page; one that shows errors answers 422."""
    response = make_response(render_template(template, **context))
    response.status_code = status
    return response


def shared(response: Response, seconds: int = SHARED_SECONDS) -> Response:
    """Mark a page that is the same for everybody who has no session: see `core.page_cache`."""
    if "Cookie" not in request.headers and "Authorization" not in request.headers:
        response.headers["Cache-Control"] = f"public, max-age=0, s-maxage={seconds}"
    response.vary.update(["Cookie", "Authorization", "Accept-Language", "Accept-Encoding"])
    return response


def options(choices: Iterable[tuple[str, Any]], chosen: str) -> Markup:
    """The lines of a list to choose from; a long one is the same on page after page."""
    return _options(tuple((value, str(label)) for value, label in choices), chosen)


@lru_cache(maxsize=256)
def _options(choices: tuple[tuple[str, str], ...], chosen: str) -> Markup:
    return Markup("").join(
        (_CHOSEN if value == chosen else _OTHER).format(value, label) for value, label in choices
    )


def see_other(url: str) -> BaseResponse:
    """After a form, a page that can be reloaded."""
    return redirect(url, 303)


def notice(text: Any, kind: str = "done") -> None:
    """A sentence on top of the next page: "done", "info", "warning" or "error"."""
    flash(str(text), kind)


def safe_next(url: str | None, otherwise: str = "/") -> str:
    """A path of this site to go on to; anything that could lead elsewhere is dropped."""
    if not url or not url.startswith("/") or url.startswith("//") or "\\" in url:
        return otherwise
    return otherwise if any(ord(character) < 32 for character in url) else url


def sign_in_url(back: str) -> str:
    """The sign-in page, which leads back here."""
    return door_url("/connexion", back)


def door_url(door: str, back: str) -> str:
    """A page that somebody must go through, which leads back here."""
    return f"{door}?suite={quote(back, safe='/')}"


def _texts(messages: Any) -> list[Any]:
    if isinstance(messages, Mapping):
        return [text for inner in messages.values() for text in _texts(inner)]
    return list(messages) if isinstance(messages, list) else [messages]
