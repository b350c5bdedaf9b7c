"""OpenAPI 3.1 of the whole API, and its reference as a page that loads nothing from elsewhere."""

from dataclasses import dataclass
from typing import Any

from flask import Response, current_app, jsonify

from beffroi.core.pages import PageBlueprint, render, shared
from beffroi.core.policy import PUBLIC, guarded

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
    """The same for people."""
    described = document()
    groups: dict[str, list[Operation]] = {}
    for path, item in described["paths"].items():
        for method in METHODS:
            if method in item:
                tag = (item[method].get("tags") or ["api"])[0].removeprefix("api_")
                groups.setdefault(tag, []).append(_operation(described, path, method, item))
    return shared(render("portal/reference.html", groups=groups, info=described["info"]))


def document() -> dict[str, Any]:
    """The OpenAPI document, made once."""
    kept: dict[str, Any] | None = current_app.extensions.get("beffroi_openapi")
    if kept is None:
        kept = current_app.extensions["beffroi_reference"].document()
        current_app.extensions["beffroi_openapi"] = kept
    return kept


def _operation(described: dict[str, Any], path: str, method: str, item: Any) -> Operation:
    operation = item[method]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
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
