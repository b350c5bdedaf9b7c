"""Coming back from a provider: signed in, linked, or asked by mail whether two ways are one person.

An identity that is known opens its account. One that is not is tied only where nobody can be
mistaken for another: by the person who is signed in, by a mail to the address, or, for an agent
whose employer answers for the address, to a new account.
"""

import uuid
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.seals import seal
from beffroi.identity.models import Person, Session
from beffroi.identity.openid import linking, pending
from beffroi.identity.openid.client import Identity
from beffroi.identity.openid.departures import Departure
from beffroi.identity.openid.providers import Provider
from beffroi.identity.problems.openid import AttemptGone, NoAddress, PersonKnown, TooYoung
from beffroi.identity.rules.proofs import Age
from beffroi.identity.rules.signing import same_address
from beffroi.identity.services import proofs
from beffroi.identity.services.lasting_blocks import meet_blocks
from beffroi.identity.services.people import find_or_make_person
from beffroi.identity.services.sessions import open_session_of, standing_of
from beffroi.identity.services.takeover import address_digest

ID_TOKEN = "id-token"  # noqa: S105 (the purpose of a seal)


class Outcome(StrEnum):
    """What becomes of somebody who comes back."""

    SIGNED_IN = "signed_in"
    LINKED = "linked"
    ASKED_BY_MAIL = "asked_by_mail"


@dataclass(frozen=True)
class Newcomer:
    """What the browser and the page know of who comes back."""

    actor: Actor
    browser: str
    device: str = ""
    locale: str = "fr"


@dataclass(frozen=True)
class Arrival:
    """How it ended; the new session and its secret, if one was opened."""

    outcome: Outcome
    session: Session | None = None
    secret: str = ""


def arrive(provider: Provider, identity: Identity, departure: Departure, who: Newcomer) -> Arrival:
    """Sign in, link or ask. PersonKnown, IdentityTaken, TooYoung, NoAddress as they say."""
    subject = linking.subject_digest(provider.name, identity.subject)
    if departure.person_id is not None:
        return _link(provider, identity, departure.person_id, who.actor)
    holder = linking.holder_of(provider.name, subject)
    if holder is None:
        _may_be_new(provider, identity)
        if not _may_be_made(provider, identity):
            path = departure.next_path
            pending.ask(provider, identity, who.browser, path, who.locale)
            return Arrival(Outcome.ASKED_BY_MAIL)
        holder = _make(identity, who.locale).id
    tie(provider, holder, _kept(provider, identity))
    return Arrival(Outcome.SIGNED_IN, *_open(provider, holder, identity, who.device))


@dataclass(frozen=True)
class Tie:
    """What is kept of an identity: digests, and the highest age threshold it proves."""

    subject: str
    pivot: str | None
    age: int | None


def tie(provider: Provider, person_id: uuid.UUID, kept: Tie, by: Actor | None = None) -> None:
    """Tie an identity to an account, hold its mark, note the age; AttemptGone with the account.

    `by` is the person in their own session; without, they come from the provider or from a mail.
    """
    actor = by or standing_of(person_id)
    if actor is None:
        raise AttemptGone("person_gone", provider.label)
    linking.hold_mark(person_id, kept.pivot, provider)
    linking.link(person_id, provider, kept.subject, actor)
    pivot = [("pivot", kept.pivot)] if kept.pivot else []
    person = db.session().get_one(Person, person_id)
    meet_blocks(person, ("subject", kept.subject), *_address(person), *pivot)
    if kept.age is not None:
        proofs.record_proof(person_id, Age(kept.age), provider.name, by=actor)


def _address(person: Person) -> list[tuple[str, str]]:
    """Confirmed just now, by a mail or by the employer; or long ago, and then nothing is left."""
    shown = person.email if person.email_confirmed_at else None
    return [("email", address_digest(shown))] if shown else []


def _kept(provider: Provider, identity: Identity) -> Tie:
    subject = linking.subject_digest(provider.name, identity.subject)
    return Tie(subject, linking.pivot_digest(identity.pivot), identity.age)


def remember_token(session: Session, id_token: str) -> None:
    """Keep, sealed, what the provider wants back at the sign-out."""
    session.sealed_id_token = seal(ID_TOKEN, id_token)


def _link(provider: Provider, identity: Identity, person_id: uuid.UUID, actor: Actor) -> Arrival:
    """For who left to link, and is still the one who is signed in."""
    if not actor.is_signed_in or actor.person_id != person_id:
        raise AttemptGone("other_person", provider.label)
    tie(provider, person_id, _kept(provider, identity), actor)
    return Arrival(Outcome.LINKED)


def _may_be_new(provider: Provider, identity: Identity) -> None:
    """Whether this identity may open an account at all."""
    if identity.is_too_young:
        raise TooYoung("age", provider.label)
    if not identity.email:
        raise NoAddress("email", provider.label)
    marked = linking.marked_person(linking.pivot_digest(identity.pivot))
    if marked is not None and marked != _of_address(identity.email):
        raise PersonKnown("pivot", provider.label)


def _may_be_made(provider: Provider, identity: Identity) -> bool:
    """An address that the provider answers for, and that no account has."""
    return provider.vouches_for_address and _of_address(identity.email) is None


def _of_address(email: str) -> uuid.UUID | None:
    query = select(Person.id).where(Person.email == same_address(email))
    return db.session().scalars(query).one_or_none()


def _make(identity: Identity, locale: str) -> Person:
    person = find_or_make_person(identity.email, identity.name, locale)
    person.email_confirmed_at = now()
    db.session().flush()
    return person


def _open(
    provider: Provider, person_id: uuid.UUID, identity: Identity, device: str
) -> tuple[Session, str]:
    person = db.session().get_one(Person, person_id)
    session, secret = open_session_of(person, device, provider.name)
    remember_token(session, identity.id_token)
    if identity.two_factors:
        session.second_factor_at = session.created_at
    return session, secret
