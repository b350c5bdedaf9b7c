"""What was recorded for people, as each may see it: the person, the relay, those who oversee."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import aliased

from beffroi.core import db, keyset
from beffroi.core.actor import Actor, Role, Scope
from beffroi.core.clock import PARIS, now
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.identity.models import AssistedAct, Person
from beffroi.identity.policies import (
    CONTEST_ASSISTED,
    FOLLOW_ASSISTED,
    OVERSEE_RELAYS,
    SEE_ASSISTED,
)
from beffroi.identity.problems.assistance import ActUnknown
from beffroi.identity.relay_events import ActContested
from beffroi.territories import services as territories
from beffroi.territories.views import NeighbourhoodView

OVERSEERS = (Role.STAFF, Role.MODERATOR, Role.ADMINISTRATOR)

_Relay = aliased(Person)
_ACTS: Any = select(
    AssistedAct.id,
    AssistedAct.relay_id,
    AssistedAct.person_id,
    AssistedAct.kind,
    AssistedAct.subject_id,
    AssistedAct.consent_version,
    AssistedAct.place,
    AssistedAct.neighbourhood_slug,
    AssistedAct.acted_on,
    AssistedAct.recorded_at,
    AssistedAct.contested_at,
    AssistedAct.objection,
    func.coalesce(_Relay.display_name, "").label("relay_name"),
).outerjoin(_Relay, _Relay.id == AssistedAct.relay_id)


@dataclass(frozen=True)
class ActView:
    """An act as a page or the API shows it; `relay_name` is empty once the relay is gone."""

    id: uuid.UUID
    person_id: uuid.UUID
    kind: str
    subject_id: uuid.UUID
    relay_id: uuid.UUID | None
    relay_name: str
    consent_version: str
    place: str
    neighbourhood: NeighbourhoodView | None
    acted_on: date
    recorded_at: datetime
    contested_at: datetime | None
    objection: str

    @property
    def acted_at(self) -> datetime:
        """Noon of that day in Paris, for what writes moments in words."""
        return datetime.combine(self.acted_on, time(12), PARIS)


@dataclass(frozen=True)
class ActList:
    """Some acts, the last recorded first, how to go on, and how many there are in all."""

    items: list[ActView]
    next_cursor: str | None
    total: int


@dataclass(frozen=True)
class RelayCount:
    """How much a relay recorded, and how much of it was contested."""

    relay_id: uuid.UUID | None
    relay_name: str
    recorded: int
    contested: int


def acts_for(actor: Actor, cursor: str | None = None, limit: int = keyset.LIMIT) -> ActList:
    """What relays recorded for the person who asks."""
    require(actor, FOLLOW_ASSISTED)
    return _list(AssistedAct.person_id == actor.person_id, cursor, limit)


def acts_of_person(person_id: uuid.UUID | None) -> list[ActView]:
    """All that was recorded for somebody, the last first, for whoever came by their code."""
    return _views(_ACTS.where(AssistedAct.person_id == person_id).order_by(AssistedAct.id.desc()))


def acts_about(kind: str, subject_id: uuid.UUID) -> list[ActView]:
    """The acts by which one thing was recorded: an idea has one, at most."""
    wanted = (AssistedAct.kind == kind, AssistedAct.subject_id == subject_id)
    return _views(_ACTS.where(*wanted).order_by(AssistedAct.id))


def act_of(actor: Actor, act_id: uuid.UUID) -> ActView:
    """An act recorded for this person; another's does not exist for them."""
    return _one(AssistedAct.id == act_id, AssistedAct.person_id == actor.person_id)


def act_by(relay: Actor, act_id: uuid.UUID) -> ActView:
    """An act this relay recorded."""
    require(relay, SEE_ASSISTED, scope=_own_places(relay))
    return _one(AssistedAct.id == act_id, AssistedAct.relay_id == relay.person_id)


def journal_of(relay: Actor, cursor: str | None = None, limit: int = keyset.LIMIT) -> ActList:
    """What the relay recorded, the last first."""
    require(relay, SEE_ASSISTED, scope=_own_places(relay))
    return _list(AssistedAct.relay_id == relay.person_id, cursor, limit)


def journal_of_territory(
    actor: Actor, cursor: str | None = None, limit: int = keyset.LIMIT
) -> ActList:
    """What all relays recorded where the actor is staff, the last first."""
    require(actor, OVERSEE_RELAYS, scope=_own_places(actor))
    return _list(_overseen(actor), cursor, limit)


def counts_by_relay(actor: Actor) -> list[RelayCount]:
    """How much each relay recorded there, those who recorded most in front."""
    require(actor, OVERSEE_RELAYS, scope=_own_places(actor))
    contested = func.count(AssistedAct.contested_at)
    counted = (
        select(AssistedAct.relay_id, _Relay.display_name, func.count(), contested)
        .outerjoin(_Relay, _Relay.id == AssistedAct.relay_id)
        .where(_overseen(actor))
        .group_by(AssistedAct.relay_id, _Relay.display_name)
        .order_by(func.count().desc(), _Relay.display_name, AssistedAct.relay_id)
    )
    return [RelayCount(r[0], r[1] or "", r[2], r[3]) for r in db.session().execute(counted)]


def contest(
    actor: Actor, act_id: uuid.UUID, objection: str, *, is_removed: bool = False
) -> AssistedAct:
    """ "This is not what I said": written on the act, told to the relay and to those in charge.

    Said again with the same words, it is the same objection.
    """
    wanted = select(AssistedAct).filter_by(id=act_id, person_id=actor.person_id)
    act = db.session().scalars(wanted.with_for_update()).one_or_none()
    if act is None or actor.person_id is None:
        raise ActUnknown
    require(actor, CONTEST_ASSISTED, owner=act.person_id)
    if act.contested_at is not None and act.objection == objection and not is_removed:
        return act
    act.contested_at, act.objection = now(), objection
    about = (act.id, act.relay_id, act.person_id, act.kind, act.subject_id)
    record(ActContested(*about, is_removed), by=actor)
    return act


def known_act(act_id: uuid.UUID) -> ActView | None:
    """An act, for a worker."""
    return next(iter(_views(_ACTS.where(AssistedAct.id == act_id))), None)


def _own_places(actor: Actor) -> Scope:
    """Wherever the actor holds anything: what exactly they see there, the lists say."""
    return frozenset((grant.scope_kind, grant.scope_id) for grant in actor.grants)


def _overseen(actor: Actor) -> ColumnElement[bool]:
    """Neighbourhoods where the actor is in charge."""
    held = [territories.neighbourhoods_covered(actor, role) for role in OVERSEERS]
    if any(coverage.everything for coverage in held):
        return true()
    inside = {slug for coverage in held for slug in coverage.neighbourhoods}
    return AssistedAct.neighbourhood_slug.in_(sorted(inside))


def _list(condition: ColumnElement[bool], cursor: str | None, limit: int) -> ActList:
    page = keyset.page(db.session(), _ACTS.where(condition), (AssistedAct.id,), cursor, limit)
    total = len(page.rows)
    if cursor or page.next_cursor:
        counted = select(func.count()).select_from(AssistedAct).where(condition)
        total = db.session().scalar(counted) or 0
    return ActList(_shown(page.rows), page.next_cursor, total)


def _one(*conditions: ColumnElement[bool]) -> ActView:
    found = _views(_ACTS.where(*conditions))
    if not found:
        raise ActUnknown
    return found[0]


def _views(query: Select[Any]) -> list[ActView]:
    return _shown(db.session().execute(query).all())


def _shown(rows: Sequence[Any]) -> list[ActView]:
    names = (name for name in ActView.__dataclass_fields__ if name != "neighbourhood")
    same = tuple(names)
    places = territories.neighbourhoods()
    return [
        ActView(
            **{name: getattr(row, name) for name in same},
            neighbourhood=places.get(row.neighbourhood_slug or ""),
        )
        for row in rows
    ]
