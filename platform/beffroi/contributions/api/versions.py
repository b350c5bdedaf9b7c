"""`If-Match` with the version of a text: nobody overwrites what they have not read."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask_smorest import Blueprint

from beffroi.contributions.schemas import IfMatchSchema

View = TypeVar("View", bound=Callable[..., Any])


def with_version(blueprint: Blueprint) -> Callable[[View], View]:
    """Give the view the headers as its argument after the body."""
    documented: Callable[[View], View] = blueprint.arguments(IfMatchSchema, location="headers")
    return documented


def seen_version(headers: dict[str, Any]) -> int:
    """The number in quotes."""
    return int(headers["if_match"].strip('"'))
