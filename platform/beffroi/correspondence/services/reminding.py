"""Reminders of what an office has not answered: one event at a time, each sets the next."""

import uuid
from datetime import date

from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.core.clock import morning
from beffroi.core.events import record
from beffroi.correspondence import rules
from beffroi.correspondence.events import RequestReminderDue
from beffroi.correspondence.models import Request


def remind_next(request: Request, after: date) -> None:
    """Set the first reminder after this day."""
    day = rules.next_reminder(request.due_on, after)
    record(RequestReminderDue(request.id, day), by=SYSTEM, due_at=morning(day))


def request_to_remind(request_id: uuid.UUID) -> Request | None:
    """The request, if its office has still not answered."""
    request = db.session().get(Request, request_id)
    return request if request is not None and request.settled_at is None else None
