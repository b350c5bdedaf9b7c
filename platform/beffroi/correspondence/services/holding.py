"""A request held to be changed: its subject first, then itself, so that two writers never cross."""

import uuid

from sqlalchemy import select

from beffroi.core import db
from beffroi.core.actor import Scope
from beffroi.core.clock import day_of, now, today
from beffroi.correspondence import problems, rules
from beffroi.correspondence.kinds import kind
from beffroi.correspondence.models import Request
from beffroi.correspondence.rules import Act, State
from beffroi.territories import services as territories


def held_request(request_id: uuid.UUID) -> Request:
    """The row, locked to the end of the transaction; RequestUnknown when there is none."""
    seen = db.session().get(Request, request_id)
    if seen is None:
        raise problems.RequestUnknown
    kind(seen.subject_kind).hold(seen.subject_id)
    wanted = select(Request).where(Request.id == request_id).with_for_update()
    return db.session().scalars(wanted.execution_options(populate_existing=True)).one()


def scope_of(request: Request) -> Scope:
    """Where a right over it is held: its place, or its office."""
    place = territories.scope_of(request.contract_slug, request.neighbourhood_slug)
    return place | {("office", request.office_slug)}


def bring(request: Request, act: Act) -> None:
    """Bring it where the act leads; RequestSettled when that is not done from here."""
    there = rules.state_after(request.state, act)
    if there is None:
        raise problems.RequestSettled
    if there not in rules.OPEN and request.settled_at is None:
        request.settled_at, request.settled_on = now(), today()
        if there == State.ANSWERED:
            request.days_taken = (today() - day_of(request.asked_at)).days
    request.state = State(there).value
