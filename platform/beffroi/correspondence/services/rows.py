"""Rows of requests made into what lists show: office and subject's title in one statement."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, case, literal, select

from beffroi.core.i18n import language
from beffroi.correspondence.kinds import kind, kinds
from beffroi.correspondence.models import Request
from beffroi.correspondence.views import OfficeRef, RequestLine
from beffroi.identity.models import Office
from beffroi.territories import services as territories

OFFICE = (Office.slug, Office.contract_slug, Office.name, Office.name_en, Office.organisation)
_NAMES = (
    "id", "subject_kind", "neighbourhood_slug", "asked_at", "due_on", "state", "settled_at",
    "days_taken",
)  # fmt: skip


def lines_query(*more: Any) -> Select[Any]:
    """Requests with their office and the title of their subject, null where it is not public."""
    query = select(Request, *(column.label(f"office_{column.key}") for column in OFFICE), *more)
    return query.add_columns(_heading().label("heading")).join(
        Office, Office.slug == Request.office_slug
    )


def line(row: Any) -> RequestLine:
    """One of them."""
    return RequestLine(**shown(row))


def shown(row: Any) -> dict[str, Any]:
    """The fields of a line."""
    request: Request = row.Request
    known = kind(request.subject_kind)
    is_public = row.heading is not None
    return {name: getattr(request, name) for name in _NAMES} | {
        "kind_label": known.label,
        "subject_id": request.subject_id if is_public else None,
        "title": row.heading or "",
        "url": known.url(request.subject_id) if is_public else "",
        "place": _place(request),
        "office": office_ref(row),
    }


def office_ref(row: Any) -> OfficeRef:
    """The office of a row, named in the language of the page."""
    name = row.office_name_en if language() == "en" else row.office_name
    return OfficeRef(row.office_slug, row.office_contract_slug, name, row.office_organisation)


def lines(rows: Sequence[Any]) -> list[RequestLine]:
    """All of them."""
    return [line(row) for row in rows]


def _place(request: Request) -> str:
    known = territories.neighbourhoods().get(request.neighbourhood_slug or "")
    return known.name if known else territories.contracts()[request.contract_slug].short_name


def _heading() -> ColumnElement[Any]:
    named = [
        (Request.subject_kind == name, known.heading(Request.subject_id))
        for name, known in kinds().items()
    ]
    return case(*named, else_=None) if named else literal(None)
