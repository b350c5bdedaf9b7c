"""A program of a stranger: it knows nothing but the OpenAPI document, and holds the API to it."""

from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from beffroi.core import db

JSON, FORM = "application/json", "multipart/form-data"


@dataclass(frozen=True)
class Stranger:
    """Somebody signed in, whose program reads names in the document."""

    client: FlaskClient
    document: dict[str, Any]

    def do(self, operation: str, /, **given: Any) -> Any:
        """Send "POST /calls/{slug}/phases", what fills the path first; what the answer holds."""
        answer = self.ask(operation, **given)
        assert answer.status_code < 300, answer.get_data(as_text=True)
        told = answer.get_json() if answer.data else None
        self._check_answer(operation, answer, told)
        return told

    def ask(self, operation: str, /, **given: Any) -> TestResponse:
        """The same, whatever the answer is; its status is one that the document tells of."""
        method, path = operation.split()
        filled = {name: given.pop(name) for name in list(given) if f"{{{name}}}" in path}
        described = self._operation(operation)
        kinds = described.get("requestBody", {}).get("content", {})
        self._check_names(kinds, {} if method == "GET" else given)
        place = "data" if FORM in kinds else "query_string" if method == "GET" else "json"
        sent: dict[str, Any] = {place: given}
        db.session().commit()
        url = f"/api/v1{path.format_map(filled)}"
        answer = self.client.open(url, method=method, **sent)
        assert str(answer.status_code) in described["responses"], answer.get_data(as_text=True)
        return answer

    def _operation(self, operation: str) -> dict[str, Any]:
        method, path = operation.split()
        found: dict[str, Any] = self.document["paths"][f"/api/v1{path}"][method.lower()]
        return found

    def _check_names(self, kinds: dict[str, Any], given: dict[str, Any]) -> None:
        known = self._followed(kinds[min(kinds)]["schema"]) if kinds else {}
        assert given.keys() <= known.get("properties", {}).keys(), given
        assert set(known.get("required", ())) <= given.keys(), known["required"]

    def _check_answer(self, operation: str, answer: TestResponse, told: Any) -> None:
        content = self._operation(operation)["responses"][str(answer.status_code)].get("content")
        if content and isinstance(told, dict):
            named = self._followed(content[JSON]["schema"]).get("properties", {})
            assert told.keys() <= named.keys(), told.keys() - named.keys()

    def _followed(self, schema: dict[str, Any]) -> dict[str, Any]:
        found: Any = self.document if "$ref" in schema else schema
        for step in schema.get("$ref", "#/").removeprefix("#/").split("/"):
            found = found[step] if step else found
        return dict(found)
