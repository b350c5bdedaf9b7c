"""The phases of calls, read: what people may do now, asked here and nowhere else."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, String, cast, exists, select

from beffroi.contributions import rules
from beffroi.contributions.models import Call, CallPhase
from beffroi.contributions.rules import Act, Period
from beffroi.core import db
from beffroi.core.clock import now

Periods = tuple[Period, ...]
_COLUMNS = (
    CallPhase.call_id,
    CallPhase.opens_at,
    CallPhase.closes_at,
    CallPhase.acts,
    CallPhase.title,
)


def phases_by_call(call_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Periods]:
    """The phases of each of these calls, in their order; one statement for all."""
    found: dict[uuid.UUID, list[Period]] = defaultdict(list)
    ids = list(call_ids)
    wanted = select(*_COLUMNS).where(CallPhase.call_id.in_(ids)).order_by(CallPhase.position)
    for row in db.session().execute(wanted) if ids else ():
        acts = frozenset(Act(name) for name in row.acts)
        found[row.call_id].append(Period(row.opens_at, row.closes_at, acts, row.title))
    return {call_id: tuple(periods) for call_id, periods in found.items()}


def phases_of(call_id: uuid.UUID) -> Periods:
    """The phases of one call."""
    return phases_by_call([call_id]).get(call_id, ())


def open_acts(call_id: uuid.UUID, moment: datetime | None = None) -> frozenset[Act]:
    """What people may do in this call now, or at another moment."""
    return rules.open_acts(phases_of(call_id), moment or now())


def is_open(act: Act, call_id: uuid.UUID, moment: datetime | None = None) -> bool:
    """Whether this is done in this call now, or at another moment."""
    return act in open_acts(call_id, moment)


def calls_open_to(act: Act) -> ColumnElement[bool]:
    """The condition of the same on `Call`, for a list."""
    moment = now()
    here = exists().where(CallPhase.call_id == Call.id)
    in_time = here.where(CallPhase.opens_at <= moment, CallPhase.closes_at > moment)
    return in_time.where(cast(CallPhase.acts, String).contains(f'"{act.value}"'))
