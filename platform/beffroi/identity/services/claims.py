"""Follow codes: whoever holds one sees what was done under it, and may make it theirs.

How they are followed and taken over is in `services.following`.
"""

import uuid

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from beffroi.core import db
from beffroi.core.clock import PARIS, now, today
from beffroi.core.ids import random_id
from beffroi.core.seals import keyed_digest
from beffroi.identity.models import Claim
from beffroi.identity.problems.claims import CodeTaken
from beffroi.identity.rules.codes import (
    CLAIM_LENGTH,
    CLAIM_LIFE,
    is_claim_code,
    letters,
    typed_letters,
)

PURPOSE = "claim-code"


def make_claim(person_id: uuid.UUID) -> str:
    """A new code for what this person did. Its digest is kept; it can be told again to them alone.

    It is rebuilt from the row's id and the key of the installation, as sign-in links are.
    """
    claim_id = random_id()
    code = _derived(claim_id)
    keep_claim(person_id, code, claim_id)
    return code


def told_again(claim: Claim) -> str:
    """The code of this claim; "" when it was made elsewhere, by who alone knew it."""
    code = _derived(claim.id)
    return code if claim.code_digest == digest_of(code) else ""


def keep_claim(person_id: uuid.UUID, code: str, claim_id: uuid.UUID | None = None) -> Claim:
    """Keep a code that was made elsewhere (on a relay's device); CodeTaken if it stands already."""
    moment = now()
    claim = Claim(
        id=claim_id or random_id(),
        code_digest=digest_of(code),
        person_id=person_id,
        made_at=moment,
        ends_on=(moment + CLAIM_LIFE).astimezone(PARIS).date(),
    )
    try:
        with db.session().begin_nested():
            db.session().add(claim)
    except IntegrityError:
        raise CodeTaken from None
    return claim


def claim_behind(typed: str) -> Claim | None:
    """The claim of a code as somebody typed it, while it serves."""
    code, day = typed_letters(typed), today()
    if not is_claim_code(code):
        return None
    wanted = select(Claim).where(Claim.code_digest == digest_of(code), Claim.ends_on >= day)
    return db.session().scalars(wanted).one_or_none()


def digest_of(code: str) -> str:
    """What is kept of a code, as `typed_letters` gives it."""
    return keyed_digest(PURPOSE, code)


def _derived(claim_id: uuid.UUID) -> str:
    return letters(keyed_digest("claim-made", claim_id.hex), CLAIM_LENGTH)
