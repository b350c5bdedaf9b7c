"""What those in charge of a territory see of its relays: counts, the journal, what is contested."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, true

from beffroi.core import db, keyset
from beffroi.core.actor import Actor, Role
from beffroi.core.policy import require
from beffroi.identity.models import AssistedAct
from beffroi.identity.policies import OVERSEE_RELAYS
from beffroi.identity.services.assisted_acts import ActList, RelayPerson, list_where, own_places
from beffroi.territories import services as territories

OVERSEERS = (Role.STAFF, Role.MODERATOR, Role.ADMINISTRATOR)

_FIGURES: tuple[Any, ...] = (
    AssistedAct.relay_id,
    func.coalesce(RelayPerson.display_name, ""),
    func.count(),
    func.count(AssistedAct.contested_at),
)


@dataclass(frozen=True)
class RelayCount:
    """How much a relay noted, and how much of it was contested; nameless once they are gone."""

    relay_id: uuid.UUID | None
    relay_name: str
    recorded: int
    contested: int


@dataclass(frozen=True)
class DayCount:
    """What relays noted of what people said on a day."""

    day: date
    relays: list[RelayCount]

    @property
    def recorded(self) -> int:
        return sum(one.recorded for one in self.relays)

    @property
    def contested(self) -> int:
        return sum(one.contested for one in self.relays)


@dataclass(frozen=True)
class DayList:
    """Some days on which something was noted, the latest first, and how to go on."""

    items: list[DayCount]
    next_cursor: str | None


def journal_of_territory(
    actor: Actor,
    cursor: str | None = None,
    limit: int = keyset.LIMIT,
    *,
    is_contested: bool | None = None,
) -> ActList:
    """What all relays noted where the actor is in charge, the last first; or one kind of it."""
    wanted = _overseen(actor)
    if is_contested is not None:
        contested = AssistedAct.contested_at.is_not(None)
        wanted = and_(wanted, contested if is_contested else ~contested)
    return list_where(wanted, cursor, limit)


def counts_by_relay(actor: Actor) -> list[RelayCount]:
    """How much each relay noted there, those who noted most in front."""
    counted = (
        select(*_FIGURES)
        .outerjoin(RelayPerson, RelayPerson.id == AssistedAct.relay_id)
        .where(_overseen(actor))
        .group_by(AssistedAct.relay_id, RelayPerson.display_name)
        .order_by(func.count().desc(), RelayPerson.display_name, AssistedAct.relay_id)
    )
    return [RelayCount(*row) for row in db.session().execute(counted)]


def counts_by_day(actor: Actor, cursor: str | None = None, limit: int = keyset.LIMIT) -> DayList:
    """How much each relay noted there of each day on which people spoke, the latest first."""
    overseen = _overseen(actor)
    days = select(AssistedAct.acted_on).where(overseen).distinct()
    page = keyset.page(db.session(), days, (AssistedAct.acted_on,), cursor, limit)
    found = _relays_on([row.acted_on for row in page.rows], overseen)
    return DayList([DayCount(day, relays) for day, relays in found.items()], page.next_cursor)


def _relays_on(days: Sequence[date], overseen: ColumnElement[bool]) -> dict[date, list[RelayCount]]:
    """The relays of these days, in the order of the days."""
    counted = (
        select(AssistedAct.acted_on, *_FIGURES)
        .outerjoin(RelayPerson, RelayPerson.id == AssistedAct.relay_id)
        .where(overseen, AssistedAct.acted_on.in_(days))
        .group_by(AssistedAct.acted_on, AssistedAct.relay_id, RelayPerson.display_name)
        .order_by(
            AssistedAct.acted_on.desc(),
            func.count().desc(),
            RelayPerson.display_name,
            AssistedAct.relay_id,
        )
    )
    found: dict[date, list[RelayCount]] = defaultdict(list)
    for day, *figures in db.session().execute(counted):
        found[day].append(RelayCount(*figures))
    return found


def _overseen(actor: Actor) -> ColumnElement[bool]:
    """Neighbourhoods where the actor is in charge."""
    require(actor, OVERSEE_RELAYS, scope=own_places(actor))
    held = [territories.neighbourhoods_covered(actor, role) for role in OVERSEERS]
    if any(coverage.everything for coverage in held):
        return true()
    inside = {slug for coverage in held for slug in coverage.neighbourhoods}
    return AssistedAct.neighbourhood_slug.in_(sorted(inside))
