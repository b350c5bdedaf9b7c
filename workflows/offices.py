"""Reaches whoever holds an office on the day of the delivery, and warns before nobody does."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import force_locale

from beffroi.core import db
from beffroi.core.actor import Role
from beffroi.core.clock import today
from beffroi.core.i18n import LANGUAGES
from beffroi.identity.events import (
    OfficeTermEnded,
    OfficeTermEndNeared,
    OfficeTermExpired,
    OfficeTermStarted,
)
from beffroi.identity.models import Office, OfficeTerm, Person
from beffroi.identity.services.grants import holders_of_role
from beffroi.identity.services.office_terms import term_to_follow
from beffroi.identity.services.offices import addressees, scope_of
from beffroi.notifications.services import tell
from workflows.once import handles, occurrence

PATIENCE = {"max_retries": 8, "min_backoff": 1_000, "max_backoff": 300_000, "time_limit": 30_000}
NAMING = "/administration/mandats"
MINE = "/moi/mandats"


def tell_office(slug: str, kind: str, params: Mapping[str, Any], link: str) -> list[Person]:
    """Tell whoever the office is today, stand-ins in copy; vacant, those who can name somebody.

    Called while an event is handled, so it is the day of the delivery that counts, not that of
    the event. Returns whom it reached.
    """
    reached = addressees(slug, today())
    readers = [*reached.to, *reached.copy] or _who_names(slug)
    for reader in readers:
        tell(reader.id, kind, dict(params), link, occurrence().event_id)
    return readers


def in_each_language(speak: Callable[[], str]) -> dict[str, str]:
    """A text of the house, kept in every language: the reader may change theirs."""
    spoken = {}
    for code in LANGUAGES:
        with force_locale(code):
            spoken[code] = str(speak())
    return spoken


@handles(**PATIENCE)
def of_naming(event: OfficeTermStarted) -> None:
    """The person named: they may not have asked for it."""
    term = db.session().get(OfficeTerm, event.term_id)
    if term is not None:
        facts = {"office": office_name(event.office_slug), "starts_on": term.starts_on.isoformat()}
        tell(event.person_id, "office_named", facts, MINE, occurrence().event_id)


@handles(**PATIENCE)
def of_leaving(event: OfficeTermEnded) -> None:
    """The person whose term was ended."""
    facts = {"office": office_name(event.office_slug), "last_day": event.last_day.isoformat()}
    tell(event.person_id, "office_left", facts, MINE, occurrence().event_id)


@handles(**PATIENCE)
def of_coming_end(event: OfficeTermEndNeared) -> None:
    """Those who name, unless the term was changed or somebody follows already."""
    term = term_to_follow(event.term_id, event.last_day)
    if term is None:
        return
    facts = {"office": office_name(term.office_slug), "last_day": event.last_day.isoformat()}
    for person in _who_names(term.office_slug):
        tell(person.id, "office_ending", facts, NAMING, occurrence().event_id)


@handles(**PATIENCE)
def of_vacancy(event: OfficeTermExpired) -> None:
    """Nobody holds it and nobody stands in: those who name are told."""
    term = db.session().get(OfficeTerm, event.term_id)
    if term is None or term.ends_on != event.last_day:
        return
    if addressees(term.office_slug, today()).is_vacant:
        tell_office(
            term.office_slug, "office_vacant", {"office": office_name(term.office_slug)}, NAMING
        )


def _who_names(slug: str) -> list[Person]:
    """Who administers there; the staff of the contract where nobody does."""
    office = db.session().get(Office, slug)
    if office is None:
        return []
    scope = scope_of(office)
    return holders_of_role(Role.ADMINISTRATOR, scope) or holders_of_role(Role.STAFF, scope)


def office_name(slug: str) -> dict[str, str]:
    """An office and its organisation, in each language."""
    office = db.session().get_one(Office, slug)
    return {
        "fr": f"{office.name} ({office.organisation})",
        "en": f"{office.name_en} ({office.organisation})",
    }
