"""Rows of ideas made into what lists and pages show."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from beffroi.contributions.labels import signature
from beffroi.contributions.models import Call, Idea, IdeaTheme, Photo
from beffroi.contributions.views import IdeaCard, Thumbnail
from beffroi.core.text import excerpt
from beffroi.territories import services as territories
from beffroi.territories.views import ThemeView

EXCERPT = 180
_OF = aliased(Call)  # an enclosing statement may have the call as well

_FIELDS = (
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
# A call for an age band shows no name: its ages stand in the place of it.
_BAND = tuple(
    select(end).where(_OF.id == Idea.call_id).scalar_subquery().label(name)
    for name, end in (("band_low", _OF.min_age), ("band_high", _OF.max_age))
)
COMMON = (*_FIELDS, *_BAND)
# In the statement of the ideas themselves: a second one cost a list as much as a third of them.
THEMES = (
    select(func.aggregate_strings(IdeaTheme.theme_slug, " "))
    .where(IdeaTheme.idea_id == Idea.id)
    .scalar_subquery()
    .label("theme_slugs")
)
# The first picture, as its page shows it, where a list is wide enough for it.
_FIRST = select(Photo.id).where(Photo.idea_id == Idea.id).order_by(Photo.added_at, Photo.id)
_PICTURE = tuple(
    _FIRST.with_only_columns(column).limit(1).scalar_subquery().label(name)
    for name, column in (("picture_id", Photo.id), ("picture_words", Photo.alternative))
)
# A list shows the beginning of a text: the rest need not leave the database.
CARD = (*COMMON, THEMES, *_PICTURE, func.substr(Idea.body, 1, 2 * EXCERPT).label("body"))
_NAMES = tuple(column.key for column in _FIELDS)


def cards(rows: Sequence[Any]) -> list[IdeaCard]:
    """The cards of these rows."""
    return [IdeaCard(**shown(row), picture=_picture(row)) for row in rows]


def shown(row: Any) -> dict[str, Any]:
    """The fields of a card."""
    fields = {name: getattr(row, name) for name in _NAMES}
    contract, place = fields.pop("contract_slug"), fields.pop("neighbourhood_slug")
    where = territories.neighbourhoods()[place].name if place else ""
    fields["author_name"] = signature(fields["author_name"], band_in(row), where)
    return fields | {
        "excerpt": excerpt(row.body, EXCERPT),
        "contract": territories.contracts()[contract],
        "neighbourhood": territories.neighbourhoods()[place] if place else None,
        "themes": _in_order((row.theme_slugs or "").split()),
    }


def _picture(row: Any) -> Thumbnail | None:
    if row.picture_id is None:
        return None
    return Thumbnail(f"/idees/{row.id}/photos/{row.picture_id}/320", row.picture_words)


def band_in(row: Any) -> tuple[int, int] | None:
    """The first and the last age of the call of this row, when it is for an age band."""
    return None if row.band_high is None else (row.band_low, row.band_high)


def _in_order(slugs: Iterable[str]) -> tuple[ThemeView, ...]:
    known = territories.themes()
    return tuple(sorted((known[slug] for slug in slugs), key=lambda theme: theme.position))
