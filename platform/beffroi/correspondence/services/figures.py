"""What each office was asked and how it answered: counted from the rows, to the last one."""

from collections import defaultdict
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from beffroi.core import db
from beffroi.correspondence.models import Request
from beffroi.correspondence.services.listing import overdue
from beffroi.correspondence.services.rows import OFFICE, office_ref
from beffroi.correspondence.views import Figures
from beffroi.identity.models import Office

_ANSWERED = Request.state == "answered"


def figures(contract_slug: str | None = None) -> list[Figures]:
    """Every office that was ever asked, in the order of institutions: two statements."""
    named = [column.label(f"office_{column.key}") for column in OFFICE]
    query = (
        select(*named, func.count().label("asked"), *_counts())
        .join(Request, Request.office_slug == Office.slug)
        .group_by(*OFFICE, Office.position)
        .order_by(Office.contract_slug, Office.position, Office.slug)
    )
    if contract_slug is not None:
        query = query.where(Office.contract_slug == contract_slug)
    middle = _medians()
    return [_figures(row, middle.get(row.office_slug)) for row in db.session().execute(query)]


def overdue_count() -> int:
    """How many answers are overdue now, everywhere."""
    return db.session().scalar(select(func.count()).select_from(Request).where(overdue())) or 0


def _counts() -> list[Any]:
    """Each request in exactly one of them."""
    return [
        _count("in_time", and_(_ANSWERED, Request.settled_on <= Request.due_on)),
        _count("late", and_(_ANSWERED, Request.settled_on > Request.due_on)),
        _count("waiting", and_(Request.settled_at.is_(None), ~overdue())),
        _count("overdue", overdue()),
        _count("transferred", Request.state == "transferred"),
        _count("withdrawn", Request.state == "withdrawn"),
    ]


def _count(name: str, condition: ColumnElement[bool]) -> Any:
    return func.count().filter(condition).label(name)


def _medians() -> dict[str, float]:
    """The middle of the days each office took: its one or two middle rows leave the database."""
    office, days = Request.office_slug, Request.days_taken
    rank = func.row_number().over(partition_by=office, order_by=(days, Request.id))
    many = func.count().over(partition_by=office)
    ranked = (
        select(office, days, rank.label("rank"), many.label("many")).where(_ANSWERED).subquery()
    )
    twice = ranked.c.rank * 2
    middle = (twice >= ranked.c.many) & (twice <= ranked.c.many + 2)
    found: dict[str, list[int]] = defaultdict(list)
    for slug, taken in db.session().execute(select(*ranked.c[:2]).where(middle)):
        found[slug].append(taken)
    return {slug: float(median(taken)) for slug, taken in found.items()}


def _figures(row: Any, middle: float | None) -> Figures:
    names = ("asked", "in_time", "late", "waiting", "overdue", "transferred", "withdrawn")
    counts = {name: getattr(row, name) for name in names}
    return Figures(office=office_ref(row), median_days=middle, **counts)
