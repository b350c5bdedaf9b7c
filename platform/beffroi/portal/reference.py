"""OpenAPI 3.1 of the whole API, and its reference as a page that loads nothing from elsewhere."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Response, current_app, jsonify

from beffroi.core.pages import PageBlueprint, render, shared
from beffroi.core.policy import PUBLIC, guarded
from beffroi.core.problems import NotFound

blueprint = PageBlueprint("reference", __name__)

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Operation:
    """One thing a program can do, as the page shows it."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    parameters: list[dict[str, Any]]
    body: list[dict[str, Any]]
    is_form: bool
    answer: list[dict[str, Any]]
    status: str


@blueprint.get("/api/openapi.json")
@guarded(PUBLIC)
def openapi() -> Response:
    """The description a program reads."""
    response = jsonify(document())
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@blueprint.get("/api/docs")
@guarded(PUBLIC)
def page() -> Response:
    """The same for people: how to begin, and the themes."""
    described = document()
    about = {_theme(tag["name"]): tag.get("description", "") for tag in described["tags"]}
    counts = Counter(theme for theme, *_rest in _operations(described))
    themes = [(name, about.get(name, ""), count) for name, count in counts.items()]
    return shared(render("portal/reference.html", themes=themes, info=described["info"]))


@blueprint.get("/api/docs/<slug:theme>")
@guarded(PUBLIC)
def of_theme(theme: str) -> Response:
    """What a program can do there."""
    described = document()
    found = [
        _operation(described, path, method, item)
        for name, path, method, item in _operations(described)
        if name == theme
    ]
    if not found:
        raise NotFound
    return shared(render("portal/reference_theme.html", theme=theme, operations=found))


def _operations(described: dict[str, Any]) -> Iterator[tuple[str, str, str, Any]]:
    """Each with its theme, its path and its method."""
    for path, item in described["paths"].items():
        for method in METHODS:
            if method in item:
                yield _theme((item[method].get("tags") or ["api"])[0]), path, method, item


def _theme(tag: str) -> str:
    """As its address says it."""
    return tag.removeprefix("api_").replace("_", "-")


def document() -> dict[str, Any]:
    """The OpenAPI document, made once."""
    kept: dict[str, Any] | None = current_app.extensions.get("beffroi_openapi")
    if kept is None:
        kept = current_app.extensions["beffroi_reference"].document()
        current_app.extensions["beffroi_openapi"] = kept
    return kept


def _operation(described: dict[str, Any], path: str, method: str, item: Any) -> Operation:
    operation = item[method]
    sent = operation.get("requestBody", {}).get("content", {})
    body: Any = next(iter(sent.values()), {})
    status = next((code for code in operation["responses"] if code.startswith("2")), "")
    answered = operation["responses"].get(status, {}).get("content", {}).get("application/json", {})
    return Operation(
        anchor=f"{method}-{path.strip('/').replace('/', '-').replace('{', '').replace('}', '')}",
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        parameters=[_resolved(described, p) for p in _parameters(item, operation)],
        body=_fields(described, body.get("schema", {})),
        is_form="multipart/form-data" in sent,
        answer=_fields(described, answered.get("schema", {})),
        status=status,
    )


def _parameters(item: dict[str, Any], operation: dict[str, Any]) -> list[dict[str, Any]]:
    return [*item.get("parameters", []), *operation.get("parameters", [])]


def _fields(described: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of an object, or of the items of a list, one line each."""
    schema = _resolved(described, schema)
    if schema.get("type") == "array":
        schema = _resolved(described, schema["items"])
    required = set(schema.get("required", []))
    return [
        {"name": name, "required": name in required, **_line(described, field)}
        for name, field in schema.get("properties", {}).items()
    ]


def _line(described: dict[str, Any], field: dict[str, Any]) -> dict[str, Any]:
    resolved = _resolved(described, field)
    kind = resolved.get("type", "object")
    kinds = " | ".join(kind) if isinstance(kind, list) else kind
    inner = _resolved(described, resolved.get("items", {})).get("type", "object")
    return {
        "type": f"{kinds} ({inner})" if kinds == "array" else kinds,
        "format": resolved.get("format", ""),
        "description": resolved.get("description", ""),
        "choices": resolved.get("enum", []),
        "longest": resolved.get("maxLength", ""),
    }


def _resolved(described: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref")
    if reference is None:
        return schema
    found: Any = described
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)
