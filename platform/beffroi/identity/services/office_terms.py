"""Naming holders and stand-ins of an office for a term, and ending a term."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from beffroi.core import db
from beffroi.core.actor import SYSTEM, Actor
from beffroi.core.clock import morning, today
from beffroi.core.events import record
from beffroi.core.i18n import lazy
from beffroi.core.policy import allows, require
from beffroi.core.problems import Invalid
from beffroi.identity.events import (
    OfficeTermEnded,
    OfficeTermEndNeared,
    OfficeTermExpired,
    OfficeTermStarted,
)
from beffroi.identity.models import Office, OfficeTerm
from beffroi.identity.policies import NAME_OFFICE
from beffroi.identity.problems.offices import OfficeHeld, TermUnknown
from beffroi.identity.rules.offices import NOTICE, ONE_DAY, is_succeeded, overlaps
from beffroi.identity.services.offices import office, rule_term, scope_of
from beffroi.identity.services.people import find_or_make_person

_DISORDER = lazy("Le dernier jour vient avant le premier.")
_SAME = lazy("Cette personne a déjà ce mandat à partir de ce jour.")


@dataclass(frozen=True)
class Naming:
    """Who is named, by address, and from which day to which, the last one included."""

    email: str
    kind: str
    starts_on: date
    ends_on: date | None = None


def name_to_office(by: Actor, slug: str, naming: Naming) -> OfficeTerm:
    """Name a holder or a stand-in; two holders on one day are refused (OfficeHeld)."""
    seat = office(slug)
    require(by, NAME_OFFICE, scope=scope_of(seat))
    if naming.ends_on is not None and naming.ends_on < naming.starts_on:
        raise Invalid(errors={"ends_on": [_DISORDER]})
    person = find_or_make_person(naming.email)
    term = OfficeTerm(
        office_slug=slug,
        person_id=person.id,
        kind=naming.kind,
        starts_on=naming.starts_on,
        ends_on=naming.ends_on,
        shows_name=False,
    )
    _check_room(term)
    db.session().add(term)
    db.session().flush()
    record(OfficeTermStarted(term.id, slug, person.id, term.kind), by=by)
    _remind(term)
    return term


def end_term(by: Actor, term_id: uuid.UUID, last_day: date) -> OfficeTerm | None:
    """End a term on a day, the last one held; None when it had not begun by then, so is gone."""
    term = _term_to_name(by, term_id)
    if term.ends_on is not None and term.ends_on <= last_day:
        raise TermUnknown
    record(OfficeTermEnded(term.office_slug, term.person_id, term.kind, last_day), by=by)
    if last_day < term.starts_on:
        db.session().delete(term)
        db.session().flush()
        return None
    term.ends_on = last_day
    db.session().flush()
    _remind(term)
    return term


def term_to_follow(term_id: uuid.UUID, last_day: date) -> OfficeTerm | None:
    """The term, if it still ends on that day and nobody holds the office the day after."""
    term = db.session().get(OfficeTerm, term_id)
    if term is None or term.ends_on != last_day:
        return None
    others = [rule_term(row) for row in _terms_of(term.office_slug)]
    return None if is_succeeded(others, last_day) else term


def _remind(term: OfficeTerm) -> None:
    """Thirty days before the end, and the morning after; too late for the first, at once."""
    if term.ends_on is None:
        return
    ending = OfficeTermEndNeared(term.id, term.ends_on)
    over = OfficeTermExpired(term.id, term.ends_on)
    if term.ends_on >= today():
        record(ending, by=SYSTEM, due_at=morning(max(term.ends_on - NOTICE, today())))
    record(over, by=SYSTEM, due_at=morning(term.ends_on + ONE_DAY))


def _check_room(term: OfficeTerm) -> None:
    others = _terms_of(term.office_slug)
    same = (term.person_id, term.kind, term.starts_on)
    if same in {(one.person_id, one.kind, one.starts_on) for one in others}:
        raise Invalid(errors={"starts_on": [_SAME]})
    if overlaps(rule_term(term), [rule_term(one) for one in others]):
        raise OfficeHeld


def _terms_of(slug: str) -> list[OfficeTerm]:
    """Under the lock of their office: two namings at once are one after the other."""
    db.session().execute(select(Office.slug).where(Office.slug == slug).with_for_update())
    query = select(OfficeTerm).where(OfficeTerm.office_slug == slug)
    return list(db.session().scalars(query.order_by(OfficeTerm.starts_on, OfficeTerm.id)))


def _term_to_name(by: Actor, term_id: uuid.UUID) -> OfficeTerm:
    """To who does not name holders there, it does not even exist."""
    term = db.session().get(OfficeTerm, term_id)
    seat = db.session().get(Office, term.office_slug) if term is not None else None
    if term is None or seat is None or not allows(by, NAME_OFFICE, scope=scope_of(seat)):
        raise TermUnknown
    return term
