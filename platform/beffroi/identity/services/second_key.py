"""The second key of an account: an authenticator on a telephone, and codes for when it is lost."""

import hmac
import secrets
import uuid
from dataclasses import dataclass

import pyotp
from flask import current_app
from sqlalchemy import exists, or_, select, update

from beffroi.core import db
from beffroi.core.actor import NEEDS_SECOND_FACTOR, Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.seals import seal, unseal
from beffroi.identity.events import SecondKeyChanged
from beffroi.identity.models import RoleGrant, Session, Totp
from beffroi.identity.policies import GIVE_SECOND_KEY, SET_SECOND_KEY
from beffroi.identity.problems.ways_in import (
    NoSecondKey,
    SecondKeyNeeded,
    SecondKeyThere,
    WrongCode,
)
from beffroi.identity.rules import second_key as rules
from beffroi.identity.services import attempts, closing, recovery_codes
from beffroi.identity.services.freshness import is_fresh, require_fresh
from beffroi.identity.services.links import digest
from beffroi.identity.services.people import self_of
from beffroi.identity.services.sessions import in_term
from beffroi.settings import Settings

KIND = "totp"
SEAL = "totp"


@dataclass(frozen=True)
class Setup:
    """What an authenticator is given: the secret as text, and the same as an address for a QR."""

    secret: str
    uri: str


def key_of(actor: Actor) -> Totp | None:
    """One's own, confirmed or still to be."""
    require(actor, SET_SECOND_KEY)
    return db.session().get(Totp, actor.person_id) if actor.person_id else None


def is_needed(actor: Actor) -> bool:
    """Whether a role held today asks for one."""
    return any(grant.role in NEEDS_SECOND_FACTOR for grant in actor.grants + actor.withheld)


def could_be_renewed(actor: Actor) -> bool:
    """Whether showing the key again would make a session fresh that is so no more."""
    key = key_of(actor)
    return key is not None and key.confirmed_at is not None and not is_fresh(actor)


def start(actor: Actor) -> Setup:
    """A new secret, which serves once `confirm` has seen a code of it; asks for a fresh session."""
    key = key_of(actor)
    if key is not None and key.confirmed_at is not None:
        raise SecondKeyThere
    require_fresh(actor)
    sealed = seal(SEAL, pyotp.random_base32())
    if key is None:
        key = Totp(person_id=self_of(actor).id, sealed=sealed, made_at=now())
        db.session().add(key)
    else:
        key.sealed, key.made_at, key.last_step = sealed, now(), None
    return setup_of(actor, key)


def is_awaited(key: Totp) -> bool:
    """Whether a secret was made in the last half hour and waits for its first code."""
    return key.confirmed_at is None and key.made_at > now() - rules.SETUP_LIFE


def awaits_confirmation(actor: Actor) -> bool:
    """Whether the next code of this person is the first of a new key."""
    key = key_of(actor) if actor.is_signed_in else None
    return key is not None and is_awaited(key)


def setup_of(actor: Actor, key: Totp) -> Setup:
    """What is to be shown until it is confirmed; never after."""
    if not is_awaited(key):
        raise NoSecondKey
    site: Settings = current_app.extensions["beffroi_settings"]
    secret = unseal(SEAL, key.sealed)
    name = self_of(actor).email or site.site_name
    uri = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=site.site_name)
    return Setup(secret, uri)


def confirm(actor: Actor, code: str) -> tuple[list[str], str]:
    """The authenticator shows the right code: it is the second key from now on.

    Returns the recovery codes, shown this once, and the new secret of the session.
    """
    key = key_of(actor)
    if key is None or not is_awaited(key):
        raise NoSecondKey
    _check(key, code)
    key.confirmed_at = now()
    codes = recovery_codes.renew(key.person_id)
    record(SecondKeyChanged(key.person_id, "added"), by=actor)
    return codes, _raise(actor)


def give(actor: Actor, code: str) -> str:
    """Show the second key to this session, by a code or a recovery code; its new secret."""
    require(actor, GIVE_SECOND_KEY)
    person_id = actor.awaited_id or actor.person_id
    key = db.session().get(Totp, person_id) if person_id else None
    if key is None or key.confirmed_at is None:
        raise NoSecondKey
    if rules.is_of_authenticator(code):
        _check(key, code)
    else:
        recovery_codes.use(key.person_id, code)
        record(SecondKeyChanged(key.person_id, "code_used"), by=actor)
    return _raise(actor)


def renew_codes(actor: Actor) -> list[str]:
    """Ten new recovery codes; the old ones serve no more. Asks for a fresh session."""
    key = _confirmed(actor)
    codes = recovery_codes.renew(key.person_id)
    record(SecondKeyChanged(key.person_id, "codes_renewed"), by=actor)
    return codes


def remove(actor: Actor) -> None:
    """Do without; not for those whose role asks for it. Asks for a fresh session."""
    key = _confirmed(actor)
    if is_needed(actor):
        raise SecondKeyNeeded
    recovery_codes.forget(key.person_id)
    db.session().delete(key)
    record(SecondKeyChanged(key.person_id, "removed"), by=actor)


def take_away(by: Actor, person_id: uuid.UUID) -> bool:
    """For a lost telephone, once a person was recognised another way: whether there was a key.

    Every session is closed, and the person is told as for any change of their key.
    """
    key = db.session().get(Totp, person_id)
    if key is None:
        return False
    recovery_codes.forget(person_id)
    db.session().delete(key)
    closing.close_all(person_id, by)
    record(SecondKeyChanged(person_id, "removed"), by=by)
    return True


def owes(session: Session) -> bool:
    """Whether this session is to show a second key, or to set one up, before it opens all."""
    if session.second_factor_at is not None or session.is_guest:
        return False
    key = exists().where(Totp.person_id == session.person_id, Totp.confirmed_at.is_not(None))
    asked = exists().where(
        RoleGrant.person_id == session.person_id,
        RoleGrant.role.in_([role.value for role in NEEDS_SECOND_FACTOR]),
        in_term(),
    )
    return bool(db.session().scalar(select(or_(key, asked))))


def _confirmed(actor: Actor) -> Totp:
    key = key_of(actor)
    if key is None or key.confirmed_at is None:
        raise NoSecondKey
    require_fresh(actor)
    return key


def _check(key: Totp, code: str) -> None:
    """TooManyAttempts, or WrongCode; a right code has served after this."""
    subject = str(key.person_id)
    attempts.heard(KIND, subject)
    step = _step_of(key, rules.bare(code))
    if step is None or not _serves_once(key.person_id, step):
        attempts.failed(KIND, subject)
        raise WrongCode(errors={"code": [WrongCode.detail]})
    attempts.succeeded(KIND, subject)


def _step_of(key: Totp, code: str) -> int | None:
    """The time step whose code this is; all are compared, whichever it is."""
    totp = pyotp.TOTP(unseal(SEAL, key.sealed))
    current = rules.step_at(now().timestamp())
    steps = rules.steps_heard(current, key.last_step)
    typed = code.encode("utf-8", "replace")
    found = [s for s in steps if hmac.compare_digest(totp.generate_otp(s).encode(), typed)]
    return found[-1] if found else None


def _serves_once(person_id: uuid.UUID, step: int) -> bool:
    """Of two sendings of one code at once, one row changes."""
    use = (
        update(Totp)
        .where(Totp.person_id == person_id)
        .where(or_(Totp.last_step.is_(None), Totp.last_step < step))
        .values(last_step=step)
        .returning(Totp.person_id)
    )
    return db.session().scalar(use) is not None


def _raise(actor: Actor) -> str:
    """The session has shown it; its secret changes, so that one planted before opens nothing."""
    session = db.session().get_one(Session, actor.session_id)
    secret = secrets.token_urlsafe(32)
    session.second_factor_at, session.token_digest = now(), digest(secret)
    db.session().flush()
    return secret
