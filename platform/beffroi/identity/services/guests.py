"""Guests: known for a time by a one-time proof, the same contact always giving the same guest."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now, today
from beffroi.core.i18n import LANGUAGES
from beffroi.identity.models import Person, UniqueMark
from beffroi.identity.rules.codes import MARK_LIFE
from beffroi.identity.rules.signing import MAX_NAME
from beffroi.identity.services.lasting_blocks import meet_blocks
from beffroi.identity.services.takeover import take_over

MARKS = {"email": "email", "sms": "phone"}


def make_guest(language: str) -> Person:
    """Somebody new, of whom nothing is kept but the language of the page."""
    guest = Person(
        kind="guest",
        display_name="",
        locale=language if language in LANGUAGES else "fr",
        created_at=now(),
    )
    db.session().add(guest)
    db.session().flush()
    return guest


def guest_of(channel: str, contact_digest: str, language: str) -> Person:
    """Whoever proved this contact within the year, else somebody new; the year begins again."""
    kind = MARKS[channel]
    known = _marked(kind, contact_digest)
    if known is None:
        guest = _newly_marked(kind, contact_digest, language)
    else:
        known.ends_on = _end()
        guest = db.session().get_one(Person, known.person_id)
    meet_blocks(guest, (kind, contact_digest))
    return guest


def account_of(person: Person, contact_digest: str) -> Person:
    """An account whose address was proved: what was done as a guest with it before is its own."""
    known = _marked("email", contact_digest)
    if known is None:
        db.session().add(_mark("email", contact_digest, person))
        db.session().flush()
    elif known.person_id != person.id:
        acting = Actor("person", person.id, is_guest=True)
        take_over(acting, known.person_id, person.id)
    meet_blocks(person, ("email", contact_digest))
    return person


def name_guest(actor: Actor, name: str) -> str:
    """The name a guest signs with, kept for their next texts; an account has its own."""
    if not actor.is_guest or actor.person_id is None:
        return actor.display_name
    guest = db.session().get_one(Person, actor.person_id)
    if guest.kind == "guest" and name:
        guest.display_name = name[:MAX_NAME]
    return guest.display_name


def _newly_marked(kind: str, digest: str, language: str) -> Person:
    """Two first proofs of one contact at once make one guest: the second finds the first's."""
    try:
        with db.session().begin_nested():
            guest = make_guest(language)
            db.session().add(_mark(kind, digest, guest))
    except IntegrityError:
        known = _marked(kind, digest)
        if known is None:
            raise
        return db.session().get_one(Person, known.person_id)
    return guest


def _marked(kind: str, digest: str) -> UniqueMark | None:
    """The mark, while it holds; one past its end goes now."""
    wanted = select(UniqueMark).filter_by(kind=kind, mark_digest=digest).with_for_update()
    found = db.session().scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is not None and found.ends_on < today():
        db.session().delete(found)
        db.session().flush()
        return None
    return found


def _mark(kind: str, digest: str, person: Person) -> UniqueMark:
    return UniqueMark(
        kind=kind, mark_digest=digest, person_id=person.id, made_on=today(), ends_on=_end()
    )


def _end() -> date:
    return today() + MARK_LIFE
