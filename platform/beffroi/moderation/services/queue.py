"""The queue of open cases, oldest deadline first: two statements whatever its length."""

import uuid
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, or_, select, true, tuple_

from beffroi.core import db, keyset
from beffroi.core.actor import Actor, Role
from beffroi.core.clock import now
from beffroi.core.text import excerpt
from beffroi.moderation.kinds import kind, kinds
from beffroi.moderation.models import Case, Finding
from beffroi.moderation.services.places import place_name
from beffroi.moderation.views import Queue, QueueFilters, QueueLine
from beffroi.territories.services import neighbourhoods_covered

ORDER = (Case.due_at, Case.id)
HEADING_LENGTH = 90


def queue(
    actor: Actor, filters: QueueFilters, cursor: str | None = None, limit: int = keyset.LIMIT
) -> Queue:
    """A page of the cases the actor may decide; places they do not moderate stay out of it."""
    wanted = _wanted(actor, filters)
    page = keyset.page(db.session(), _lines().where(*wanted), ORDER, cursor, limit, ascending=True)
    total = db.session().scalar(select(func.count()).select_from(Case).where(*wanted))
    return Queue([_line(row) for row in page.rows], page.next_cursor, total or 0)


def next_case(actor: Actor, filters: QueueFilters, after: uuid.UUID) -> uuid.UUID | None:
    """The case that follows in the queue, else the first one; None when all is done."""
    decided = select(*ORDER).where(Case.id == after).subquery()
    follows = tuple_(*ORDER) > tuple_(decided.c.due_at, decided.c.id)
    query = (
        select(Case.id)
        .join(decided, true())
        .where(*_wanted(actor, filters), Case.id != after)
        .order_by(case((follows, 0), else_=1), *ORDER)
    )
    return db.session().scalar(query.limit(1))


def unanswered_case(case_id: uuid.UUID) -> Case | None:
    """The case when its deadline is past and nobody has decided: somebody must be told."""
    query = select(Case).where(Case.id == case_id, Case.decided_at.is_(None), Case.due_at <= now())
    return db.session().scalars(query).one_or_none()


def _wanted(actor: Actor, filters: QueueFilters) -> list[ColumnElement[bool]]:
    wanted = [Case.decided_at.is_(None), covered_cases(actor)]
    if filters.neighbourhood_slug:
        wanted.append(Case.neighbourhood_slug == filters.neighbourhood_slug)
    if filters.kind:
        wanted.append(Case.subject_kind == filters.kind)
    if filters.overdue:
        wanted.append(Case.due_at < now())
    return wanted


def covered_cases(actor: Actor) -> ColumnElement[bool]:
    """The same places as `policy.require` on a case, as SQL."""
    coverage = neighbourhoods_covered(actor, Role.MODERATOR)
    if coverage.everything:
        return true()
    return or_(
        Case.contract_slug.in_(sorted(coverage.contracts)),
        Case.neighbourhood_slug.in_(sorted(coverage.neighbourhoods)),
    )


def _lines() -> Select[Any]:
    labels = (
        select(func.aggregate_strings(Finding.label, ","))
        .where(Finding.case_id == Case.id)
        .scalar_subquery()
    )
    return select(
        Case.id,
        Case.subject_kind,
        Case.contract_slug,
        Case.neighbourhood_slug,
        Case.opened_at,
        Case.due_at,
        _heading().label("heading"),
        labels.label("labels"),
    )


def _heading() -> ColumnElement[str]:
    """Each kind says in SQL how its texts are named, so that a queue is read in one go."""
    named = [
        (Case.subject_kind == name, known.heading(Case.subject_id))
        for name, known in kinds().items()
    ]
    return case(*named, else_="") if named else literal("")


def _line(row: Any) -> QueueLine:
    labels = (row.labels or "").split(",")
    return QueueLine(
        id=row.id,
        kind=row.subject_kind,
        kind_label=kind(row.subject_kind).label,
        heading=excerpt(row.heading or "", HEADING_LENGTH),
        place=place_name(row.contract_slug, row.neighbourhood_slug),
        contract_slug=row.contract_slug,
        neighbourhood_slug=row.neighbourhood_slug,
        opened_at=row.opened_at,
        due_at=row.due_at,
        found=tuple(sorted({label for label in labels if label})),
    )
