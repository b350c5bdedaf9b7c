"""Lists of ideas: the public one with its filters and its search, and one's own."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from beffroi.contributions.models import Call, Idea, IdeaTheme
from beffroi.contributions.policies import LIST_OWN
from beffroi.contributions.proposals import IdeaFilters
from beffroi.contributions.services.authorship import is_behind
from beffroi.contributions.services.awaiting import late, silent
from beffroi.contributions.services.cards import CARD, cards
from beffroi.contributions.services.visibility import visible_ideas
from beffroi.contributions.views import IdeaCard, IdeaList
from beffroi.core import db, keyset
from beffroi.core.actor import ANONYMOUS, Actor
from beffroi.core.folding import fold
from beffroi.core.policy import require
from beffroi.core.recent import recent
from beffroi.core.search import matching

Condition = ColumnElement[bool]
Key = tuple[InstrumentedAttribute[Any], ...]

ORDERS: dict[str, Key] = {
    "recent": (Idea.published_at, Idea.id),
    "supports": (Idea.support_count, Idea.id),
}
MOST = 1000  # what a search found beyond is "more than a thousand"
_CARDS = select(*CARD)
_COUNT = select(func.count()).select_from(Idea)


def list_ideas(
    actor: Actor, filters: IdeaFilters, cursor: str | None = None, limit: int = keyset.LIMIT
) -> IdeaList:
    """The public ideas that pass the filters: two statements, however deep the page."""
    conditions = [visible_ideas(actor), *conditions_of(filters)]
    page = _page(conditions, ORDERS[filters.order], cursor, limit)
    if not (cursor or page.next_cursor):
        return _listed(page, len(page.rows))
    if fold(filters.query or ""):
        return _found(page, filters, conditions)
    count = _COUNT.where(*conditions)
    return _listed(
        page, recent(("ideas", replace(filters, order="recent")), lambda: _counted(count))
    )


def latest_ideas(actor: Actor, filters: IdeaFilters, limit: int) -> list[IdeaCard]:
    """The last ones, without counting the rest: one statement."""
    conditions = [visible_ideas(actor), *conditions_of(filters)]
    return cards(_page(conditions, ORDERS["recent"], None, limit).rows)


def my_ideas(actor: Actor, cursor: str | None = None, limit: int = keyset.LIMIT) -> IdeaList:
    """What the actor wrote, whatever became of it, the last first."""
    require(actor, LIST_OWN)
    conditions = [visible_ideas(actor, own=True), is_behind(actor.person_id)]
    page = _page(conditions, (Idea.id,), cursor, limit)
    whole = not (cursor or page.next_cursor)
    return _listed(page, len(page.rows) if whole else _counted(_COUNT.where(*conditions)))


def ideas_by_id(actor: Actor, idea_ids: Sequence[uuid.UUID]) -> list[IdeaCard]:
    """Those of these ideas that the actor may see, in the order they were asked in."""
    if not idea_ids:
        return []
    rows = db.session().execute(_CARDS.where(Idea.id.in_(idea_ids), visible_ideas(actor)))
    found = {card.id: card for card in cards(list(rows))}
    return [found[idea_id] for idea_id in idea_ids if idea_id in found]


def _page(conditions: list[Condition], order: Key, cursor: str | None, limit: int) -> keyset.Page:
    return keyset.page(db.session(), _CARDS.where(*conditions), order, cursor, limit)


def _listed(page: keyset.Page, total: int, *, at_least: bool = False) -> IdeaList:
    return IdeaList(cards(page.rows), page.next_cursor, total, at_least)


def _counted(count: Select[Any]) -> int:
    return db.session().scalar(count) or 0


def _found(page: keyset.Page, filters: IdeaFilters, conditions: list[Condition]) -> IdeaList:
    """Each search is another one: what it found is counted, but not further than anybody reads.

    A bare search is counted where it is made: the index holds all that is public, and only that.
    """
    bare = filters == IdeaFilters(query=filters.query, order=filters.order)
    found = matching("idea", filters.query or "") if bare else select(Idea.id).where(*conditions)
    total = _counted(select(func.count()).select_from(found.limit(MOST + 1).subquery()))
    return _listed(page, min(total, MOST), at_least=total > MOST)


def conditions_of(filters: IdeaFilters) -> list[Condition]:
    """What the filters ask of an idea."""
    given = ((_CONDITIONS[name], getattr(filters, name)) for name in _CONDITIONS)
    return [condition(value) for condition, value in given if value is not None]


def _with_theme(slug: str) -> Condition:
    return Idea.id.in_(select(IdeaTheme.idea_id).where(IdeaTheme.theme_slug == slug))


def _in_call(slug: str) -> Condition:
    return Idea.call_id == select(Call.id).where(Call.slug == slug).scalar_subquery()


def _matching(query: str) -> Condition:
    """A query of spaces or signs only asks for nothing in particular.

    PostgreSQL chooses by the words whether to search first or to walk the list: `make bench`.
    """
    return Idea.id.in_(matching("idea", query)) if fold(query) else visible_ideas(ANONYMOUS)


_CONDITIONS: dict[str, Callable[[str], Condition]] = {
    "contract_slug": lambda slug: Idea.contract_slug == slug,
    "neighbourhood_slug": lambda slug: Idea.neighbourhood_slug == slug,
    "stage": lambda stage: Idea.stage == stage,
    "call_slug": _in_call,
    "theme_slug": _with_theme,
    "query": _matching,
    "awaiting": lambda what: late() if what == "answer" else silent(),
}
