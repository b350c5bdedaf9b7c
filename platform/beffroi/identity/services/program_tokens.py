"""Codes and tokens of programs: digests, served once, dead together when one comes twice."""

import secrets
import uuid
from dataclasses import dataclass, replace

from sqlalchemy import or_, select, update

from beffroi.core import db
from beffroi.core.actor import SYSTEM, Actor, Pass
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.identity.events import ProgramAuthorized, TokenReused
from beffroi.identity.models import Authorization, Person, Program, ProgramToken
from beffroi.identity.rules.programs import (
    ACCESS_LIFE,
    ACCESS_PREFIX,
    CODE_LIFE,
    CONSENT_LIFE,
    REFRESH_PREFIX,
    permissions_in,
)
from beffroi.identity.services.links import digest
from beffroi.identity.services.sessions import standing_of


@dataclass(frozen=True)
class Consent:
    """What a person said yes to, and how the program proves that it is the one who asked."""

    program_id: uuid.UUID
    person_id: uuid.UUID
    permissions: str
    redirect_uri: str
    challenge: str


@dataclass(frozen=True)
class Pair:
    """Secrets on their way to a program; `refresh` is none for a partner."""

    access: str
    refresh: str | None
    permissions: str


def load_program_actor(token: str) -> Actor | None:
    """Who an access token stands for today: a person within its limits, or the program itself."""
    query = (
        select(ProgramToken.person_id, ProgramToken.permissions, Program)
        .join(Program, Program.id == ProgramToken.program_id)
        .where(ProgramToken.access_digest == digest(token), ProgramToken.expires_at > now())
        .where(ProgramToken.revoked_at.is_(None), Program.revoked_at.is_(None))
    )
    row = db.session().execute(query).one_or_none()
    if row is None:
        return None
    limits = _pass(row.Program, row.permissions)
    if row.person_id is None:
        return Actor("program", display_name=row.Program.name, token=limits)
    person = standing_of(row.person_id)
    return None if person is None else replace(person, token=limits)


def new_access() -> str:
    """A secret of 256 bits, known for what it is by its first letters."""
    return ACCESS_PREFIX + secrets.token_urlsafe(32)


def new_refresh() -> str:
    """The same for the secret that renews it."""
    return REFRESH_PREFIX + secrets.token_urlsafe(32)


def keep_consent(actor: Actor, code: str, consent: Consent) -> Authorization:
    """Keep the digest of a code that serves once, for a minute."""
    moment = now()
    row = Authorization(
        code_digest=digest(code),
        program_id=consent.program_id,
        person_id=consent.person_id,
        permissions=consent.permissions,
        redirect_uri=consent.redirect_uri,
        challenge=consent.challenge,
        challenge_method="S256",
        created_at=moment,
        expires_at=moment + CODE_LIFE,
    )
    db.session().add(row)
    record(ProgramAuthorized(consent.program_id, consent.person_id), by=actor)
    return row


def code_of(program: Program, code: str) -> Authorization | None:
    """The live code of this program; one that comes again kills what it gave (RFC 6749, 4.1.2)."""
    row = db.session().get(Authorization, digest(code))
    if row is None or row.program_id != program.id or row.expires_at <= now():
        return None
    if row.used_at is not None:
        revoke_family(program.id, row.family_id)
        return None
    return row


def use_code(row: Authorization) -> Person | None:
    """Mark it used and give its person: of two exchanges at once, one gets the tokens."""
    use = update(Authorization).where(
        Authorization.code_digest == row.code_digest, Authorization.used_at.is_(None)
    )
    if not _touched(use.values(used_at=now()).returning(Authorization.person_id)):
        revoke_family(row.program_id, row.family_id)
        return None
    return db.session().get(Person, row.person_id)


def token_shown(secret: str) -> ProgramToken | None:
    """The row of an access or a refresh token, alive or not."""
    kept = digest(secret)
    column = ProgramToken.refresh_digest
    if secret.startswith(ACCESS_PREFIX):
        return (
            db.session()
            .scalars(select(ProgramToken).where(ProgramToken.access_digest == kept))
            .one_or_none()
        )
    return db.session().scalars(select(ProgramToken).where(column == kept)).one_or_none()


def token_to_refresh(program: Program, secret: str) -> ProgramToken | None:
    """The pair to renew; a refresh token that comes again kills its family (RFC 9700, 4.14)."""
    row = token_shown(secret) if secret.startswith(REFRESH_PREFIX) else None
    if row is None or row.program_id != program.id:
        return None
    if row.revoked_at is not None:
        revoke_family(program.id, row.family_id)
        return None
    ends = row.refresh_expires_at
    return row if ends is not None and ends > now() else None


def use_refresh(row: ProgramToken) -> Person | None:
    """The old pair dies as the new one is made; of two refreshings at once, one is a theft."""
    old = update(ProgramToken).where(ProgramToken.id == row.id, ProgramToken.revoked_at.is_(None))
    if not _touched(old.values(revoked_at=now()).returning(ProgramToken.id)):
        revoke_family(row.program_id, row.family_id)
        return None
    return db.session().get(Person, row.person_id)


def keep_pair(
    program: Program, pair: Pair, source: Authorization | ProgramToken | None = None
) -> ProgramToken:
    """Keep the digests of new tokens, in the family of what they were exchanged for.

    However often it is renewed, a yes holds ninety days from the day it was said.
    """
    moment = now()
    until = moment + CONSENT_LIFE
    if isinstance(source, ProgramToken) and source.refresh_expires_at is not None:
        until = source.refresh_expires_at
    row = ProgramToken(
        family_id=source.family_id if source is not None else uuid.uuid4(),
        program_id=program.id,
        person_id=source.person_id if source is not None else None,
        access_digest=digest(pair.access),
        refresh_digest=digest(pair.refresh) if pair.refresh else None,
        permissions=pair.permissions,
        issued_at=moment,
        expires_at=min(moment + ACCESS_LIFE, until),
        refresh_expires_at=until if pair.refresh else None,
    )
    db.session().add(row)
    return row


def revoke_family(program_id: uuid.UUID, family_id: uuid.UUID) -> None:
    """Somebody has a secret that is not theirs, and nobody can tell who: all of it dies.

    It stays so although the request that showed it is refused.
    """
    db.keep_though_refused()
    if end_tokens(ProgramToken.family_id == family_id):
        record(TokenReused(program_id, family_id), by=SYSTEM)


def end_tokens(condition: object) -> bool:
    """Revoke what is alive among these tokens; whether there was any."""
    alive = update(ProgramToken).where(condition, ProgramToken.revoked_at.is_(None))  # type: ignore[arg-type]
    return _touched(alive.values(revoked_at=now()).returning(ProgramToken.id))


def is_alive() -> object:
    """SQL: a token that still opens something, or can be renewed."""
    moment = now()
    lasts = or_(ProgramToken.expires_at > moment, ProgramToken.refresh_expires_at > moment)
    return ProgramToken.revoked_at.is_(None) & lasts


def _pass(program: Program, permissions: str) -> Pass:
    still = set(permissions_in(program.permissions))
    named = frozenset(permissions_in(permissions)) & still
    return Pass(program.id, named, program.scope_kind, program.scope_id)


def _touched(statement: object) -> bool:
    untracked = statement.execution_options(synchronize_session=False)  # type: ignore[attr-defined]
    return db.session().execute(untracked).first() is not None
