"""Tells an office what is expected of it, reminds it, and tells who asked that it answered."""

import uuid
from datetime import timedelta
from typing import Any

from beffroi.core import db
from beffroi.core.clock import today
from beffroi.correspondence.events import (
    RequestAnswered,
    RequestAsked,
    RequestReminderDue,
    RequestTransferred,
    RequestWithdrawn,
)
from beffroi.correspondence.kinds import kind
from beffroi.correspondence.models import Request
from beffroi.correspondence.services import request_to_remind
from beffroi.correspondence.services.reminding import remind_next
from beffroi.identity.services.offices import addressees
from beffroi.notifications.services import tell
from workflows.offices import office_name, tell_office
from workflows.once import handles, occurrence

PATIENCE = {"max_retries": 8, "min_backoff": 1_000, "max_backoff": 300_000, "time_limit": 30_000}


@handles(**PATIENCE)
def of_asking(event: RequestAsked) -> None:
    """Whoever holds the office that day; also when another office passed it on."""
    request = request_to_remind(event.request_id)
    if request is not None:
        passed = "yes" if request.came_from_id else ""
        _tell_office(request, "request_asked", passed=passed, reason=request.reason)


@handles(**PATIENCE)
def of_reminder(event: RequestReminderDue) -> None:
    """If nothing was answered by that morning; then the next reminder is set.

    However late this comes, one reminder is sent, and the next one lies ahead.
    """
    request = request_to_remind(event.request_id)
    if request is None:
        return
    days = (request.due_on - today()).days
    _tell_office(request, "request_late" if days < 0 else "request_due")
    remind_next(request, today())


@handles(**PATIENCE)
def of_withdrawal(event: RequestWithdrawn) -> None:
    """The office need not answer any more."""
    request = db.session().get(Request, event.request_id)
    if request is not None:
        _tell_office(request, "request_withdrawn", reason=request.settled_reason)


@handles(**PATIENCE)
def of_transfer(event: RequestTransferred) -> None:
    """Who had asked: it is another office's to answer now."""
    before = db.session().get(Request, event.request_id)
    after = db.session().get(Request, event.to_request_id)
    if before is not None and after is not None:
        _tell_asker(after, "request_transferred", reason=before.settled_reason)


@handles(**PATIENCE)
def of_answer(event: RequestAnswered) -> None:
    """Who had asked."""
    request = db.session().get(Request, event.request_id)
    if request is not None:
        _tell_asker(request, "request_answered")


def _tell_office(request: Request, name: str, **more: str) -> None:
    vacant = "yes" if addressees(request.office_slug, today()).is_vacant else ""
    facts = _facts(request) | {"vacant": vacant} | more
    tell_office(request.office_slug, name, facts, f"/a-repondre/{request.id}")


def _tell_asker(request: Request, name: str, **more: str) -> None:
    person_id: uuid.UUID | None = request.asked_by_id
    if person_id is not None:
        link = f"/a-repondre/{request.id}"
        tell(person_id, name, _facts(request) | more, link, occurrence().event_id)


def _facts(request: Request) -> dict[str, Any]:
    subject = kind(request.subject_kind).read(request.subject_id)
    late = max(today() - request.due_on, timedelta()).days
    return {
        "title": subject.title if subject is not None else "…",
        "office": office_name(request.office_slug),
        "due_on": request.due_on.isoformat(),
        "days_late": str(late),
    }
