"""Calls for contributions, listed and read."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select

from beffroi.contributions import problems, rules
from beffroi.contributions.models import Call, CallChange, CallConclusion, CallNeighbourhood, Idea
from beffroi.contributions.rules import Phase
from beffroi.contributions.services.awaiting import late
from beffroi.contributions.services.phases import Periods, phases_by_call
from beffroi.contributions.services.visibility import visible_calls, visible_ideas
from beffroi.contributions.views import CallList, CallView
from beffroi.core import db, keyset
from beffroi.core.actor import ANONYMOUS, Actor
from beffroi.core.clock import now
from beffroi.core.problems import NotFound
from beffroi.core.recent import recent
from beffroi.territories import services as territories

MANY = 1000
_TITLES = (
    select(Call.slug, Call.title)
    .where(visible_calls())
    .order_by(Call.opens_at.desc(), Call.id.desc())
    .limit(50)
)
# With each call in one statement: where it is held, and what became of it.
_PLACES = (
    select(func.aggregate_strings(CallNeighbourhood.neighbourhood_slug, " "))
    .where(CallNeighbourhood.call_id == Call.id)
    .scalar_subquery()
    .label("place_slugs")
)
_CHANGED = exists().where(CallChange.call_id == Call.id).label("has_changed")
_CONCLUDED = (
    exists()
    .where(CallConclusion.call_id == Call.id, CallConclusion.state == "final")
    .label("is_concluded")
)
_SHOWN = (Call, _PLACES, _CHANGED, _CONCLUDED)


def _figures() -> dict[uuid.UUID, tuple[int, int]]:
    """Of each call: its public ideas, and those of them whose answer is late today."""
    is_late = func.sum(case((late(), 1), else_=0))
    counted = select(Idea.call_id, func.count(), is_late).where(visible_ideas(ANONYMOUS))
    rows = db.session().execute(counted.group_by(Idea.call_id))
    return {call_id: (many, behind) for call_id, many, behind in rows}


def call_page(slug: str, preparing: Actor | None = None) -> CallView:
    """A call with its clarity sheet and the number of its public ideas: three statements.

    Of a draft too, with what is filled in, for whoever is `preparing` it.
    """
    wanted = select(*_SHOWN).where(Call.slug == slug, _seen(preparing))
    row = db.session().execute(wanted).one_or_none() if rules.is_slug(slug) else None
    if row is None:
        raise NotFound(problems.UNKNOWN_CALL)
    return _views([row])[0]


def open_calls(neighbourhood_slug: str | None = None) -> list[CallView]:
    """The calls open now, everywhere or in a neighbourhood, those that close first in front."""
    found = list_calls(phase=Phase.OPEN, neighbourhood_slug=neighbourhood_slug, limit=MANY)
    return sorted(found.items, key=lambda call: (call.closes_at, call.slug))


def list_calls(
    *,
    phase: str | None = None,
    neighbourhood_slug: str | None = None,
    contract_slug: str | None = None,
    cursor: str | None = None,
    limit: int = keyset.LIMIT,
) -> CallList:
    """Calls, the last opened first."""
    query: Any = select(Call.opens_at, Call.id, *_SHOWN).where(visible_calls())
    if phase is not None:
        query = query.where(_in_phase(Phase(phase)))
    if contract_slug is not None:
        query = query.where(Call.contract_slug == contract_slug)
    if neighbourhood_slug is not None:
        query = query.where(_held_in(neighbourhood_slug))
    page = keyset.page(db.session(), query, (Call.opens_at, Call.id), cursor, limit)
    return CallList(_views(page.rows), page.next_cursor)


def call_titles() -> list[tuple[str, str]]:
    """Slug and title of the last calls, for the filter of a list."""
    return [(row.slug, row.title) for row in db.session().execute(_TITLES)]


def called(slug: str, preparing: Actor | None = None) -> Call:
    """The row of a published call, or of a draft of the one who is `preparing`; else NotFound."""
    wanted = select(Call).where(Call.slug == slug, _seen(preparing))
    call = db.session().scalars(wanted).one_or_none() if rules.is_slug(slug) else None
    if call is None:
        raise NotFound(problems.UNKNOWN_CALL)
    return call


def phase_of(call: Any) -> Phase:
    """Where a call, or a row with its dates, stands now."""
    if call.opens_at is None:  # a draft without phases
        return Phase.UPCOMING
    return rules.phase(now(), call.opens_at, call.closes_at)


def places_of(call: Call) -> frozenset[str]:
    """The neighbourhoods where one may contribute."""
    return frozenset(listed_places(call.id) or all_places(call.contract_slug))


def _seen(preparing: Actor | None) -> ColumnElement[bool]:
    return visible_calls(preparing, prepared=True) if preparing else visible_calls()


def _in_phase(phase: Phase) -> ColumnElement[bool]:
    moment = now()
    if phase == Phase.UPCOMING:
        return Call.opens_at > moment
    if phase == Phase.CLOSED:
        return Call.closes_at <= moment
    return and_(Call.opens_at <= moment, Call.closes_at > moment)


def _held_in(neighbourhood_slug: str) -> ColumnElement[bool]:
    place = territories.neighbourhoods().get(neighbourhood_slug)
    listed = CallNeighbourhood.call_id == Call.id
    here = exists().where(listed, CallNeighbourhood.neighbourhood_slug == neighbourhood_slug)
    contract = Call.contract_slug == (place.contract_slug if place else "")
    return or_(here, and_(contract, ~exists().where(listed)))


def _views(rows: Sequence[Any]) -> list[CallView]:
    phases = phases_by_call(row.Call.id for row in rows)
    figures = recent("calls", _figures) if rows else {}
    return [
        _view(row, phases.get(row.Call.id, ()), figures.get(row.Call.id, (0, 0))) for row in rows
    ]


def _view(row: Any, phases: Periods, figures: tuple[int, int]) -> CallView:
    call: Call = row.Call
    names = {column.key for column in Call.__table__.columns} & set(CallView.__dataclass_fields__)
    listed = (row.place_slugs or "").split()
    places = [territories.neighbourhoods()[s] for s in listed or all_places(call.contract_slug)]
    return CallView(
        **{name: getattr(call, name) for name in names},
        contract=territories.contracts()[call.contract_slug],
        phase=phase_of(call),
        phases=phases,
        moment=now(),
        is_whole_contract=not listed,
        neighbourhoods=tuple(sorted(places, key=lambda place: place.name)),
        themes=tuple(territories.themes_of(call.contract_slug)),
        idea_count=figures[0],
        late_count=figures[1],
        has_changed=row.has_changed,
        is_concluded=row.is_concluded,
    )


def all_places(contract_slug: str) -> list[str]:
    """The neighbourhoods of a contract."""
    return [place.slug for place in territories.neighbourhoods_of(contract_slug)]


def listed_places(call_id: uuid.UUID) -> list[str]:
    """The neighbourhoods a call names; none for the whole contract."""
    wanted = select(CallNeighbourhood.neighbourhood_slug).where(
        CallNeighbourhood.call_id == call_id
    )
    return list(db.session().scalars(wanted))
