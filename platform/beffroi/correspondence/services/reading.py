"""A request with its answers and its chain, for everybody, and what its office may do with it."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.i18n import language
from beffroi.core.policy import require
from beffroi.correspondence import problems
from beffroi.correspondence.kinds import Choice, kind
from beffroi.correspondence.models import Answer, Request
from beffroi.correspondence.policies import SEE_DESK
from beffroi.correspondence.services.holding import scope_of
from beffroi.correspondence.services.rows import OFFICE, lines_query, office_ref, shown
from beffroi.correspondence.views import AnswerView, Link, OfficeRef, RequestView
from beffroi.identity.models import Office
from beffroi.identity.services import offices
from beffroi.territories import services as territories


def request_page(request_id: uuid.UUID) -> RequestView:
    """A request as everybody reads it: three statements."""
    row = db.session().execute(lines_query().where(Request.id == request_id)).one_or_none()
    if row is None:
        raise problems.RequestUnknown
    request: Request = row.Request
    is_public = row.heading is not None
    return RequestView(
        **shown(row),
        reason=request.reason if is_public else "",
        settled_reason=request.settled_reason if is_public else "",
        answers=tuple(_answers([request_id])) if is_public else (),
        chain=_chain(request),
    )


def desk_page(actor: Actor, request_id: uuid.UUID) -> RequestView:
    """The same for whoever answers or passes it on; elsewhere than on their desk it is refused."""
    request = db.session().get(Request, request_id)
    if request is None:
        raise problems.RequestUnknown
    require(actor, SEE_DESK, scope=scope_of(request))
    return request_page(request_id)


def choices_of(view: RequestView) -> Sequence[Choice]:
    """The answers that may be given now; none on what is not public any more."""
    known = kind(view.subject_kind)
    return known.choices(view.subject_id) if view.subject_id is not None else ()


def told_by(view: RequestView) -> int:
    """How many people an answer will be told to."""
    return kind(view.subject_kind).told(view.subject_id) if view.subject_id is not None else 0


def offices_asked(contract_slug: str) -> list[tuple[str, str]]:
    """The offices of a contract to choose from: slug, and name with its organisation."""
    return [
        (one.slug, f"{one.name_en if language() == 'en' else one.name} ({one.organisation})")
        for one in offices.offices_of(contract_slug)
    ]


def requests_about(kind_name: str, subject_id: uuid.UUID) -> list[Link]:
    """The offices that were asked about it, first to last; one statement."""
    about = (Request.subject_kind == kind_name, Request.subject_id == subject_id)
    query = lines_query().where(*about).order_by(Request.asked_at, Request.id)
    return [_link(row) for row in db.session().execute(query)]


def open_requests_about(kind_name: str, subject_id: uuid.UUID) -> list[uuid.UUID]:
    """Those that still expect an answer."""
    about = (Request.subject_kind == kind_name, Request.subject_id == subject_id)
    wanted = select(Request.id).where(*about, Request.settled_at.is_(None))
    return list(db.session().scalars(wanted.order_by(Request.id)))


def office_named(slug: str) -> OfficeRef:
    """An office by its name, for a page; OfficeUnknown when there is none."""
    offices.office(slug)
    columns = [column.label(f"office_{column.key}") for column in OFFICE]
    return office_ref(db.session().execute(select(*columns).where(Office.slug == slug)).one())


def _answers(request_ids: Sequence[uuid.UUID]) -> list[AnswerView]:
    given = select(Answer).where(Answer.request_id.in_(request_ids)).order_by(Answer.number)
    structures = territories.structures()
    return [
        AnswerView(
            number=one.number,
            outcome=one.outcome,
            effect=one.effect,
            words=one.words,
            structure=structures.get(one.structure_slug or ""),
            next_step=one.next_step,
            next_step_on=one.next_step_on,
            answered_at=one.answered_at,
        )
        for one in db.session().scalars(given)
    ]


def _chain(request: Request) -> tuple[Link, ...]:
    """The offices one asking went through: what it came from, and where it went on."""
    about = (Request.subject_kind == request.subject_kind, Request.subject_id == request.subject_id)
    query = lines_query().where(*about).order_by(Request.asked_at, Request.id)
    rows = {row.Request.id: row for row in db.session().execute(query)}
    first = request.id
    while (before := rows[first].Request.came_from_id) is not None:
        first = before
    onward = {row.Request.came_from_id: key for key, row in rows.items()}
    chain = [first]
    while chain[-1] in onward:
        chain.append(onward[chain[-1]])
    return tuple(_link(rows[key]) for key in chain)


def _link(row: Any) -> Link:
    request: Request = row.Request
    reason = request.settled_reason if row.heading is not None else ""
    return Link(
        id=request.id,
        office=office_ref(row),
        state=request.state,
        asked_at=request.asked_at,
        due_on=request.due_on,
        settled_at=request.settled_at,
        settled_reason=reason,
    )
