"""Recovery codes: ten on paper, each in place of the authenticator, once."""

import secrets
import uuid

from sqlalchemy import delete, func, select, update

from beffroi.core import db
from beffroi.core.clock import now
from beffroi.core.seals import keyed_digest
from beffroi.identity.models import RecoveryCode
from beffroi.identity.problems.ways_in import WrongCode
from beffroi.identity.rules import second_key as rules
from beffroi.identity.services import attempts

KIND = "recovery"
SIGNS = rules.RECOVERY_GROUPS * rules.RECOVERY_GROUP


def renew(person_id: uuid.UUID) -> list[str]:
    """Ten new ones in place of all others; only their digests are kept, so they show once."""
    forget(person_id)
    codes = [rules.recovery_code(_drawn()) for _ in range(rules.RECOVERY_CODES)]
    db.session().add_all(
        RecoveryCode(person_id=person_id, code_digest=_digest(code)) for code in codes
    )
    return codes


def use(person_id: uuid.UUID, code: str) -> None:
    """Spend one of this person; WrongCode when it is none, or was spent; TooManyAttempts."""
    subject = str(person_id)
    attempts.heard(KIND, subject)
    spend = (
        update(RecoveryCode)
        .where(RecoveryCode.person_id == person_id, RecoveryCode.code_digest == _digest(code))
        .where(RecoveryCode.used_at.is_(None))
        .values(used_at=now())
        .returning(RecoveryCode.id)
        .execution_options(synchronize_session=False)
    )
    if db.session().scalar(spend) is None:
        attempts.failed(KIND, subject)
        raise WrongCode(errors={"code": [WrongCode.detail]})
    attempts.succeeded(KIND, subject)


def left(person_id: uuid.UUID) -> int:
    """How many still serve."""
    query = select(func.count()).where(
        RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None)
    )
    return db.session().scalar(query) or 0


def forget(person_id: uuid.UUID) -> None:
    """All of them go."""
    db.session().execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))


def _drawn() -> list[int]:
    return [secrets.randbelow(len(rules.ALPHABET)) for _ in range(SIGNS)]


def _digest(code: str) -> str:
    return keyed_digest("recovery-code", rules.bare(code))
