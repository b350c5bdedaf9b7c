"""People: found by their address, made when new, changed by themselves."""

import uuid
from collections.abc import Iterable

from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.i18n import LANGUAGES, _, lazy
from beffroi.core.policy import require
from beffroi.core.problems import Invalid
from beffroi.identity.models import Person
from beffroi.identity.policies import CHANGE_SELF, SEE_SELF
from beffroi.identity.problems.signing import PersonUnknown
from beffroi.identity.rules.signing import MAX_NAME, same_address


def person(person_id: uuid.UUID) -> Person | None:
    """The person of this id."""
    return db.session().get(Person, person_id)


def people(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """Several people in one statement; an unknown id is left out."""
    wanted = set(ids)
    if not wanted:
        return {}
    found = db.session().scalars(select(Person).where(Person.id.in_(wanted)))
    return {one.id: one for one in found}


def find_or_make_person(email: str, display_name: str = "", locale: str = "fr") -> Person:
    """Whoever has this address. Nothing of a known person is changed: the asker may be another."""
    address = same_address(email)
    return _of_address(address) or _make(address, display_name, locale)


def person_of_address(email: str) -> Person | None:
    """Whoever has this address; nobody is made."""
    return _of_address(same_address(email))


def self_of(actor: Actor) -> Person:
    """The person who acts."""
    require(actor, SEE_SELF)
    found = person(actor.person_id) if actor.person_id else None
    if found is None:
        raise PersonUnknown
    return found


def change_self(actor: Actor, display_name: str, locale: str) -> Person:
    """One's public name and language."""
    require(actor, CHANGE_SELF)
    choose_language(actor, locale)
    myself = self_of(actor)
    myself.display_name = display_name[:MAX_NAME]
    return myself


def choose_language(actor: Actor, locale: str) -> None:
    """Mails follow the language chosen on the pages."""
    if locale not in LANGUAGES:
        raise Invalid(errors={"locale": [lazy("Choisissez une langue de la liste.")]})
    if actor.is_signed_in:
        self_of(actor).locale = locale


def _unnamed(language: str) -> str:
    """No text is signed by nobody; the person changes it when they like."""
    with force_locale(language):
        return _("Une personne du quartier")


def _of_address(address: str) -> Person | None:
    return db.session().scalars(select(Person).filter_by(email=address)).one_or_none()


def _make(address: str, display_name: str, locale: str) -> Person:
    """Two first requests at once make one person: the second finds the first's row."""
    language = locale if locale in LANGUAGES else "fr"
    name = display_name[:MAX_NAME] or _unnamed(language)
    made = Person(email=address, display_name=name, locale=language, created_at=now())
    try:
        with db.session().begin_nested():
            db.session().add(made)
    except IntegrityError:
        return db.session().scalars(select(Person).filter_by(email=address)).one()
    return made
