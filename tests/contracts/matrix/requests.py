"""A request for each route, on the things of a village, with a body that would be taken."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from beffroi.cli.routes import Route, routes_of
from tests.contracts.bodies.kinds import Form, Write
from tests.contracts.bodies.table import WRITES
from tests.contracts.forms.table import FORMS, UPLOADS
from tests.contracts.village import CALL, LENS, PLACE, Territory, Village

HOLE = re.compile(r"<(?:\w+:)?(\w+)>")
THING = re.compile(r"[{<][^}>]+[}>]")
SLUGS = {
    "administration": "call_slug", "appels": "call_slug", "calls": "call_slug",
    "quartiers": "place_slug", "neighbourhoods": "place_slug", "offices": "office_slug",
    "reponses-attendues": "office_slug",
}  # fmt: skip
THINGS = {
    "/accord/<token>": "guardian_link",
    "/api/v1/ideas/<uuid:idea_id>/split": "cut_idea",
    "/idees/<uuid:idea_id>/partage": "cut_idea",
    "/api/v1/calls/<slug:slug>/age": "young_slug",
    "/appels/<slug:slug>/age": "young_slug",
    "/api/v1/programs/<uuid:program_id>/secret": "secret_program",
    "/connexion/relier/<token>": "link",
}
# What a route without a body wants in its query, to be heard at all.
QUERIES = {"DELETE /api/v1/ideas/<uuid:idea_id>": "?texts=anonymise"}
# What lies under these is somebody's, whatever its permission says: the relay's, or one's own.
OF_RELAYS = ("/relais/recu/<", "/api/v1/assisted-acts/<")
OF_ONESELF = ("/moi/", "/api/v1/me/")


@dataclass(frozen=True)
class Asked:
    """A route to be tried on one village; `of` is whose thing it names, if somebody's."""

    route: Route
    url: str
    of: str = ""
    json: Mapping[str, Any] | None = None
    form: Form | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    says_where: bool = False

    @property
    def names_a_thing(self) -> bool:
        """Whether the address, or the body, points at something that lies in a territory."""
        return "<" in self.route.path or self.says_where

    def send(self, client: FlaskClient) -> TestResponse:
        """As a browser or a program does."""
        data = self.form.sent(dict(self.values)) if self.form else None
        return client.open(
            self.url,
            method=self.route.method,
            json=self.json,
            data=data,
            headers=dict(self.headers),
        )


def requests_on(app: Flask, village: Village, where: Territory) -> Iterator[Asked]:
    """Every route of the application, in the order of paths."""
    writes = {(write.method, _shape(write.path)): write for write in WRITES}
    endpoints = {
        (method, rule.rule): rule.endpoint
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
    }
    for route in routes_of(app):
        key = route.method, route.path
        write = writes.get((route.method, _shape(route.path)))
        form = (FORMS | UPLOADS).get(endpoints[key]) if route.method == "POST" else None
        yield _asked(route, write or form, village, where)


def _asked(route: Route, sample: Write | Form | None, village: Village, where: Territory) -> Asked:
    if sample is None:
        url = HOLE.sub(lambda hole: _named(route, hole[1], village), route.path)
        url += QUERIES.get(f"{route.method} {route.path}", "")
        takes_json = route.path.startswith("/api/") and route.method in {"POST", "PUT"}
        return Asked(route, url, _of(route, ""), json={} if takes_json else None)
    url, of = _moved(sample.path, where).format_map(village.ids), _of(route, sample.who)
    if isinstance(sample, Write):
        body = village.filled(_in(sample.body, where))
        says = _says_where(sample.body)
        return Asked(route, url, of, body, headers=sample.headers, says_where=says)
    values, says = village.filled(_in(sample.values, where)), _says_where(sample.values)
    return Asked(route, url, of, form=sample, values=values, says_where=says)


def _named(route: Route, hole: str, village: Village) -> str:
    """What stands in the hole: the owner's thing for what only owners do, else a public one."""
    if hole == "slug" and route.path not in THINGS:
        first = route.path.removeprefix("/api/v1").split("/")[1]
        return village.ids[SLUGS.get(first, f"{first}_slug")]
    if hole == "provider":
        return "franceconnect"
    if route.path in THINGS:
        return village.ids[THINGS[route.path]]
    kind = hole.removesuffix("_id")
    first, second = ("asked", "public") if "owner" in route.holders else ("public", "asked")
    for name in (f"{first}_{kind}", kind, f"{second}_{kind}"):
        if name in village.ids:
            return village.ids[name]
    return "x"


def _of(route: Route, who: str) -> str:
    """Whose thing the address names: of a session that is not theirs, people see nothing."""
    if "<uuid:" not in route.path:
        return ""
    if route.path.startswith(OF_RELAYS):
        return "relay"
    theirs = route.path.startswith(OF_ONESELF) or "owner" in route.holders
    return (who or "resident") if theirs else ""


def _shape(path: str) -> str:
    return THING.sub("{}", path)


def _in(values: Mapping[str, Any], where: Territory) -> dict[str, Any]:
    """The same values, naming the places of this territory."""
    return {
        name: _moved(value, where) if isinstance(value, str) else value
        for name, value in values.items()
    }


def _moved(text: str, where: Territory) -> str:
    for ours, theirs in ((CALL, where.call), (PLACE, where.place), (LENS.contract, where.contract)):
        text = re.sub(rf"(?<![\w-]){ours}(?![\w-])", theirs, text)
    return text


def _says_where(values: Mapping[str, Any]) -> bool:
    elsewhere = Territory("elsewhere", "elsewhere", "elsewhere")
    return _in(values, elsewhere) != dict(values) or any(map(_is_a_thing, values.values()))


def _is_a_thing(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_is_a_thing, value))
    return isinstance(value, str) and value.startswith("{")


def reference_values() -> frozenset[str]:
    """What a body may say that no person typed: codes, slugs and choices of a list."""
    return frozenset(
        value
        for body in [write.body for write in WRITES] + [form.values for form in FORMS.values()]
        for value in body.values()
        if isinstance(value, str) and re.fullmatch(r"[a-z0-9_/{}.:-]*", value) and "@" not in value
    )
