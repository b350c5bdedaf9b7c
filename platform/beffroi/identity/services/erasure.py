"""Erases somebody: every slice lets go of what is theirs, in one transaction, the person last."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from beffroi.core import db, register
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.register import Choice, Leaving
from beffroi.core.seals import seal, unseal
from beffroi.identity.events import PersonErased
from beffroi.identity.models import Farewell, Person, RoleGrant
from beffroi.identity.policies import ERASE_SELF
from beffroi.identity.problems.signing import PersonUnknown
from beffroi.identity.rules.rights import FAREWELL_KEPT
from beffroi.identity.services.freshness import require_fresh
from beffroi.identity.services.grants import keep_an_administrator
from beffroi.identity.services.lasting_blocks import leave_marks
from beffroi.identity.services.sessions import in_term

SEAL = "farewell"


@dataclass(frozen=True)
class Parting:
    """A farewell as a worker carries it out: plain values, for no row lives that long."""

    id: uuid.UUID
    address: str
    is_owed: bool
    choice: str
    language: str
    letters: frozenset[str]


def erase_self(actor: Actor, choice: Choice) -> None:
    """Erase the account of the one who asks; FreshSessionRequired when they signed in long ago.

    Art. 17 GDPR. LastAdministrator when nobody else could give roles afterwards.
    """
    require(actor, ERASE_SELF)
    require_fresh(actor)
    if actor.person_id is None:
        raise PersonUnknown
    erase(actor, actor.person_id, choice)


def erase(by: Actor, person_id: uuid.UUID, choice: Choice) -> None:
    """Erase a person and all that is theirs, from the highest slice to the lowest.

    PersonUnknown when there is none. The event keeps ids only; the address stays sealed in a
    farewell, for a day at most, so that a worker can confirm by mail.
    """
    # Two who leave wrote on the same pages: each would wait for rows that the other holds.
    db.one_at_a_time("erase")
    person = _held(person_id)
    for grant in _grants_of(person_id):
        keep_an_administrator(grant)
    leaving = Leaving(person_id, Choice(choice), by)
    farewell = _farewell(person, leaving)
    leave_marks(person)
    for kept in register.records():
        kept.let_go(leaving)
    farewell.letters = {"ids": sorted(leaving.letters)}
    record(PersonErased(person_id, leaving.choice.value, farewell.id), by=by)
    db.session().flush()
    db.session().expire_all()


def farewell_to_say(farewell_id: uuid.UUID) -> Parting | None:
    """What is left to do outside; None once it is done, or after a day."""
    kept = db.session().get(Farewell, farewell_id)
    if kept is None or kept.made_at < now() - FAREWELL_KEPT:
        return None
    address = unseal(SEAL, kept.sealed_contact) if kept.sealed_contact else ""
    letters = frozenset(kept.letters.get("ids", ()))
    return Parting(kept.id, address, kept.is_owed, kept.choice, kept.language, letters)


def forget_farewell(farewell_id: uuid.UUID) -> None:
    """It was said: the address goes."""
    farewell = db.session().get(Farewell, farewell_id)
    if farewell is not None:
        db.session().delete(farewell)


def _held(person_id: uuid.UUID) -> Person:
    """The row, locked: what would point to the person meanwhile waits, then finds nobody."""
    wanted = select(Person).where(Person.id == person_id).with_for_update()
    person = db.session().scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if person is None:
        raise PersonUnknown
    return person


def _grants_of(person_id: uuid.UUID) -> list[RoleGrant]:
    held = select(RoleGrant).where(RoleGrant.person_id == person_id, in_term())
    return list(db.session().scalars(held))


def _farewell(person: Person, leaving: Leaving) -> Farewell:
    """Told only at an address its owner has confirmed: another may belong to somebody else."""
    farewell = Farewell(
        sealed_contact=seal(SEAL, person.email) if person.email else None,
        is_owed=person.email is not None and person.email_confirmed_at is not None,
        choice=leaving.choice.value,
        language=person.locale,
        letters={},
        made_at=now(),
    )
    db.session().add(farewell)
    db.session().flush()
    return farewell
