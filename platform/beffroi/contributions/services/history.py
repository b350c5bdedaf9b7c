"""All that became of an idea, first to last: moves, what was proposed, which offices were asked."""

import uuid
from typing import Any

from sqlalchemy import Date, DateTime, Integer, String, Text, Uuid, cast, null, select, union_all

from beffroi.contributions.models import Idea, IdeaMove
from beffroi.contributions.services.visibility import absent, readable_ideas
from beffroi.contributions.views import HistoryStep
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
}
_OFFICE = (Office.contract_slug, Office.name, Office.name_en, Office.organisation)


def history_of(actor: Actor, idea_id: uuid.UUID) -> list[HistoryStep]:
    """For whoever may read the idea; one statement, one more when there is nothing to tell."""
    seen = select(Idea.id).where(Idea.id == idea_id, readable_ideas(actor))
    steps = union_all(_moves(seen), _requests(seen)).subquery()
    columns = [column.label(f"office_{column.key}") for column in _OFFICE]
    query = select(steps, *columns).outerjoin(Office, Office.slug == steps.c.office_slug)
    # An office is asked before it answers, even within one moment.
    order = (steps.c.at, steps.c.number.is_not(None), steps.c.number, steps.c.request_id)
    ordered = query.order_by(*order)
    rows = db.session().execute(ordered).all()
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


def _select(columns: dict[str, Any]) -> Any:
    """Both halves with the same columns, in the same order."""
    return select(*[columns.get(name, none).label(name) for name, none in _NOTHING.items()])


def _told(rows: Any) -> list[HistoryStep]:
    structures, steps, stage = territories.structures(), [], ""
    for row in rows:
        is_move = row.request_id is None and row.forwarded_to is None
        step = HistoryStep(
            number=row.number,
            at=row.at,
            stage=row.stage,
            answer=row.answer or "",
            structure=structures.get(row.structure_slug or ""),
            office=_office(row),
            next_step=row.next_step or "",
            next_step_on=row.next_step_on,
            forwarded_to=row.forwarded_to,
            request_id=row.request_id,
            request_state=row.request_state,
            due_on=row.due_on,
            puts_right=is_move and row.stage == stage,
        )
        stage = row.stage if is_move else stage
        steps.append(step)
    return steps


def _office(row: Any) -> OfficeRef | None:
    if row.office_slug is None:
        return None
    name = row.office_name_en if language() == "en" else row.office_name
    return OfficeRef(row.office_slug, row.office_contract_slug, name, row.office_organisation)
