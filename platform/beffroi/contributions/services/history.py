"""All that became of an idea, first to last: moves, offices asked, what it joined or became."""

import uuid
from itertools import groupby
from typing import Any

from sqlalchemy import (
    Date,
    DateTime,
    Integer,
    String,
    Text,
    Uuid,
    and_,
    cast,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from beffroi.contributions.models import Idea, IdeaMove
from beffroi.contributions.rules.merges import OF_ANOTHER, Company
from beffroi.contributions.services.company import company_of
from beffroi.contributions.services.visibility import absent, named_ideas, readable_ideas
from beffroi.contributions.views import HistoryStep, IdeaRef
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.i18n import language
from beffroi.correspondence.models import Request
from beffroi.correspondence.views import OfficeRef
from beffroi.identity.models import Office
from beffroi.territories import services as territories

_NOTHING: dict[str, Any] = {
    "number": cast(null(), Integer()),
    "stage": cast(null(), String()),
    "answer": cast(null(), Text()),
    "structure_slug": cast(null(), String()),
    "office_slug": cast(null(), String()),
    "next_step": cast(null(), String()),
    "next_step_on": cast(null(), Date()),
    "forwarded_to": cast(null(), String()),
    "request_id": cast(null(), Uuid()),
    "request_state": cast(null(), String()),
    "due_on": cast(null(), Date()),
    "at": cast(null(), DateTime()),
    "company": cast(null(), String()),
    "other_id": cast(null(), Uuid()),
}
_OTHER = aliased(Idea)
_OFFICE = (Office.contract_slug, Office.name, Office.name_en, Office.organisation)


def history_of(actor: Actor, idea_id: uuid.UUID) -> list[HistoryStep]:
    """For whoever may read the idea; one statement, one more when there is nothing to tell."""
    seen = select(Idea.id).where(Idea.id == idea_id, readable_ideas(actor))
    steps = union_all(_moves(seen), _requests(seen), *_company(seen)).subquery()
    columns = [column.label(f"office_{column.key}") for column in _OFFICE]
    query = select(steps, *columns, _OTHER.title.label("other_title"))
    query = query.outerjoin(Office, Office.slug == steps.c.office_slug)
    # What is hidden is never named: who reads this one may not read that one.
    query = query.outerjoin(_OTHER, and_(_OTHER.id == steps.c.other_id, named_ideas(_OTHER)))
    # An office is asked before it answers, and what is undone was done, even within one moment.
    order = (steps.c.at, steps.c.number.is_not(None), steps.c.number, steps.c.request_id)
    others = (steps.c.company == Company.GATHERED, steps.c.company, steps.c.other_id)
    rows = db.session().execute(query.order_by(*order, *others)).all()
    if not rows and db.session().scalar(seen) is None:
        raise absent(idea_id)
    return _told(rows)


def _moves(seen: Any) -> Any:
    columns = {
        name: getattr(IdeaMove, name)
        for name in (
            "number", "stage", "answer", "structure_slug", "office_slug", "next_step",
            "next_step_on", "forwarded_to",
        )
    } | {"at": IdeaMove.moved_at}  # fmt: skip
    return _select(columns).where(IdeaMove.idea_id.in_(seen))


def _requests(seen: Any) -> Any:
    columns = {
        "office_slug": Request.office_slug,
        "answer": Request.settled_reason,
        "request_id": Request.id,
        "request_state": Request.state,
        "due_on": Request.due_on,
        "at": Request.asked_at,
    }
    return _select(columns).where(Request.subject_kind == "idea", Request.subject_id.in_(seen))


def _company(seen: Any) -> list[Any]:
    return [_select(columns).where(*where) for columns, where in company_of(seen)]


def _select(columns: dict[str, Any]) -> Any:
    """Each part with the same columns, in the same order."""
    return select(*[columns.get(name, none).label(name) for name, none in _NOTHING.items()])


def _told(rows: Any) -> list[HistoryStep]:
    """An idea made into several is one step, however many they are."""
    steps, stage = [], ""
    for _moment, group in groupby(rows, _moment_of):
        first, *others = group
        is_move = first.request_id is None and first.forwarded_to is None and not first.company
        others = [row for row in (first, *others) if row.other_title is not None]
        if first.company in OF_ANOTHER and not others:
            continue
        puts_right = is_move and first.stage == stage
        steps.append(_step(first, others, puts_right=puts_right))
        stage = first.stage if is_move else stage
    return steps


def _moment_of(row: Any) -> Any:
    is_split = row.company == Company.SPLIT
    return (
        (row.company, row.at)
        if is_split
        else (row.company, row.at, row.number, row.request_id, row.other_id)
    )


def _step(row: Any, others: list[Any], *, puts_right: bool) -> HistoryStep:
    return HistoryStep(
        number=row.number,
        at=row.at,
        stage=row.stage,
        answer=row.answer or "",
        structure=territories.structures().get(row.structure_slug or ""),
        office=_office(row),
        next_step=row.next_step or "",
        next_step_on=row.next_step_on,
        forwarded_to=row.forwarded_to,
        request_id=row.request_id,
        request_state=row.request_state,
        due_on=row.due_on,
        puts_right=puts_right,
        company=row.company,
        ideas=tuple(IdeaRef(other.other_id, other.other_title) for other in others),
    )


def _office(row: Any) -> OfficeRef | None:
    if row.office_slug is None:
        return None
    name = row.office_name_en if language() == "en" else row.office_name
    return OfficeRef(row.office_slug, row.office_contract_slug, name, row.office_organisation)
