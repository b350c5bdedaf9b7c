"""What was recorded for people, as each may see it: the person, the relay, those who oversee."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from beffroi.core import db, keyset
from beffroi.core.actor import Actor, Scope
from beffroi.core.clock import PARIS, now
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.identity.consent import About, is_yes
from beffroi.identity.models import AssistedAct, Person
from beffroi.identity.policies import (
    CONTEST_ASSISTED,
    FOLLOW_ASSISTED,
    SEE_ASSISTED,
)
from beffroi.identity.problems.assistance import ActUnknown
from beffroi.identity.relay_events import ActContested
from beffroi.territories import services as territories
from beffroi.territories.views import NeighbourhoodView

RelayPerson = aliased(Person)
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
    func.coalesce(RelayPerson.display_name, "").label("relay_name"),
).outerjoin(RelayPerson, RelayPerson.id == AssistedAct.relay_id)


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

    @property
    def is_nameless(self) -> bool:
        """Whether nothing says any more which words are those of this act."""
        return is_yes(self.consent_version, About.NAMELESS)


@dataclass(frozen=True)
class ActList:
    """Some acts, the last recorded first, how to go on, and how many there are in all."""

    items: list[ActView]
    next_cursor: str | None
    total: int


def acts_for(actor: Actor, cursor: str | None = None, limit: int = keyset.LIMIT) -> ActList:
    """What relays recorded for the person who asks."""
    require(actor, FOLLOW_ASSISTED)
    return list_where(AssistedAct.person_id == actor.person_id, cursor, limit)


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
    require(relay, SEE_ASSISTED, scope=own_places(relay))
    return _one(AssistedAct.id == act_id, AssistedAct.relay_id == relay.person_id)


def journal_of(relay: Actor, cursor: str | None = None, limit: int = keyset.LIMIT) -> ActList:
    """What the relay recorded, the last first."""
    require(relay, SEE_ASSISTED, scope=own_places(relay))
    return list_where(AssistedAct.relay_id == relay.person_id, cursor, limit)


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


def own_places(actor: Actor) -> Scope:
    """Wherever the actor, or their token, holds anything: what they see there, the lists say."""
    held = {(grant.scope_kind, grant.scope_id) for grant in actor.grants}
    if actor.token is not None:
        held.add((actor.token.scope_kind, actor.token.scope_id))
    return frozenset(held)


def list_where(condition: ColumnElement[bool], cursor: str | None, limit: int) -> ActList:
    """Acts that meet a condition, the last recorded first."""
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
