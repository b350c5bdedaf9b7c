"""Lists of requests: the public ones with their filters, and the desk of those who answer."""

from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from beffroi.core import db, keyset
from beffroi.core.actor import Actor, Role
from beffroi.core.clock import today
from beffroi.core.policy import require
from beffroi.correspondence.models import Request
from beffroi.correspondence.policies import SEE_DESK
from beffroi.correspondence.proposals import RequestFilters
from beffroi.correspondence.services.rows import lines, lines_query
from beffroi.correspondence.views import RequestList
from beffroi.identity.services.places import reached_by

Condition = ColumnElement[bool]
LAST_ASKED = (Request.asked_at, Request.id)
FIRST_DUE = (Request.due_on, Request.id)


def list_requests(
    filters: RequestFilters, cursor: str | None = None, limit: int = keyset.LIMIT
) -> RequestList:
    """Every request that passes the filters, the last asked first; overdue, the oldest due first.

    A request is public with its dates; the title of its subject only while that is.
    """
    return _listed(_conditions(filters), cursor, limit, by_due=filters.overdue)


def desk(actor: Actor, cursor: str | None = None, limit: int = keyset.LIMIT) -> RequestList:
    """What is expected of the actor's offices, or on their territory, the first due in front."""
    if not actor.may(SEE_DESK):
        require(actor, SEE_DESK)
    mine = [Request.settled_at.is_(None), _on_desk(actor)]
    return _listed(mine, cursor, limit, by_due=True)


def overdue() -> Condition:
    """Past its due day and without an answer, as SQL: the same as `rules.is_overdue`."""
    return Request.settled_at.is_(None) & (Request.due_on < today())


def _on_desk(actor: Actor) -> Condition:
    where = (Request.contract_slug, Request.neighbourhood_slug)
    roles = (Role.STAFF, Role.ADMINISTRATOR)
    staff: list[Any] = [reached_by(actor, role, *where) for role in roles]
    return or_(Request.office_slug.in_(actor.offices), *staff)


def _conditions(filters: RequestFilters) -> list[Condition]:
    named = {
        Request.office_slug: filters.office_slug,
        Request.contract_slug: filters.contract_slug,
        Request.subject_kind: filters.subject_kind,
        Request.state: filters.state,
    }
    wanted = [column == value for column, value in named.items() if value is not None]
    return [*wanted, overdue()] if filters.overdue else wanted


def _listed(
    conditions: list[Condition], cursor: str | None, limit: int, *, by_due: bool
) -> RequestList:
    order: Any = FIRST_DUE if by_due else LAST_ASKED
    query = lines_query(Request.asked_at, Request.due_on, Request.id).where(*conditions)
    page = keyset.page(db.session(), query, order, cursor, limit, ascending=by_due)
    total = len(page.rows)
    if cursor or page.next_cursor:
        counted = select(func.count()).select_from(Request).where(*conditions)
        total = db.session().scalar(counted) or 0
    return RequestList(lines(page.rows), page.next_cursor, total)
