"""Everything that is public, for whoever wants to reuse it: no name, no person, no hidden text."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import exists, select

from beffroi.contributions.models import Call, Comment, Idea
from beffroi.contributions.proposals import IdeaFilters
from beffroi.contributions.services.cards import THEMES
from beffroi.contributions.services.listing import conditions_of
from beffroi.contributions.services.visibility import visible_comments, visible_ideas
from beffroi.core.actor import ANONYMOUS
from beffroi.core.handing_out import rows_by_page

IDEA_COLUMNS = (
    "id", "call", "contract", "neighbourhood", "themes", "title", "body", "language", "stage",
    "answer", "structure", "support_count", "comment_count", "outside_supports", "submitted_at",
    "published_at",
)  # fmt: skip
COMMENT_COLUMNS = ("id", "idea_id", "body", "language", "written_at")


def exported_ideas(filters: IdeaFilters) -> Iterator[dict[str, Any]]:
    """The public ideas that pass the filters, the oldest first; read as they are asked for."""
    query = (
        select(
            Idea.id,
            Call.slug.label("call"),
            Idea.contract_slug.label("contract"),
            Idea.neighbourhood_slug.label("neighbourhood"),
            THEMES.label("themes"),
            Idea.title,
            Idea.body,
            Idea.language,
            Idea.stage,
            Idea.answer,
            Idea.structure_slug.label("structure"),
            Idea.support_count,
            Idea.comment_count,
            Idea.outside_supports,
            Idea.submitted_at,
            Idea.published_at,
        )
        .join(Call, Call.id == Idea.call_id)
        .where(visible_ideas(ANONYMOUS), *conditions_of(filters))
    )
    return _told(query, Idea.id, IDEA_COLUMNS)


def exported_comments(filters: IdeaFilters) -> Iterator[dict[str, Any]]:
    """The public comments under the public ideas that pass the filters, the oldest first."""
    under = exists().where(
        Idea.id == Comment.idea_id, visible_ideas(ANONYMOUS), *conditions_of(filters)
    )
    columns = (Comment.id, Comment.idea_id, Comment.body, Comment.language, Comment.written_at)
    query = select(*columns).where(visible_comments(ANONYMOUS), under)
    return _told(query, Comment.id, COMMENT_COLUMNS)


def _told(query: Any, key: Any, columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    rows = rows_by_page(query, key)
    return ({name: _plain(name, getattr(row, name)) for name in columns} for row in rows)


def _plain(name: str, value: Any) -> Any:
    """As JSON has it; the themes stand in one cell, apart from each other by a space."""
    if name == "themes":
        return " ".join(sorted((value or "").split()))
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value if value is None or isinstance(value, int) else str(value)
