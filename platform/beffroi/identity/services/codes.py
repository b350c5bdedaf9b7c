"""One-time codes: six digits sent to an address or a phone, which open a guest's session."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import func, select, update

from beffroi.core import db, sms
from beffroi.core.actor import current_actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.i18n import LANGUAGES
from beffroi.core.ids import random_id
from beffroi.core.pages import safe_next
from beffroi.core.seals import SealBroken, keyed_digest, seal, unseal
from beffroi.identity.events import OneTimeCodeRequested
from beffroi.identity.models import OneTimeCode, Person, Session
from beffroi.identity.problems.codes import CodeGone, SmsShut, TooManyCodes, WrongCode
from beffroi.identity.rules.codes import (
    CODE_LIFE,
    CODE_TRIES,
    CODES_PER_CONTACT,
    CODES_WINDOW,
    six_digits,
)
from beffroi.identity.rules.signing import MAX_PATH, same_address
from beffroi.identity.services import attempts
from beffroi.identity.services.guests import MARKS, account_of, guest_of
from beffroi.identity.services.sessions import open_session_of

AFTER_PROOF = "/"
SEALED = "one-time-code-contact"
GUESSED = "one_time_code"


@dataclass(frozen=True)
class OwedCode:
    """A code to send now: plain values, for no row outlives the reading."""

    code_id: uuid.UUID
    channel: str
    contact: str
    digits: str
    language: str
    expires_at: datetime


@dataclass(frozen=True)
class Opened:
    """Who came in by a code, with which session, and where they were going."""

    person: Person
    session: Session
    secret: str
    next_path: str


def request_code(
    channel: str, contact: str, next_path: str = AFTER_PROOF, language: str = "fr"
) -> uuid.UUID:
    """Have six digits sent to an address ("email") or a phone in E.164 ("sms").

    Known or not, the same is done and answered. TooManyCodes past three in a quarter of an hour;
    SmsShut when no gateway is set or the installation has sent its day's worth.
    """
    if channel == "sms":
        _require_sms()
    contact = same_address(contact) if channel == "email" else contact
    digest, code_id, moment = keyed_digest(MARKS[channel], contact), random_id(), now()
    if _recent(digest) >= CODES_PER_CONTACT:
        raise TooManyCodes(headers={"Retry-After": str(int(CODES_WINDOW.total_seconds()))})
    account = select(Person.id).where(Person.email == contact)
    code = OneTimeCode(
        id=code_id,
        channel=channel,
        sealed_contact=seal(SEALED, contact),
        contact_digest=digest,
        code_digest=_digest(code_id, _digits(code_id)),
        person_id=db.session().scalar(account),
        language=language if language in LANGUAGES else "fr",
        next_path=_path(next_path),
        created_at=moment,
        expires_at=moment + CODE_LIFE,
    )
    db.session().add(code)
    record(OneTimeCodeRequested(code_id), by=current_actor())
    return code_id


def code_to_send(code_id: uuid.UUID) -> OwedCode | None:
    """What a worker sends: None once it was sent, was used, or came too late."""
    code = db.session().get(OneTimeCode, code_id)
    if code is None or code.sealed_contact is None or not _serves(code):
        return None
    try:
        contact = unseal(SEALED, code.sealed_contact)
    except SealBroken:  # the key of the installation changed meanwhile
        return None
    digits = _digits(code_id)
    return OwedCode(code_id, code.channel, contact, digits, code.language, code.expires_at)


def forget_contact(code_id: uuid.UUID) -> None:
    """The message is gone or will never go: the address or the phone is not kept."""
    _run(update(OneTimeCode).where(OneTimeCode.id == code_id).values(sealed_contact=None))


def path_after(code_id: uuid.UUID) -> str:
    """Where its owner was going; the front page for a code that is not known."""
    wanted = select(OneTimeCode.next_path).where(OneTimeCode.id == code_id)
    return safe_next(db.session().scalar(wanted), AFTER_PROOF)


def use_code(code_id: uuid.UUID, digits: str, device: str = "") -> Opened:
    """Open a guest's session with the digits that were sent; they serve once.

    WrongCode says how many tries are left, and the failure is kept; CodeGone when it was used,
    is too old or never was: one answer for all. TooManyAttempts past five in a row.
    """
    code = _held(code_id)
    subject = code.contact_digest if code else str(code_id)
    attempts.heard(GUESSED, subject)
    if code is None or not _serves(code):
        attempts.failed(GUESSED, subject)
        raise CodeGone
    if code.code_digest != _digest(code_id, digits):
        code.failures += 1
        left = CODE_TRIES - code.failures
        db.session().flush()
        attempts.failed(GUESSED, subject)
        raise WrongCode.with_tries(left) if left else CodeGone()
    attempts.succeeded(GUESSED, subject)
    code.used_at, code.sealed_contact = now(), None
    person = _person_of(code)
    session, secret = open_session_of(person, device, "code", is_guest=True)
    return Opened(person, session, secret, safe_next(code.next_path, AFTER_PROOF))


def _person_of(code: OneTimeCode) -> Person:
    account = db.session().get(Person, code.person_id) if code.person_id else None
    if account is not None:
        return account_of(account, code.contact_digest)
    return guest_of(code.channel, code.contact_digest, code.language)


def _held(code_id: uuid.UUID) -> OneTimeCode | None:
    wanted = select(OneTimeCode).where(OneTimeCode.id == code_id).with_for_update()
    return db.session().scalars(wanted.execution_options(populate_existing=True)).one_or_none()


def _serves(code: OneTimeCode) -> bool:
    return code.used_at is None and code.failures < CODE_TRIES and code.expires_at > now()


def _digits(code_id: uuid.UUID) -> str:
    """Rebuilt by the worker from the row's id and the key of the installation, stored nowhere."""
    return six_digits(keyed_digest("one-time-code", code_id.hex))


def _digest(code_id: uuid.UUID, digits: str) -> str:
    return keyed_digest("one-time-code-typed", f"{code_id.hex}:{digits}")


def _path(next_path: str) -> str:
    path = safe_next(next_path, AFTER_PROOF)
    return path if len(path) <= MAX_PATH else AFTER_PROOF


def _recent(digest: str) -> int:
    since = now() - CODES_WINDOW
    query = select(func.count()).where(
        OneTimeCode.contact_digest == digest, OneTimeCode.created_at > since
    )
    return db.session().scalar(query) or 0


def _require_sms() -> None:
    """Each message costs money: a day has its limit, whoever asks."""
    cap: int = current_app.extensions["beffroi_settings"].sms_daily_cap
    since = now() - timedelta(days=1)
    sent = select(func.count()).where(OneTimeCode.channel == "sms", OneTimeCode.created_at > since)
    if not sms.is_offered() or (db.session().scalar(sent) or 0) >= cap:
        raise SmsShut


def _run(statement: Any) -> None:
    db.session().execute(statement.execution_options(synchronize_session=False))
