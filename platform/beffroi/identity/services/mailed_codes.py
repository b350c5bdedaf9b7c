"""A code sent by post: the address is sealed until the letter is printed, then dropped."""

import uuid
from datetime import timedelta
from hmac import compare_digest

from sqlalchemy import func, select, update

from beffroi.core import db
from beffroi.core.actor import SYSTEM, Actor, Role
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.ids import random_id
from beffroi.core.policy import require
from beffroi.core.problems import Invalid
from beffroi.core.seals import keyed_digest, seal
from beffroi.identity.models import PostalCode, Proof, RoleGrant
from beffroi.identity.paper_events import LetterAsked, LetterLapsed
from beffroi.identity.policies import PROVE, SEE_PROOFS
from beffroi.identity.problems.proofs import (
    UNKNOWN_PLACE,
    LetterPending,
    TooManyLetters,
    WrongLetterCode,
)
from beffroi.identity.rules.codes import letters, typed_letters
from beffroi.identity.rules.proofs import Residence
from beffroi.identity.services.proofs import acting_person, hold_person, record_proof
from beffroi.identity.services.sessions import in_term
from beffroi.territories import services as territories

WAY = "post"
SEAL = "letter-address"
CODE_LENGTH = 8
LIFE = timedelta(days=30)
TRIES = 5
MOST_WAITING = 300  # letters of one neighbourhood not printed yet: more would never be posted
PRINTERS = (Role.RELAY.value, Role.STAFF.value)


def ask_letter(actor: Actor, name: str, address: str, neighbourhood_slug: str) -> PostalCode:
    """Have a code posted to an address of this neighbourhood.

    `address` is the lines of an envelope below the name. One letter at a time (LetterPending);
    TooManyLetters when hundreds wait in the neighbourhood already.
    """
    require(actor, PROVE)
    if neighbourhood_slug not in territories.neighbourhoods():
        raise Invalid(errors={"neighbourhood": [UNKNOWN_PLACE]})
    person_id, moment = acting_person(actor), now()
    hold_person(person_id)  # of two demands at once, the second finds the first
    if _open(person_id) is not None:
        raise LetterPending
    if _waiting_in(neighbourhood_slug) >= MOST_WAITING:
        raise TooManyLetters
    letter_id = random_id()
    asked = PostalCode(
        id=letter_id,
        person_id=person_id,
        neighbourhood_slug=neighbourhood_slug,
        sealed_address=seal(SEAL, f"{name}\n{address}"),
        code_digest=_digest(letter_code(letter_id)),
        asked_at=moment,
        expires_at=moment + LIFE,
    )
    db.session().add(asked)
    record(LetterAsked(letter_id, neighbourhood_slug), by=actor)
    db.session().flush()
    return asked


def open_letter(actor: Actor) -> PostalCode | None:
    """The letter that one waits for or has in hand."""
    require(actor, SEE_PROOFS)
    return None if actor.person_id is None else _open(actor.person_id)


def use_letter(actor: Actor, typed: str) -> Proof:
    """The code of the letter proves that its reader lives where it was posted.

    Five tries, 30 days from the printing. WrongLetterCode for all that does not serve.
    """
    require(actor, PROVE)
    person_id = acting_person(actor)
    hold_person(person_id)  # tries are heard one after the other
    letter = _open(person_id)
    if letter is None:
        raise WrongLetterCode
    if not compare_digest(letter.code_digest, _digest(typed_letters(typed))):
        letter.failures += 1
        db.session().flush()
        db.keep_though_refused()
        raise WrongLetterCode
    letter.used_at, letter.sealed_address = now(), None
    place = Residence("neighbourhood", letter.neighbourhood_slug)
    return record_proof(person_id, place, WAY, by=actor)


def can_be_asked() -> bool:
    """Whether somebody prints letters: where nobody does, the way is not offered."""
    printers = select(RoleGrant.id).where(RoleGrant.role.in_(PRINTERS), in_term())
    return db.session().scalar(printers.limit(1)) is not None


def drop_addresses() -> int:
    """Letters nobody printed in 30 days: their addresses go, who asked is told; how many."""
    late = update(PostalCode).where(
        PostalCode.sealed_address.is_not(None), PostalCode.expires_at <= now()
    )
    gone = late.values(sealed_address=None).returning(
        PostalCode.id, PostalCode.neighbourhood_slug, PostalCode.person_id
    )
    rows = db.session().execute(gone.execution_options(synchronize_session=False)).all()
    for row in rows:
        record(LetterLapsed(*row), by=SYSTEM)
    return len(rows)


def _open(person_id: uuid.UUID) -> PostalCode | None:
    wanted = select(PostalCode).where(
        PostalCode.person_id == person_id,
        PostalCode.used_at.is_(None),
        PostalCode.expires_at > now(),
        PostalCode.failures < TRIES,
    )
    latest = wanted.order_by(PostalCode.asked_at.desc()).limit(1)
    return db.session().scalars(latest.execution_options(populate_existing=True)).one_or_none()


def _waiting_in(slug: str) -> int:
    here = select(func.count()).select_from(PostalCode)
    waits = PostalCode.printed_at.is_(None) & (PostalCode.expires_at > now())
    return db.session().scalar(here.where(waits, PostalCode.neighbourhood_slug == slug)) or 0


def letter_code(letter_id: uuid.UUID) -> str:
    """Rebuilt when the letter is printed, stored nowhere."""
    return letters(keyed_digest("letter-code-letters", str(letter_id)), CODE_LENGTH)


def _digest(code: str) -> str:
    return keyed_digest("letter-code", code)
