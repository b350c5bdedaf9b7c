"""The JSON API: OpenAPI 3.1, problems, keyset pages, ETags, one place for each."""

import functools
import hashlib
import threading
from collections.abc import Callable
from typing import Any, NoReturn

from flask import Flask, Request, Response, request
from flask_smorest import Api, Blueprint
from marshmallow import RAISE, Schema, fields, validate
from webargs.flaskparser import FlaskParser

from beffroi.core.complaints import reword
from beffroi.core.i18n import lazy
from beffroi.core.idempotency import HEADER, idempotent
from beffroi.core.keyset import LIMIT, MAX_LIMIT
from beffroi.core.pages import shared
from beffroi.core.problems import PROBLEM_JSON, Problem
from beffroi.core.uploads import document_as_one

__all__ = ["ApiBlueprint", "CursorQuery", "InputSchema", "cacheable", "idempotent", "page_of"]

FILE = {"type": "string", "format": "binary"}
ALWAYS = (400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 415, 422, 429, 500, 503)


class ProblemSchema(Schema):
    """RFC 9457."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    code = fields.String(required=True)
    errors = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))


class InputSchema(Schema):
    """What a program sends: an unknown field is an error, not a silence."""

    error_messages = {  # noqa: RUF012 (marshmallow's own way)
        "unknown": lazy("Ce champ n’existe pas ici."),
        "type": lazy("Nous attendons ici un objet JSON."),
    }

    class Meta:
        unknown = RAISE


class CursorQuery(InputSchema):
    """Where to go on in a list, and how many lines to give."""

    cursor = fields.String(validate=validate.Length(min=1, max=500))
    limit = fields.Integer(
        load_default=LIMIT, strict=False, validate=validate.Range(min=1, max=MAX_LIMIT)
    )


def page_of(item: type[Schema], name: str = "", **more: fields.Field[Any]) -> type[Schema]:
    """The schema of a page: `items`, `next_cursor`, `total` where it is counted, and what more."""
    return Schema.from_dict(
        {
            "items": fields.List(fields.Nested(item), required=True),
            "next_cursor": fields.String(allow_none=True, required=True),
            "total": fields.Integer(),
            **more,
        },
        name=name or item.__name__.removesuffix("Schema") + "Page",
    )


class BeffroiApi(Api):  # type: ignore[misc]  # flask-smorest is not typed
    """flask-smorest without its own error handlers: errors leave through `core.problems`.

    Routes are described when the description is first asked for: most processes never are.
    """

    ERROR_SCHEMA = ProblemSchema
    DEFAULT_ERROR_RESPONSE_NAME = None  # each status is documented; a default would hide the others

    def __init__(self, app: Flask, **options: Any) -> None:
        self._described = threading.Lock()
        self._undescribed: list[Blueprint] = []
        super().__init__(app, **options)

    def register_blueprint(self, blp: Blueprint, **options: Any) -> None:
        """Bring its routes now, their description later."""
        self._app.extensions["flask-smorest"]["blp_name_to_api"][blp.name] = self
        self._app.register_blueprint(blp, **options)
        self._undescribed.append(blp)

    def document(self) -> dict[str, Any]:
        """The OpenAPI document of every route."""
        with self._described:
            while self._undescribed:
                blp = self._undescribed.pop(0)
                blp.register_views_in_doc(
                    self, self._app, self.spec, name=blp.name, parameters=None
                )
                self.spec.tag({"name": blp.name, "description": blp.description})
            described: dict[str, Any] = self.spec.to_dict()
            return described

    def _register_error_handlers(self) -> None:
        """`core.problems` has them all."""


class StrictParser(FlaskParser):
    """What is sent, read once: unknown fields are refused in a query as they are in a body."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"json": None, "query": None}  # noqa: RUF012 (webargs' own way)

    def load_querystring(self, req: Request, schema: Schema) -> Any:
        """All but `lang`, which chooses the language of any answer."""
        asked = req.args.copy()
        asked.pop("lang", None)
        return self._makeproxy(asked, schema)

    def load_json(self, req: Request, schema: Schema) -> Any:
        """A number or a nesting that no honest program sends is broken JSON too."""
        try:
            return super().load_json(req, schema)
        except (ValueError, RecursionError) as error:
            raise Problem(lazy("Le contenu envoyé n’est pas du JSON.")) from error

    def pre_load(self, location_data: Any, *, schema: Schema, **_where: Any) -> Any:
        """What is wrong is said in the reader's language."""
        reword(schema)
        return location_data

    def _handle_invalid_json_error(self, error: ValueError, *_request: Any) -> NoReturn:
        raise error


class ApiBlueprint(Blueprint):  # type: ignore[misc]  # flask-smorest is not typed
    """The routes of a slice under /api/v1; each documents the problems it may answer with."""

    ARGUMENTS_PARSER = StrictParser()

    def __init__(self, name: str, import_name: str, **options: Any) -> None:
        super().__init__(f"api_{name}", import_name, url_prefix="/api/v1", **options)

    def reads(self, rule: str, schema: type[Schema] | Schema, **options: Any) -> Callable[..., Any]:
        """A GET that answers 200 with this schema, or 304."""
        return self._endpoint(rule, "GET", (200, schema), **options)

    def writes(
        self,
        rule: str,
        method: str,
        schema: type[Schema] | Schema | None,
        status: int = 200,
        **options: Any,
    ) -> Callable[..., Any]:
        """A POST, PUT or DELETE; a POST honours `Idempotency-Key`.

        `keyed=False` for an answer that holds a secret: it is not to be kept for a replay.
        """
        return self._endpoint(rule, method, (status, schema), **options)

    def receives(
        self,
        rule: str,
        files: type[Schema],
        form: type[Schema],
        schema: type[Schema],
        prepare: Callable[..., Any],
    ) -> Callable[..., Any]:
        """A POST of a form with a file, which answers 201; `prepare` reads the file first."""

        def decorate(view: Callable[..., Any]) -> Any:
            wrapped = _documents_key(self)(idempotent(self.response(201, schema)(view)))
            wrapped = _after(prepare, wrapped)  # before a key locks anything
            wrapped = self.arguments(form, location="form")(wrapped)
            wrapped = self.arguments(files, location="files")(wrapped)
            document_as_one(wrapped, files, form)
            _document_problems(wrapped, "POST")
            return self.route(rule, methods=["POST"])(wrapped)

        return decorate

    def hands_out(self, rule: str, content_type: str, *, query: Any = None) -> Callable[..., Any]:
        """A GET that answers 200 with a file."""

        def decorate(view: Callable[..., Any]) -> Any:
            wrapped = self.response(200, FILE, content_type=content_type)(view)
            if query is not None:
                wrapped = self.arguments(query, location="query")(wrapped)
            _document_problems(wrapped, "GET")
            return self.route(rule, methods=["GET"])(wrapped)

        return decorate

    def _endpoint(
        self,
        rule: str,
        method: str,
        answer: tuple[int, Any],
        *,
        query: Any = None,
        body: Any = None,
        keyed: bool = True,
    ) -> Callable[..., Any]:
        def decorate(view: Callable[..., Any]) -> Any:
            wrapped = self.response(*answer)(view)
            if method == "POST" and keyed:
                wrapped = _documents_key(self)(idempotent(wrapped))
            if query is not None:
                wrapped = self.arguments(query, location="query")(wrapped)
            if body is not None:
                wrapped = self.arguments(body, location="json")(wrapped)
            _document_problems(wrapped, method)
            return self.route(rule, methods=[method])(wrapped)

        return decorate


def _after(prepare: Callable[..., Any], view: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(view)
    def prepared(files: Any, form: Any, **path: Any) -> Any:
        return view(prepare(files, **path), form, **path)

    return prepared


def _document_problems(view: Any, method: str) -> None:
    """Said once for all routes, by reference: copying it for each would slow every start."""
    answers = view._apidoc.setdefault("response", {}).setdefault("responses", {})
    answers.update({code: [f"Problem{code}"] for code in ALWAYS})
    if method == "GET":
        answers[304] = ["NotModified"]


def _documents_key(blueprint: ApiBlueprint) -> Callable[..., Any]:
    """The header in the reference."""
    parameter = {
        "in": "header",
        "name": HEADER,
        "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[ -~]+$"},
        "description": "The same key for the same write makes it happen once.",
    }
    documented: Callable[..., Any] = blueprint.doc(parameters=[parameter])
    return documented


def cacheable(response: Response) -> Response:
    """Give every JSON reading an ETag, and answer 304 when the program already has it.

    A stream is left alone: to know its digest would be to hold all of it.
    """
    is_reading = request.method == "GET" and response.status_code == 200
    if not is_reading or not response.is_json or response.is_streamed:
        return response
    if response.get_etag() == (None, None):  # a view may give its own, by version
        digest = hashlib.sha256(response.get_data()).hexdigest()[:20]
        response.set_etag(digest, weak=True)
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-cache"
        shared(response)
    response.make_conditional(request)
    return response


def init_app(app: Flask) -> BeffroiApi:
    """The API of this application; slices register their blueprints on it."""
    app.config.update(
        API_TITLE="Beffroi",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=None,
    )
    app.after_request(_conditional)
    api = BeffroiApi(app, spec_kwargs=_about())
    answers = api.spec.components
    for code in ALWAYS:
        content = {PROBLEM_JSON: {"schema": ProblemSchema}}
        answers.response(f"Problem{code}", {"description": f"Problem {code}", "content": content})
    answers.response("NotModified", {"description": "Not modified"})
    return api


def _conditional(response: Response) -> Response:
    return cacheable(response) if request.path.startswith("/api/") else response


def _about() -> dict[str, Any]:
    return {
        "info": {
            "description": (
                "The same acts as the pages. Readings are public; writings want the token of a "
                "session as `Authorization: Bearer …`. Errors are application/problem+json."
            ),
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        },
        "components": {"securitySchemes": {"session": {"type": "http", "scheme": "bearer"}}},
        "security": [{}, {"session": []}],
    }
