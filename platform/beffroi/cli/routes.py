"""What the application answers to, and who may ask it; the description of its API."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import click
from flask import Flask

from beffroi.cli.application import opened
from beffroi.core import policy

UNINTERESTING = frozenset({"HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Route:
    """A way in."""

    method: str
    path: str
    permission: str
    holders: tuple[str, ...]


@click.command()
@click.option("--json", "as_json", is_flag=True)
def routes(*, as_json: bool) -> None:
    """List every route with the permission it needs and who holds it."""
    with opened() as app:
        listed = list(routes_of(app))
    if as_json:
        click.echo(json.dumps([asdict(route) for route in listed], indent=2))
        return
    for route in listed:
        holders = ", ".join(route.holders)
        click.echo(f"{route.method:7} {route.path:60} {route.permission:28} {holders}")


@click.command()
def openapi() -> None:
    """Print the OpenAPI 3.1 description of the API."""
    with opened() as app, app.test_request_context("/api/openapi.json"):
        answer = app.make_response(app.dispatch_request())  # unlogged: it is nobody's request
    click.echo(json.dumps(answer.get_json(), indent=2, ensure_ascii=False))


def routes_of(app: Flask) -> Iterator[Route]:
    """Each method of each path, in the order of paths."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        permission = policy.permission_of(app, rule.endpoint) or ""
        for method in sorted((rule.methods or set()) - UNINTERESTING):
            yield Route(method, rule.rule, permission, policy.holders_of(permission))
