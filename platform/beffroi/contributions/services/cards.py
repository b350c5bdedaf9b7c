"""Rows of ideas made into what lists and pages show."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select

from beffroi.contributions.labels import SOMEBODY
from beffroi.contributions.models import Idea, IdeaTheme
from beffroi.contributions.views import IdeaCard
from beffroi.core.text import excerpt
from beffroi.territories import services as territories
from beffroi.territories.views import ThemeView

EXCERPT = 180

COMMON = (
    Idea.id,
    Idea.title,
    Idea.language,
    Idea.contract_slug,
    Idea.neighbourhood_slug,
    Idea.author_name,
    Idea.visibility,
    Idea.stage,
    Idea.support_count,
    Idea.comment_count,
    Idea.submitted_at,
    Idea.published_at,
)
# In the statement of the ideas themselves: a second one cost a list as much as a third of them.
THEMES = (
    select(func.aggregate_strings(IdeaTheme.theme_slug, " "))
    .where(IdeaTheme.idea_id == Idea.id)
    .scalar_subquery()
    .label("theme_slugs")
)
# A list shows the beginning of a text: the rest need not leave the database.
CARD = (*COMMON, THEMES, func.substr(Idea.body, 1, 2 * EXCERPT).label("body"))
_NAMES = tuple(column.key for column in COMMON)


def cards(rows: Sequence[Any]) -> list[IdeaCard]:
    """The cards of these rows."""
    return [IdeaCard(**shown(row)) for row in rows]


def shown(row: Any) -> dict[str, Any]:
    """The fields of a card."""
    fields = {name: getattr(row, name) for name in _NAMES}
    contract, place = fields.pop("contract_slug"), fields.pop("neighbourhood_slug")
    fields["author_name"] = fields["author_name"] or str(SOMEBODY)
    return fields | {
        "excerpt": excerpt(row.body, EXCERPT),
        "contract": territories.contracts()[contract],
        "neighbourhood": territories.neighbourhoods()[place] if place else None,
        "themes": _in_order((row.theme_slugs or "").split()),
    }


def _in_order(slugs: Iterable[str]) -> tuple[ThemeView, ...]:
    known = territories.themes()
    return tuple(sorted((known[slug] for slug in slugs), key=lambda theme: theme.position))
