"""Children under 15: a parent is asked, and their answer decides (art. 45, law of 1978)."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, exists, func, select

from beffroi.core import db
from beffroi.core.actor import SYSTEM, Actor, current_actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.i18n import LANGUAGES
from beffroi.core.ids import random_id
from beffroi.core.policy import require
from beffroi.core.problems import Invalid, TooMany
from beffroi.core.register import Choice
from beffroi.core.seals import SealBroken, keyed_digest, seal, unseal
from beffroi.identity.events import GuardianAgreed, GuardianAsked, GuardianRefused
from beffroi.identity.models import GuardianRequest, Person
from beffroi.identity.policies import ANSWER_AS_GUARDIAN, ASK_GUARDIAN, PROVE, SAY_UNDER_AGE
from beffroi.identity.problems.proofs import SAME_ADDRESS, GuardianLinkGone
from beffroi.identity.rules.proofs import CONSENT_AGE, DECLARED, Age
from beffroi.identity.rules.signing import same_address
from beffroi.identity.services.erasure import erase
from beffroi.identity.services.links import digest, request_link
from beffroi.identity.services.people import find_or_make_person
from beffroi.identity.services.proofs import acting_person, hold_person, record_proof

ANSWER_LIFE = timedelta(days=30)
A_DAY = timedelta(days=1)
PER_PARENT = 3  # letters a day to one address
SEAL = "guardian-contact"
AFTER_SIGN_IN = "/moi/preuves"
BATCH = 50


@dataclass(frozen=True)
class Asked:
    """What a parent reads: the child's address, until when, what was answered."""

    child_email: str
    expires_at: datetime
    agreed: bool | None


@dataclass(frozen=True)
class Owed:
    """A mail to a parent: plain values, for no row outlives the reading."""

    request_id: uuid.UUID
    contact: str
    token: str
    child_email: str
    language: str
    expires_at: datetime


def ask_guardian(actor: Actor, child_email: str, parent_email: str, language: str) -> None:
    """A child registers; a parent is written to. Known or not, the same is done and answered.

    An account that exists is not made to wait on the word of whoever typed its address: only its
    owner, signed in, can say that they are under 15.
    """
    require(actor, ASK_GUARDIAN)
    child_email, parent_email = same_address(child_email), same_address(parent_email)
    if child_email == parent_email:
        raise Invalid(errors={"parent_email": [SAME_ADDRESS]})
    child = find_or_make_person(child_email, locale=language, guardian="awaited")
    _ask(child, parent_email, language)
    request_link(child_email, AFTER_SIGN_IN, language)


def declare_child(actor: Actor, parent_email: str, language: str) -> None:
    """Somebody, with an account or a guest, is under 15: what they do waits for a parent."""
    require(actor, SAY_UNDER_AGE)
    child = db.session().get_one(Person, actor.person_id)
    parent_email = same_address(parent_email)
    if child.email == parent_email:
        raise Invalid(errors={"parent_email": [SAME_ADDRESS]})
    child.guardian = "awaited" if child.guardian == "not_needed" else child.guardian
    db.session().flush()
    _ask(child, parent_email, language)


def declare_old_enough(actor: Actor) -> None:
    """Undo what somebody said of this address while signed out: its owner is 15 or older.

    Only while a parent's answer is awaited: once a parent has said no, it stands.
    """
    require(actor, PROVE)
    person_id = acting_person(actor)
    hold_person(person_id)
    person = db.session().get_one(Person, person_id, populate_existing=True)
    if person.guardian == "awaited":
        person.guardian = "not_needed"
    record_proof(person_id, Age(CONSENT_AGE), DECLARED, by=actor)


def guardian_of(actor: Actor) -> str:
    """Whether a parent's answer is awaited, given, refused, or not needed, for the one who asks."""
    wanted = select(Person.guardian).where(Person.id == actor.person_id)
    return db.session().scalar(wanted) or "not_needed"


def request_behind(token: str) -> Asked:
    """What the parent is asked; GuardianLinkGone when it is over."""
    row, child = _row(token, hold=False)
    return Asked(child.email or "", row.expires_at, row.agreed)


def answer_as_guardian(actor: Actor, token: str, *, agreed: bool) -> None:
    """Yes or no, or another answer later: the same link takes the yes back.

    Yes makes what the child did count; no makes it go, by the nightly duty.
    """
    require(actor, ANSWER_AS_GUARDIAN)
    row, child = _row(token)
    moment = now()
    row.agreed, row.answered_at, row.sealed_contact = agreed, moment, None
    if child.guardian == "not_needed":  # an adult's account, or one nobody confirmed: no effect
        return
    if agreed and child.guardian != "confirmed":
        child.guardian = "confirmed"
        record(GuardianAgreed(child.id), by=actor)
        db.session().flush()
    elif not agreed and child.guardian != "refused":
        _refuse(row, child, actor)


def request_to_send(request_id: uuid.UUID) -> Owed | None:
    """What a worker writes to the parent; None once it was answered or came too late."""
    row = db.session().get(GuardianRequest, request_id)
    if row is None or row.sealed_contact is None or row.expires_at <= now():
        return None
    child = db.session().get_one(Person, row.person_id)
    try:
        contact = unseal(SEAL, row.sealed_contact)
    except SealBroken:  # the key of the installation changed meanwhile
        return None
    token = _token(row.id)
    return Owed(row.id, contact, token, child.email or "", row.language, row.expires_at)


def forget_contact(request_id: uuid.UUID) -> None:
    """The parent was written to: their address is not kept."""
    row = db.session().get(GuardianRequest, request_id)
    if row is not None:
        row.sealed_contact = None


def close_unanswered() -> int:
    """Nightly: a month without an answer is a no, and the child is told; returns how many."""
    silent = _children("awaited").where(
        ~exists().where(GuardianRequest.person_id == Person.id, GuardianRequest.expires_at > now()),
        Person.created_at <= now() - A_DAY,
    )
    children = list(db.session().scalars(silent))
    for child in children:
        request = _last_request(child.id)
        _refuse(request, child, SYSTEM)
        if request is not None:  # the parent may still say yes until the account goes
            request.expires_at = now() + 2 * A_DAY
    return len(children)


def erase_refused() -> int:
    """Nightly: children whose parent said no a day ago, or who was silent; returns how many."""
    told = exists().where(
        GuardianRequest.person_id == Person.id,
        GuardianRequest.answered_at > now() - A_DAY,
    )
    gone = list(db.session().scalars(_children("refused").where(~told)))
    for child in gone:
        erase(SYSTEM, child.id, Choice.REMOVE)
    return len(gone)


def tend_children() -> int:
    """The nightly duty: those told a day ago go first, then the month-old silences are told."""
    return erase_refused() + close_unanswered()


def _ask(child: Person, parent_email: str, language: str) -> None:
    contact, moment, request_id = keyed_digest(SEAL, parent_email), now(), random_id()
    recent = select(func.count()).where(
        GuardianRequest.contact_digest == contact, GuardianRequest.created_at > moment - A_DAY
    )
    if (db.session().scalar(recent) or 0) >= PER_PARENT:
        raise TooMany(headers={"Retry-After": str(int(A_DAY.total_seconds()))})
    db.session().add(
        GuardianRequest(
            id=request_id,
            person_id=child.id,
            token_digest=digest(_token(request_id)),
            sealed_contact=seal(SEAL, parent_email),
            contact_digest=contact,
            language=language if language in LANGUAGES else "fr",
            created_at=moment,
            expires_at=moment + ANSWER_LIFE,
        )
    )
    record(GuardianAsked(request_id, child.id), by=current_actor())
    db.session().flush()


def _refuse(row: GuardianRequest | None, child: Person, by: Actor) -> None:
    child.guardian = "refused"
    if row is not None:
        row.answered_at, row.agreed, row.sealed_contact = now(), False, None
        record(GuardianRefused(row.id, child.id), by=by)
    db.session().flush()


def _row(token: str, *, hold: bool = True) -> tuple[GuardianRequest, Person]:
    """A request that still serves: a month, and afterwards as long as it is the yes in force."""
    wanted = (
        select(GuardianRequest, Person)
        .join(Person, Person.id == GuardianRequest.person_id)
        .where(GuardianRequest.token_digest == digest(token))
    )
    if hold:
        wanted = wanted.with_for_update(of=Person, key_share=True)
        wanted = wanted.execution_options(populate_existing=True)
    found = db.session().execute(wanted).one_or_none()
    if found is None or (found[0].expires_at <= now() and not found[0].agreed):
        raise GuardianLinkGone
    return found[0], found[1]


def _children(guardian: str) -> Select[Person]:
    wanted = select(Person).where(Person.guardian == guardian)
    return wanted.order_by(Person.id).limit(BATCH).with_for_update(skip_locked=True)


def _last_request(person_id: uuid.UUID) -> GuardianRequest | None:
    theirs = select(GuardianRequest).where(GuardianRequest.person_id == person_id)
    latest = theirs.order_by(GuardianRequest.created_at.desc()).limit(1)
    return db.session().scalars(latest).one_or_none()


def _token(request_id: uuid.UUID) -> str:
    """The secret of a link, 256 bits: rebuilt when the mail is written, stored nowhere."""
    return keyed_digest("guardian-link", str(request_id))
