"""The OpenAPI document is valid, and what it says of each operation is what the API does."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.contracts.village import Village, build

PATH = "/api/openapi.json"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
    allow_header_conformance,
    negative_data_rejection,
]
METHODS = {"get", "post", "put", "patch", "delete"}
PEOPLE = ("", "resident", "moderator", "administrator")
EXAMPLES = 3
ENDS = {"DELETE /api/v1/me", "PUT /api/v1/me/second-factor"}  # the session is no more after them
SOME = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def village(app: Flask, drain: Callable[[], int]) -> Village:
    """Rows for every path."""
    return build(app, drain)


@pytest.fixture
def described(app: Flask) -> Any:
    """The document as Schemathesis reads it, from the application itself."""
    return schemathesis.openapi.from_wsgi(PATH, app)


def test_the_document_is_valid_openapi_3_1(client: FlaskClient) -> None:
    document = client.get(PATH).get_json()
    assert document["openapi"].startswith("3.1")
    schemathesis.openapi.from_dict(document).validate()


def test_every_operation_names_its_statuses_and_its_summary(client: FlaskClient) -> None:
    for path, method, operation in _operations(client):
        assert "default" not in operation["responses"], f"{method} {path}"
        assert operation["summary"], f"{method} {path}"


def test_every_route_of_the_api_is_in_the_document(app: Flask, client: FlaskClient) -> None:
    documented = {(method, path) for path, method, _operation in _operations(client)}
    routes = {
        (method.lower(), _as_template(rule.rule))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert documented == routes


def test_a_method_that_is_not_documented_is_a_405_that_names_the_others(
    client: FlaskClient,
) -> None:
    document = client.get(PATH).get_json()
    for path, item in document["paths"].items():
        url = _filled(path)
        for method in METHODS - set(item):
            answer = client.open(url, method=method.upper())
            assert answer.status_code == 405, f"{method} {path}"
            assert answer.content_type == "application/problem+json"
            allowed = {name.strip().lower() for name in answer.headers["Allow"].split(",")}
            assert allowed & METHODS == METHODS & set(item)


@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: who or "nobody")
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_the_api_does_what_the_document_says(
    described: Any, village: Village, who: str, mode: GenerationMode
) -> None:
    failures: list[str] = []
    operations = [result.ok() for result in described.get_all_operations()]
    for operation in sorted(operations, key=lambda one: one.label in ENDS):
        try:
            _exercise(operation, village, who, mode)
        except Unsatisfiable:  # an operation that takes nothing cannot be sent anything wrong
            assert mode is GenerationMode.NEGATIVE
        except FailureGroup as group:
            failures.append(f"{operation.label}: {_told(group)}")
    assert not failures, "\n\n".join(failures)


def _exercise(operation: Any, village: Village, who: str, mode: GenerationMode) -> None:
    """Some cases of an operation, half of them on rows that exist."""

    @SOME
    @given(case=operation.as_strategy(generation_mode=mode), choice=st.integers(0, 3))
    def one(case: Any, choice: int) -> None:
        for name in case.path_parameters or {}:
            known = village.known(name)
            if choice < len(known):
                case.path_parameters[name] = known[choice]
        case.call_and_validate(headers=village.headers(who), checks=CHECKS)

    one()


def _told(group: BaseExceptionGroup[Any]) -> str:
    return " | ".join(str(error) for error in _leaves(group))


def _leaves(group: BaseExceptionGroup[Any]) -> Iterator[BaseException]:
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _leaves(error)
        else:
            yield error


def _operations(client: FlaskClient) -> Iterator[tuple[str, str, Any]]:
    for path, item in client.get(PATH).get_json()["paths"].items():
        for method in METHODS & set(item):
            yield path, method, item[method]


def _as_template(rule: str) -> str:
    return "/".join(
        f"{{{part.strip('<>').split(':')[1]}}}" if part.startswith("<") else part
        for part in rule.split("/")
    )


def _filled(path: str) -> str:
    given = {"slug": "cite-des-brebis", "version": "1"}
    return "/".join(
        given.get(part.strip("{}"), str(uuid.uuid4())) if part.startswith("{") else part
        for part in path.split("/")
    )
