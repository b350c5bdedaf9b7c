"""People: found by their address, made when new, changed by themselves."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

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

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


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


def find_or_make_person(
    email: str, display_name: str = "", locale: str = "fr", *, guardian: str = "not_needed"
) -> Person:
    """Whoever has this address. Nothing of a known person is changed: the asker may be another.

    The same statements are sent whether or not there is one, so that the time does not tell; two
    first requests at once make one person.
    """
    address = same_address(email)
    language = locale if locale in LANGUAGES else "fr"
    new = _INSERT[db.dialect()](Person).values(
        email=address,
        display_name=display_name[:MAX_NAME] or _unnamed(language),
        locale=language,
        guardian=guardian,
        created_at=now(),
    )
    db.session().execute(new.on_conflict_do_nothing(index_elements=[Person.email]))
    return db.session().scalars(select(Person).filter_by(email=address)).one()


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
