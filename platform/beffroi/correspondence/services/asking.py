"""Asking an office for an answer: from that moment a day is running."""

import uuid
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import select

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now, today
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.problems import Invalid, NotFound
from beffroi.core.text import tidy
from beffroi.correspondence import problems, rules
from beffroi.correspondence.events import RequestAsked
from beffroi.correspondence.kinds import RequestKind, Subject, kinds
from beffroi.correspondence.models import Request
from beffroi.correspondence.policies import ASK
from beffroi.correspondence.proposals import Asked
from beffroi.correspondence.services.reminding import remind_next
from beffroi.identity.models import Office
from beffroi.identity.problems.offices import OfficeUnknown
from beffroi.identity.services import offices
from beffroi.territories import services as territories


def ask_office(actor: Actor, asked: Asked) -> Request:
    """Ask an office about a public thing; AlreadyAsked while an answer to that is expected."""
    if not actor.may(ASK):
        require(actor, ASK)
    known = kinds().get(asked.subject_kind)
    if known is None:
        raise Invalid(errors={"subject_kind": [problems.UNKNOWN_KIND]})
    known.hold(asked.subject_id)
    subject = known.read(asked.subject_id)
    if subject is None:
        raise NotFound
    place = territories.scope_of(subject.contract_slug, subject.neighbourhood_slug)
    require(actor, ASK, scope=place)
    office = office_there(asked.office, subject.contract_slug)
    check_free(known, subject.subject_id, office.slug)
    request = Request(
        **_about(known.name, subject),
        office_slug=office.slug,
        reason=tidy(asked.reason),
        asked_by_id=actor.person_id,
        asked_at=now(),
        due_on=_due(subject, office),
    )
    return sent_to_office(request, actor)


def sent_to_office(request: Request, by: Actor) -> Request:
    """Write the request down, tell its office, and set the first reminder."""
    db.session().add(request)
    db.session().flush()
    record(RequestAsked(request.id, request.office_slug), by=by)
    remind_next(request, today())
    return request


def office_there(slug: str, contract_slug: str) -> Office:
    """An office of this contract; Invalid otherwise."""
    try:
        found = offices.office(slug)
    except OfficeUnknown:
        found = None
    if found is None or found.contract_slug != contract_slug:
        raise Invalid(errors={"office": [problems.UNKNOWN_OFFICE]})
    return found


def _about(name: str, subject: Subject) -> dict[str, Any]:
    return {
        "subject_kind": name,
        "subject_id": subject.subject_id,
        "contract_slug": subject.contract_slug,
        "neighbourhood_slug": subject.neighbourhood_slug,
    }


def _due(subject: Subject, office: Office) -> date:
    """What the subject says, else what the office is given, else the setting."""
    usual: int = current_app.extensions["beffroi_settings"].answer_days
    days = subject.days or office.answer_days or usual
    return rules.due_day(today(), days, subject.promised_on)


def check_free(
    known: RequestKind, subject_id: uuid.UUID, office_slug: str, but: uuid.UUID | None = None
) -> None:
    """Under the lock of the subject: two askings at once are one after the other."""
    about = (Request.subject_kind == known.name, Request.subject_id == subject_id)
    wanted = select(Request.office_slug).where(*about, Request.settled_at.is_(None))
    asked = set(db.session().scalars(wanted if but is None else wanted.where(Request.id != but)))
    if office_slug in asked or (asked and known.alone):
        raise problems.AlreadyAsked
