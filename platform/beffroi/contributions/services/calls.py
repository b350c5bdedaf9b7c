"""Calls for contributions: announced, listed, read, and settled at their close."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update

from beffroi.contributions import problems, rules
from beffroi.contributions.events import (
    CallClosed,
    CallOpened,
    CallPhaseClosed,
    CallPhaseOpened,
)
from beffroi.contributions.models import (
    Call,
    CallNeighbourhood,
    CallPhase,
    Comment,
    Idea,
    Support,
)
from beffroi.contributions.policies import ANNOUNCE_CALL
from beffroi.contributions.proposals import NewCall
from beffroi.contributions.rules import Period, Phase
from beffroi.contributions.services.phases import Periods, phases_by_call
from beffroi.contributions.services.visibility import visible_comments, visible_ideas
from beffroi.contributions.views import CallList, CallView
from beffroi.core import db, keyset
from beffroi.core.actor import ANONYMOUS, Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.problems import NotFound
from beffroi.territories import services as territories

SHEET = ("title", "question", "summary", "easy", "for_whom", "what_happens", "who_decides")
MANY = 1000
_TITLES = select(Call.slug, Call.title).order_by(Call.opens_at.desc(), Call.id.desc()).limit(50)


def announce_call(actor: Actor, new: NewCall) -> Call:
    """Make a call known, its clarity sheet filled; its opening and close are events to come."""
    scope = territories.scope_of(new.contract_slug, None)
    require(actor, ANNOUNCE_CALL, scope=scope)
    _check(new)
    apart = {"neighbourhood_slugs", "phases"}
    call = Call(**{name: value for name, value in vars(new).items() if name not in apart})
    db.session().add(call)
    db.session().flush()
    places = [CallNeighbourhood(call_id=call.id, neighbourhood_slug=s) for s in _places(new)]
    db.session().add_all(places)
    _open(actor, call, new.phases or (Period(call.opens_at, call.closes_at),))
    return call


def call_page(slug: str) -> CallView:
    """A call with its clarity sheet and the number of its public ideas."""
    return _views([called(slug)])[0]


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
    query: Any = select(Call.opens_at, Call.id, Call)
    if phase is not None:
        query = query.where(_in_phase(Phase(phase)))
    if contract_slug is not None:
        query = query.where(Call.contract_slug == contract_slug)
    if neighbourhood_slug is not None:
        query = query.where(_held_in(neighbourhood_slug))
    page = keyset.page(db.session(), query, (Call.opens_at, Call.id), cursor, limit)
    return CallList(_views([row.Call for row in page.rows]), page.next_cursor)


def call_titles() -> list[tuple[str, str]]:
    """Slug and title of the last calls, for the filter of a list."""
    return [(row.slug, row.title) for row in db.session().execute(_TITLES)]


def called(slug: str) -> Call:
    """The row of a call; NotFound when there is none of this name."""
    wanted = select(Call).where(Call.slug == slug)
    call = db.session().scalars(wanted).one_or_none() if rules.is_slug(slug) else None
    if call is None:
        raise NotFound(problems.UNKNOWN_CALL)
    return call


def phase_of(call: Any) -> Phase:
    """Where a call, or a row with its dates, stands now."""
    return rules.phase(now(), call.opens_at, call.closes_at)


def places_of(call: Call) -> frozenset[str]:
    """The neighbourhoods where one may contribute."""
    return frozenset(_places_by_call([call]).get(call.id) or _all_places(call.contract_slug))


def settle_call(call_id: uuid.UUID) -> None:
    """Once closed, its counts are counted again from the rows: the figures that will be quoted."""
    call = db.session().get(Call, call_id)
    if call is None or phase_of(call) != Phase.CLOSED:
        return
    given = select(func.count()).where(Support.idea_id == Idea.id, Support.counted)
    supports = given.scalar_subquery()
    seen = visible_comments(ANONYMOUS)
    comments = select(func.count()).where(Comment.idea_id == Idea.id, seen).scalar_subquery()
    counts = update(Idea).where(Idea.call_id == call_id)
    db.session().execute(
        counts.values(support_count=supports, comment_count=comments),
        execution_options={"synchronize_session": False},
    )


def _open(actor: Actor, call: Call, phases: Periods) -> None:
    """Each opening and each close is an event to come: of the whole, and of each phase."""
    call.opens_at, call.closes_at = rules.bounds(phases)
    record(CallOpened(call.id), by=actor, due_at=call.opens_at)
    record(CallClosed(call.id), by=actor, due_at=call.closes_at)
    for position, one in enumerate(phases):
        row = CallPhase(
            call_id=call.id,
            position=position,
            title=one.title,
            opens_at=one.opens_at,
            closes_at=one.closes_at,
            acts=sorted(one.acts, key=list(rules.Act).index),
        )
        db.session().add(row)
        opened = CallPhaseOpened(call.id, position, one.opens_at)
        record(opened, by=actor, due_at=one.opens_at)
        closed = CallPhaseClosed(call.id, position, one.closes_at)
        record(closed, by=actor, due_at=one.closes_at)


def _check(new: NewCall) -> None:
    blank = {name: problems.BLANK for name in SHEET if not getattr(new, name).strip()}
    problems.invalid(**blank)
    known = territories.contracts().get(new.contract_slug)
    strangers = set(new.neighbourhood_slugs) - set(_all_places(new.contract_slug))
    taken = select(exists().where(Call.slug == new.slug))
    problems.invalid(
        slug=None if rules.is_slug(new.slug) else problems.BAD_SLUG,
        contract_slug=None if known else problems.UNKNOWN_CONTRACT,
        neighbourhood_slugs=problems.OUTSIDE_CALL if strangers else None,
        closes_at=problems.CLOSES_FIRST if new.closes_at <= new.opens_at else None,
        phases=None if all(map(rules.is_whole, new.phases)) else problems.BAD_PHASE,
        min_age=None if rules.is_age(new.min_age) else problems.BAD_AGE,
        age_way=None if new.age_way in rules.AGE_WAYS else problems.BAD_AGE_WAY,
        residence=None if new.residence in rules.RESIDENCES else problems.BAD_RESIDENCE,
    )
    problems.invalid(slug=problems.SLUG_TAKEN if db.session().scalar(taken) else None)


def _places(new: NewCall) -> list[str]:
    return list(dict.fromkeys(new.neighbourhood_slugs))


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


def _views(calls: Sequence[Call]) -> list[CallView]:
    listed, counts = _places_by_call(calls), _idea_counts(calls)
    phases = phases_by_call(call.id for call in calls)
    return [
        _view(call, listed.get(call.id, []), counts.get(call.id, 0), phases.get(call.id, ()))
        for call in calls
    ]


def _view(call: Call, listed: list[str], idea_count: int, phases: Periods) -> CallView:
    names = {column.key for column in Call.__table__.columns} & set(CallView.__dataclass_fields__)
    slugs = listed or _all_places(call.contract_slug)
    places = [territories.neighbourhoods()[slug] for slug in slugs]
    return CallView(
        **{name: getattr(call, name) for name in names},
        contract=territories.contracts()[call.contract_slug],
        phase=phase_of(call),
        phases=phases,
        moment=now(),
        is_whole_contract=not listed,
        neighbourhoods=tuple(sorted(places, key=lambda place: place.name)),
        themes=tuple(territories.themes_of(call.contract_slug)),
        idea_count=idea_count,
    )


def _all_places(contract_slug: str) -> list[str]:
    return [place.slug for place in territories.neighbourhoods_of(contract_slug)]


def _places_by_call(calls: Sequence[Call]) -> dict[uuid.UUID, list[str]]:
    places: dict[uuid.UUID, list[str]] = defaultdict(list)
    wanted = CallNeighbourhood.call_id.in_([call.id for call in calls])
    for link in db.session().scalars(select(CallNeighbourhood).where(wanted)) if calls else ():
        places[link.call_id].append(link.neighbourhood_slug)
    return places


def _idea_counts(calls: Sequence[Call]) -> dict[uuid.UUID, int]:
    if not calls:
        return {}
    ours = Idea.call_id.in_([call.id for call in calls])
    counted = select(Idea.call_id, func.count()).where(ours, visible_ideas(ANONYMOUS))
    return {row[0]: row[1] for row in db.session().execute(counted.group_by(Idea.call_id))}
