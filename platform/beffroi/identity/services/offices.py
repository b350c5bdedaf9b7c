"""Offices: who holds one on a day, who stands in, and whom a letter to it reaches."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import today
from beffroi.core.i18n import language
from beffroi.core.policy import allows, require
from beffroi.identity.models import Office, OfficeTerm, Person
from beffroi.identity.policies import HOLD_OFFICE, NAME_OFFICE
from beffroi.identity.problems.offices import OfficeUnknown, TermUnknown
from beffroi.identity.rules.offices import HOLDER, Reached, Term, reached_on
from beffroi.identity.services.people import people
from beffroi.territories import services as territories


@dataclass(frozen=True)
class Addressees:
    """Whom a letter to an office reaches on a day; nobody when it is vacant."""

    to: tuple[Person, ...] = ()
    copy: tuple[Person, ...] = ()

    @property
    def is_vacant(self) -> bool:
        return not self.to


@dataclass(frozen=True)
class TermView:
    """A term; the name is there for those who may see it, empty for others."""

    id: uuid.UUID
    office_slug: str
    kind: str
    name: str
    shows_name: bool
    starts_on: date
    ends_on: date | None
    is_current: bool


@dataclass(frozen=True)
class OfficeView:
    """An office and its terms, the current ones first."""

    slug: str
    contract_slug: str
    name: str
    organisation: str
    terms: tuple[TermView, ...]

    @property
    def holders(self) -> tuple[TermView, ...]:
        return tuple(t for t in self.terms if t.is_current and t.kind == HOLDER)

    @property
    def stand_ins(self) -> tuple[TermView, ...]:
        return tuple(t for t in self.terms if t.is_current and t.kind != HOLDER)


def holders_on(slug: str, day: date) -> Reached:
    """The ids of those whom the office is on a day of Paris, and of those who read in copy."""
    rows = db.session().scalars(select(OfficeTerm).where(OfficeTerm.office_slug == slug))
    return reached_on([rule_term(row) for row in rows], day)


def addressees(slug: str, day: date) -> Addressees:
    """The same as people, to be written to; asked on the day of the delivery, not before."""
    reached = holders_on(slug, day)
    known = people((*reached.to, *reached.copy))
    return Addressees(
        tuple(known[one] for one in reached.to if one in known),
        tuple(known[one] for one in reached.copy if one in known),
    )


def office(slug: str) -> Office:
    """An office that is not closed; OfficeUnknown otherwise."""
    found = db.session().get(Office, slug)
    if found is None or (found.closed_on is not None and found.closed_on < today()):
        raise OfficeUnknown
    return found


def public_offices() -> list[OfficeView]:
    """Every office with its terms of today; a holder is named only if they agreed."""
    return _views(_open_offices(), only_agreed=True)


def offices_of(contract_slug: str) -> list[Office]:
    """The offices of a contract that one may turn to, in its order."""
    return [one for one in _open_offices() if one.contract_slug == contract_slug]


def offices_to_name(actor: Actor) -> list[OfficeView]:
    """The offices the actor names holders of, with every term and name."""
    if not actor.may(NAME_OFFICE):
        require(actor, NAME_OFFICE)
    mine = [one for one in _open_offices() if allows(actor, NAME_OFFICE, scope=scope_of(one))]
    return _views(mine, only_agreed=False)


def my_terms(actor: Actor) -> list[tuple[TermView, OfficeView]]:
    """What the person holds, held and will hold, the latest first."""
    require(actor, HOLD_OFFICE)
    mine = select(OfficeTerm.office_slug).where(OfficeTerm.person_id == actor.person_id)
    rows = db.session().scalars(select(Office).where(Office.slug.in_(mine)))
    offices = {row.slug: row for row in rows}
    own = select(OfficeTerm).where(OfficeTerm.person_id == actor.person_id)
    terms = db.session().scalars(own.order_by(OfficeTerm.starts_on.desc(), OfficeTerm.id))
    return [(_term(t, actor.display_name), _view(offices[t.office_slug], ())) for t in terms]


def show_name(actor: Actor, term_id: uuid.UUID, *, shows: bool) -> OfficeTerm:
    """The holder says whether the public page may name them; somebody else's term is none."""
    require(actor, HOLD_OFFICE)
    term = db.session().get(OfficeTerm, term_id)
    if term is None or term.person_id != actor.person_id:
        raise TermUnknown
    term.shows_name = shows
    return term


def term_view(term: OfficeTerm) -> TermView:
    """A term as who names holders sees it."""
    person = db.session().get_one(Person, term.person_id)
    return _term(term, person.display_name)


def scope_of(one: Office) -> frozenset[tuple[str, str]]:
    """Where a right over the office is held."""
    return territories.scope_of(one.contract_slug)


def rule_term(row: OfficeTerm) -> Term:
    """The row as the rules know it."""
    return Term(row.person_id, row.kind, row.starts_on, row.ends_on)


def _open_offices() -> list[Office]:
    order = (Office.contract_slug, Office.position, Office.slug)
    still = Office.closed_on.is_(None) | (Office.closed_on >= today())
    return list(db.session().scalars(select(Office).where(still).order_by(*order)))


def _views(offices: Iterable[Office], *, only_agreed: bool) -> list[OfficeView]:
    slugs = [one.slug for one in offices]
    query = select(OfficeTerm, Person.display_name).join(Person, Person.id == OfficeTerm.person_id)
    order = (OfficeTerm.kind, OfficeTerm.starts_on.desc(), OfficeTerm.id)
    rows = db.session().execute(query.where(OfficeTerm.office_slug.in_(slugs)).order_by(*order))
    found: dict[str, list[TermView]] = {slug: [] for slug in slugs}
    for term, name in rows:
        seen = _term(term, name if term.shows_name or not only_agreed else "")
        if seen.is_current or not only_agreed:
            found[term.office_slug].append(seen)
    return [_view(one, tuple(found[one.slug])) for one in offices]


def _view(one: Office, terms: tuple[TermView, ...]) -> OfficeView:
    name = one.name_en if language() == "en" else one.name
    return OfficeView(one.slug, one.contract_slug, name, one.organisation, terms)


def _term(row: OfficeTerm, name: str) -> TermView:
    return TermView(
        id=row.id,
        office_slug=row.office_slug,
        kind=row.kind,
        name=name,
        shows_name=row.shows_name,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        is_current=rule_term(row).covers(today()),
    )
