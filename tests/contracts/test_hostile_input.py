"""What no honest program or form sends: a clear 4xx that names the field, and nothing written."""

import json
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.contracts.bodies.kinds import Write
from tests.contracts.bodies.table import WRITES
from tests.contracts.conftest import Settled
from tests.contracts.counting import counts
from tests.contracts.forms.table import UPLOADS
from tests.contracts.village import LENS, PARAMETERS, Village

JSON = "application/json"
SCRIPT = "<script>alert(1)</script>"
NOT_TEXT: tuple[Any, ...] = (7, True, 1.5, ["Un banc"], {"fr": "Un banc"})
BAD_TEXTS = {
    "null byte": "Un\x00banc",
    "control": "Un\x1bbanc",
    "right-to-left override": "Un \u202ebanc",
    "isolate": "Un \u2066banc",
    "half surrogate": "Un \ud800banc",
    "10,000 signs": "b" * 10_000,
    "invisible": "\u200b\u2060",
    "blank": " \n ",
}
BODIES = {
    "nothing": b"",
    "broken JSON": b'{"body": ',
    "broken UTF-8": b'{"title": "\xff\xfe", "body": "\xc3\x28"}',
    "UTF-16": json.dumps({"title": "Un banc"}).encode("utf-16"),
    "an array": b'[{"title": "Un banc"}]',
    "a word": b'"Un banc"',
    "null": b"null",
    "deep": b"[" * 100_000 + b"]" * 100_000,
    "endless number": b'{"seen_version": ' + b"9" * 10_000 + b"}",
    "no number": b'{"seen_version": NaN, "support": Infinity}',
}
QUERIES = ("cursor=%00", "cursor=WyJ4Il0", "cursor=..%2F..", "limit=-1", "limit=1e9", "limit=x")
OVERSIZE = json.dumps({"body": "b" * 300_000}).encode()


EVERY_WRITE = pytest.mark.parametrize("write", WRITES, ids=lambda write: write.label)


@pytest.fixture
def village(settled: Settled) -> Village:
    """Rows for every path."""
    return settled.villages[LENS.contract]


@pytest.fixture
def client(settled: Settled) -> FlaskClient:
    """Somebody without a session."""
    return settled.app.test_client()


@pytest.fixture
def nothing_written(village: Village) -> Iterator[None]:
    """Whatever the test sends, each table holds as many rows after it."""
    before = counts()
    yield
    assert counts() == before


def test_every_operation_that_takes_a_body_is_tried(client: FlaskClient) -> None:
    document = client.get("/api/openapi.json").get_json()
    documented = {
        (method, path): set(_properties(document, operation))
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if isinstance(operation, dict) and JSON in _taken(operation)
    }
    tried = {(write.method.lower(), _template(write.path)): set(write.body) for write in WRITES}
    assert documented == tried


def test_every_operation_that_takes_a_file_is_tried(app: Flask) -> None:
    takes_files = {
        endpoint
        for endpoint, view in app.view_functions.items()
        if endpoint.startswith("api_") and hasattr(view, "largest_file")
    }
    assert takes_files == set(UPLOADS)


@EVERY_WRITE
def test_the_body_without_a_fault_is_taken(
    client: FlaskClient, village: Village, write: Write
) -> None:
    answer = _send(client, village, write, write.body)
    assert answer.status_code < 300, answer.get_data(as_text=True)


@pytest.mark.usefixtures("nothing_written")
def test_a_field_that_cannot_be_taken_is_named(client: FlaskClient, village: Village) -> None:
    wrong = []
    for write, name, what, bad in _every_bad_value():
        answer = _send(client, village, write, write.body | {name: bad})
        errors = (answer.get_json(silent=True) or {}).get("errors", {})
        if answer.status_code != 422 or name not in {key.split(".")[0] for key in errors}:
            wrong.append(f"{write.label}: {name}, {what}: {answer.get_data(as_text=True)[:300]}")
    assert wrong == []


@pytest.mark.usefixtures("nothing_written")
def test_an_unknown_field_is_named(client: FlaskClient, village: Village) -> None:
    for write, name in product(WRITES, ("intruder", "__proto__", "author_id", SCRIPT)):
        answer = _send(client, village, write, write.body | {name: "x"})
        assert answer.status_code == 422, f"{write.label}: {name}"
        assert name in answer.get_json()["errors"]


@pytest.mark.usefixtures("nothing_written")
def test_a_body_that_is_no_object_is_refused(client: FlaskClient, village: Village) -> None:
    for write, (what, body) in product(WRITES, BODIES.items()):
        answer = _send_raw(client, village, write, body)
        assert answer.status_code in {400, 422}, f"{write.label}, {what}"
        assert answer.content_type == "application/problem+json"


@pytest.mark.usefixtures("nothing_written")
def test_a_body_of_another_kind_or_size_is_refused(client: FlaskClient, village: Village) -> None:
    for write in WRITES:
        assert _send_raw(client, village, write, OVERSIZE).status_code == 413
        form = _send_raw(client, village, write, b"body=x", "application/x-www-form-urlencoded")
        assert form.status_code in {415, 422}


@pytest.mark.usefixtures("nothing_written")
def test_a_version_that_is_no_version_is_refused(client: FlaskClient, village: Village) -> None:
    revision = next(write for write in WRITES if write.headers)
    for version in ("1", '"0"', '"-1"', 'W/"1"', "*", '"1', '"' + "9" * 400 + '"', '"1"\x0b'):
        headers = village.headers(revision.who) | {"If-Match": version}
        url = revision.path.format_map(village.ids)
        answer = client.put(url, json=revision.body, headers=headers)
        assert answer.status_code == 422, version
        assert "If-Match" in answer.get_json()["errors"]


@pytest.mark.parametrize(
    ("path", "who"),
    [("/api/v1/ideas", ""), ("/api/v1/calls", ""), ("/api/v1/cases", "moderator"),
     ("/api/v1/me/messages", "resident"), ("/api/v1/me/ideas", "resident"),
     ("/api/v1/ideas/{public_idea}/comments", ""), ("/api/v1/blocks", "moderator"),
     ("/api/v1/assisted-acts", "relay"), ("/api/v1/me/assisted-acts", "resident"),
     ("/api/v1/letters", "relay"), ("/api/v1/relay-acts", "staff"),
     ("/api/v1/relay-days", "staff"), ("/api/v1/inbox/ideas", "staff")],
)  # fmt: skip
def test_a_query_that_cannot_be_taken_is_named(
    client: FlaskClient, village: Village, path: str, who: str
) -> None:
    for query in QUERIES:
        answer = client.get(f"{path.format_map(village.ids)}?{query}", headers=village.headers(who))
        assert answer.status_code == 422, query
        assert query.split("=")[0] in answer.get_json()["errors"]


def _every_bad_value() -> Iterator[tuple[Write, str, str, Any]]:
    for write in WRITES:
        for name, value in write.body.items():
            for what, bad in _bad_values(write, name, value):
                yield write, name, what, bad


def _bad_values(write: Write, name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """What this field must refuse, whatever its kind."""
    yield "another type", {"x": [1]}
    yield "a list", [[]]
    if not isinstance(value, str):
        yield "text", SCRIPT
        return
    for other in NOT_TEXT:
        yield f"{other!r}", other
    for what, text in BAD_TEXTS.items():
        empty = what in {"invisible", "blank"}
        if not (empty and name in write.optional) and name != "token":
            yield what, text


def _send(
    client: FlaskClient, village: Village, write: Write, body: dict[str, Any]
) -> TestResponse:
    return _send_raw(client, village, write, json.dumps(village.filled(body)).encode())


def _send_raw(
    client: FlaskClient, village: Village, write: Write, body: bytes, kind: str = "application/json"
) -> TestResponse:
    headers = village.headers(write.who) | write.headers
    url = write.path.format_map(village.ids)
    return client.open(url, method=write.method, data=body, content_type=kind, headers=headers)


def _template(path: str) -> str:
    holes = {name: f"{{{parameter}}}" for name, parameter in PARAMETERS.items()}
    return path.format_map(holes)


def _taken(operation: dict[str, Any]) -> dict[str, Any]:
    """The kinds of body that it takes."""
    content: dict[str, Any] = operation.get("requestBody", {}).get("content", {})
    return content


def _properties(document: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    schema = operation["requestBody"]["content"][JSON]["schema"]
    name = schema["$ref"].rpartition("/")[2]
    properties: dict[str, Any] = document["components"]["schemas"][name]["properties"]
    return properties
