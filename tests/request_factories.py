"""Requests to offices to start a test from, each believable by default."""

from datetime import date, timedelta
from typing import Any

from beffroi.contributions.models import Idea
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now, today
from beffroi.correspondence.models import Request
from beffroi.identity.models import Office, Person
from tests.factories import make_idea, make_person
from tests.offices_factories import make_office, make_term


def make_request(office: Office | None = None, idea: Idea | None = None, **given: Any) -> Request:
    """Asked today of an office of Lens-Liévin, due in sixty days."""
    office, idea = office or make_office(), idea or make_idea()
    values: dict[str, Any] = {
        "subject_kind": "idea",
        "subject_id": idea.id,
        "contract_slug": idea.contract_slug,
        "neighbourhood_slug": idea.neighbourhood_slug,
        "office_slug": office.slug,
        "reason": "Les habitantes et habitants attendent une réponse.",
        "asked_at": now(),
        "due_on": today() + timedelta(days=60),
        "state": "asked",
    }
    return _kept(Request(**values | given))


def make_answered(office: Office, days: int, *, due_in: int = 60, **given: Any) -> Request:
    """Answered after so many days."""
    asked_at = now() - timedelta(days=days)
    return make_request(
        office,
        asked_at=asked_at,
        due_on=today() - timedelta(days=days - due_in),
        state="answered",
        settled_at=now(),
        settled_on=today(),
        days_taken=days,
        **given,
    )


def holder_of(office: Office, person: Person | None = None, **term: Any) -> Actor:
    """Somebody who holds the office, or stands in, as they act."""
    person = person or make_person()
    make_term(office, person, **term)
    return Actor("person", person.id, None, person.display_name, "fr", offices=(office.slug,))


def in_days(days: int) -> date:
    """So many days from the day of the test's clock."""
    return today() + timedelta(days=days)


def _kept(row: Request) -> Request:
    db.session().add(row)
    db.session().flush()
    return row
