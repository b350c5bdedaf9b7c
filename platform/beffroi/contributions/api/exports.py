"""Public ideas and comments as whole files, streamed: what open data is made of."""

from flask import Response

from beffroi.contributions.api.ideas import FILTERS
from beffroi.contributions.policies import READ
from beffroi.contributions.proposals import IdeaFilters
from beffroi.contributions.schemas import ExportQuery
from beffroi.contributions.services.exporting import (
    COMMENT_COLUMNS,
    IDEA_COLUMNS,
    exported_comments,
    exported_ideas,
)
from beffroi.core.api import ApiBlueprint
from beffroi.core.handing_out import as_csv, as_json_lines, handed_out
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded

blueprint = ApiBlueprint("exports", __name__, description="Public texts, as whole files")

SLOWLY = "10 per minute"
CSV, JSON_LINES = "text/csv", "application/jsonl"


@blueprint.hands_out("/ideas.csv", CSV, query=ExportQuery)
@at_most(SLOWLY)
@guarded(READ)
def ideas_as_csv(query: dict[str, str]) -> Response:
    """Every public idea, a line each, without the names of people."""
    lines = as_csv(IDEA_COLUMNS, exported_ideas(_filters(query)))
    return handed_out(lines, CSV, "idees.csv")


@blueprint.hands_out("/ideas.jsonl", JSON_LINES, query=ExportQuery)
@at_most(SLOWLY)
@guarded(READ)
def ideas_as_json_lines(query: dict[str, str]) -> Response:
    """The same, an object a line."""
    lines = as_json_lines(exported_ideas(_filters(query)))
    return handed_out(lines, JSON_LINES, "idees.jsonl")


@blueprint.hands_out("/comments.csv", CSV, query=ExportQuery)
@at_most(SLOWLY)
@guarded(READ)
def comments_as_csv(query: dict[str, str]) -> Response:
    """Every public comment under a public idea, a line each, without the names of people."""
    lines = as_csv(COMMENT_COLUMNS, exported_comments(_filters(query)))
    return handed_out(lines, CSV, "commentaires.csv")


@blueprint.hands_out("/comments.jsonl", JSON_LINES, query=ExportQuery)
@at_most(SLOWLY)
@guarded(READ)
def comments_as_json_lines(query: dict[str, str]) -> Response:
    """The same, an object a line."""
    lines = as_json_lines(exported_comments(_filters(query)))
    return handed_out(lines, JSON_LINES, "commentaires.jsonl")


def _filters(query: dict[str, str]) -> IdeaFilters:
    return IdeaFilters(**{FILTERS[name]: value for name, value in query.items()})  # type: ignore[arg-type]  # checked by the schema
