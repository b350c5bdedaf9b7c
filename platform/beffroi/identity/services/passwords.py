"""Passwords, for those who want one: kept as argon2id, never needed, never told apart."""

import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.i18n import LazyString, lazy
from beffroi.core.policy import require
from beffroi.identity.events import PasswordChanged
from beffroi.identity.models import Password, Person, Session
from beffroi.identity.policies import CHANGE_PASSWORD
from beffroi.identity.problems.ways_in import AddressNeeded, PasswordRefused, WrongPassword
from beffroi.identity.rules.passwords import MIN_PASSWORD, Weakness, as_kept, weakness
from beffroi.identity.rules.signing import same_address
from beffroi.identity.services import attempts
from beffroi.identity.services.closing import close_others
from beffroi.identity.services.freshness import require_fresh
from beffroi.identity.services.people import self_of
from beffroi.identity.services.sessions import open_session_of

KIND = "password"
# OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, two passes, one lane.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
WHY: dict[Weakness, LazyString] = {
    "common": lazy("C’est l’un des premiers que l’on essaie. Choisissez-en un autre."),
    "plain": lazy("Il se répète ou suit le clavier. Prenez plutôt quelques mots au hasard."),
    "address": lazy("Il contient votre adresse e-mail. Choisissez autre chose."),
}
SHORT = lazy(
    "Il faut au moins %(count)s caractères. Quelques mots au hasard suffisent.", count=MIN_PASSWORD
)


def sign_in(email: str, password: str, device: str = "") -> tuple[Person, Session, str]:
    """Open a session by address and password; WrongPassword or TooManyAttempts otherwise.

    An address nobody has costs the same work and gets the same answer.
    """
    address = same_address(email)
    attempts.heard(KIND, address)
    theirs = select(Person, Password).outerjoin(Password).where(Person.email == address)
    row = db.session().execute(theirs).one_or_none()
    person, kept = (row[0], row[1]) if row is not None else (None, None)
    if not _matches(kept, password) or person is None:
        attempts.failed(KIND, address)
        raise WrongPassword
    attempts.succeeded(KIND, address)
    session, secret = open_session_of(person, device, "password")
    return person, session, secret


def password_of(actor: Actor) -> Password | None:
    """One's own, to say since when there is one."""
    require(actor, CHANGE_PASSWORD)
    return db.session().get(Password, actor.person_id) if actor.person_id else None


def choose_password(actor: Actor, password: str, current: str = "") -> None:
    """Set or replace it, once shown that it is oneself; the other sessions are closed."""
    person, kept = _shown(actor, current)
    if person.email is None:
        raise AddressNeeded
    _refuse_weak(password, person.email)
    hashed = HASHER.hash(as_kept(password))
    if kept is None:
        db.session().add(Password(person_id=person.id, argon2_hash=hashed, changed_at=now()))
    else:
        kept.argon2_hash, kept.changed_at = hashed, now()
    close_others(actor)
    record(PasswordChanged(person.id, "changed" if kept else "set"), by=actor)


def remove_password(actor: Actor, current: str = "") -> None:
    """Go back to links alone; without a password there is nothing to do."""
    person, kept = _shown(actor, current)
    if kept is None:
        return
    db.session().delete(kept)
    close_others(actor)
    record(PasswordChanged(person.id, "removed"), by=actor)


def _shown(actor: Actor, current: str) -> tuple[Person, Password | None]:
    """Oneself, by the password there is or by a session just opened (a forgotten one)."""
    require(actor, CHANGE_PASSWORD)
    person = self_of(actor)
    kept = password_of(actor)
    if kept is None or not current:
        require_fresh(actor)
        return person, kept
    _check_current(person, kept, current)
    return person, kept


def _check_current(person: Person, kept: Password, current: str) -> None:
    subject = person.email or str(person.id)
    attempts.heard(KIND, subject)
    if not _matches(kept, current):
        attempts.failed(KIND, subject)
        message = lazy("Ce n’est pas votre mot de passe actuel.")
        raise WrongPassword(errors={"current": [message]})
    attempts.succeeded(KIND, subject)


def _refuse_weak(password: str, email: str) -> None:
    if len(as_kept(password)) < MIN_PASSWORD:
        raise PasswordRefused(errors={"password": [SHORT]})
    why = weakness(password, email)
    if why is not None:
        raise PasswordRefused(errors={"password": [WHY[why]]})


def _matches(kept: Password | None, password: str) -> bool:
    """One argon2 verification whatever there is to compare with; a true match is kept anew when
    the parameters have grown since."""
    of_nobody = _nobody_s()
    hashed = kept.argon2_hash if kept is not None else of_nobody
    try:
        HASHER.verify(hashed, as_kept(password))
    except (VerificationError, InvalidHashError):
        return False
    if kept is not None and HASHER.check_needs_rehash(hashed):
        kept.argon2_hash = HASHER.hash(as_kept(password))
    return kept is not None


@lru_cache(maxsize=1)
def _nobody_s() -> str:
    """The hash of a password that nobody knows."""
    return HASHER.hash(secrets.token_urlsafe(32))
