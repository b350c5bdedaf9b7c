"""Invitations: codes printed together, handed out or posted; each is one person's until its end."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select, update

from beffroi.core import db
from beffroi.core.actor import SYSTEM, Actor, Role
from beffroi.core.clock import PARIS, now, today
from beffroi.core.events import record
from beffroi.core.policy import allows, require
from beffroi.core.problems import Invalid
from beffroi.core.seals import keyed_digest
from beffroi.identity.events import InvitationsPrinted, InvitationsRevoked
from beffroi.identity.models import Invitation, InvitationBatch, Person
from beffroi.identity.policies import INVITE
from beffroi.identity.problems import codes as problems
from beffroi.identity.problems.codes import BatchUnknown, InvitationTaken
from beffroi.identity.rules.codes import (
    INVITATION_LENGTH,
    MAX_BATCH_DAYS,
    letters,
    typed_letters,
)
from beffroi.identity.rules.proofs import Residence
from beffroi.identity.services.codes import AFTER_PROOF, Opened
from beffroi.identity.services.guests import make_guest
from beffroi.identity.services.proofs import record_proof
from beffroi.identity.services.sessions import open_session_of
from beffroi.territories import services as territories


@dataclass(frozen=True, kw_only=True)
class NewBatch:
    """Invitations to print: how many, for where, until when; posted ones prove residence."""

    label: str
    contract_slug: str
    neighbourhood_slug: str | None = None
    size: int
    ends_on: date
    proves_residence: bool = False


@dataclass(frozen=True)
class BatchLine:
    """A batch in the list: `used` of its `size` codes have served."""

    id: uuid.UUID
    label: str
    contract_slug: str
    neighbourhood_slug: str | None
    proves_residence: bool
    size: int
    used: int
    made_on: date
    ends_on: date
    is_revoked: bool

    @property
    def serves(self) -> bool:
        """Whether its codes still open anything."""
        return not self.is_revoked and self.ends_on >= today()


def make_batch(actor: Actor, new: NewBatch) -> tuple[InvitationBatch, list[str]]:
    """A batch and its codes, which are told this once: only digests are kept."""
    _check(new)
    require(actor, INVITE, scope=_scope(new.contract_slug, new.neighbourhood_slug))
    batch = InvitationBatch(**vars(new), made_by_id=actor.person_id, made_at=now())
    db.session().add(batch)
    db.session().flush()
    codes = [letters(secrets.token_hex(32), INVITATION_LENGTH) for _ in range(new.size)]
    digests = [Invitation(code_digest=_digest(code), batch_id=batch.id) for code in codes]
    db.session().add_all(digests)
    record(InvitationsPrinted(batch.id, new.size), by=actor)
    return batch, codes


def batches(actor: Actor) -> list[BatchLine]:
    """The batches of the places where the actor may invite, the last made first."""
    require(actor, INVITE, scope=_anywhere(actor))
    used = func.count(Invitation.used_at)
    query = select(InvitationBatch, used.label("used")).outerjoin(
        Invitation, Invitation.batch_id == InvitationBatch.id
    )
    rows = db.session().execute(query.group_by(InvitationBatch.id)).all()
    ours = [row for row in rows if allows(actor, INVITE, scope=_scope_of(row[0]))]
    return [_line(row[0], row.used) for row in sorted(ours, key=_last_made, reverse=True)]


def revoke_batch(actor: Actor, batch_id: uuid.UUID) -> None:
    """Codes that have not served open nothing any more; what was done with the others stays."""
    batch = db.session().get(InvitationBatch, batch_id)
    if batch is None or not allows(actor, INVITE, scope=_scope_of(batch)):
        raise BatchUnknown
    if batch.revoked_at is None:
        batch.revoked_at = now()
        record(InvitationsRevoked(batch.id), by=actor)


def use_invitation(
    actor: Actor,
    typed: str,
    *,
    next_path: str = AFTER_PROOF,
    language: str = "fr",
    device: str = "",
) -> Opened | None:
    """Come in with a printed code, or bring it to the account or guest one is: then None.

    The code is the key of one person until its end: typed again, it finds the same guest. Invalid
    when it does not serve; InvitationTaken when it is another's.
    """
    digest, batch = _held(typed)
    person_id = _take(digest, actor, language)
    if batch.proves_residence and batch.neighbourhood_slug is not None:
        place = Residence("neighbourhood", batch.neighbourhood_slug)
        record_proof(person_id, place, "invitation", by=actor if actor.takes_part else SYSTEM)
    if actor.takes_part:
        return None
    person = db.session().get_one(Person, person_id)
    session, secret = open_session_of(person, device, "code", is_guest=True)
    return Opened(person, session, secret, next_path)


def _held(typed: str) -> tuple[str, InvitationBatch]:
    """Digest of the code and its batch; one that has served goes on in a batch that was stopped."""
    code = typed_letters(typed)
    wanted = (
        select(Invitation, InvitationBatch)
        .join(InvitationBatch, InvitationBatch.id == Invitation.batch_id)
        .where(Invitation.code_digest == _digest(code), InvitationBatch.ends_on >= today())
        .where(InvitationBatch.revoked_at.is_(None) | Invitation.used_at.is_not(None))
    )
    held = wanted.with_for_update(of=Invitation).execution_options(populate_existing=True)
    row = db.session().execute(held).one_or_none() if code else None
    if row is None:
        raise Invalid(errors={"code": [problems.NOT_AN_INVITATION]})
    return row[0].code_digest, row[1]


def _take(digest: str, actor: Actor, language: str) -> uuid.UUID:
    """Whose the code is now. The row is held: of two first uses at once, one makes the guest."""
    invitation = db.session().get_one(Invitation, digest)
    if invitation.person_id is not None:
        if actor.takes_part and actor.person_id != invitation.person_id:
            raise InvitationTaken
        return invitation.person_id
    if invitation.used_at is not None:  # its person left and was erased: it serves nobody else
        raise InvitationTaken
    person_id = actor.person_id if actor.takes_part else make_guest(language).id
    use = update(Invitation).where(Invitation.code_digest == digest)
    db.session().execute(use.values(person_id=person_id, used_at=now()))
    assert person_id is not None
    return person_id


def _check(new: NewBatch) -> None:
    errors: dict[str, list[Any]] = {}
    if new.contract_slug not in territories.contracts():
        errors["contract"] = [problems.UNKNOWN_CONTRACT]
    place = territories.neighbourhoods().get(new.neighbourhood_slug or "")
    if new.neighbourhood_slug and (place is None or place.contract_slug != new.contract_slug):
        errors["neighbourhood"] = [problems.UNKNOWN_PLACE]
    if new.proves_residence and not new.neighbourhood_slug:
        errors["neighbourhood"] = [problems.PLACE_NEEDED]
    if not today() <= new.ends_on <= today() + timedelta(days=MAX_BATCH_DAYS):
        errors["ends_on"] = [problems.ENDS_TOO_SOON]
    if errors:
        raise Invalid(errors=errors)


def _scope(contract_slug: str, neighbourhood_slug: str | None) -> Any:
    return territories.scope_of(contract_slug, neighbourhood_slug)


def _scope_of(batch: InvitationBatch) -> Any:
    return _scope(batch.contract_slug, batch.neighbourhood_slug)


def _anywhere(actor: Actor) -> Any:
    """The places of the actor's own grants: the list shows what lies in them."""
    inviting = {Role.STAFF, Role.ADMINISTRATOR}
    return frozenset((g.scope_kind, g.scope_id) for g in actor.grants if g.role in inviting)


def _last_made(row: Any) -> Any:
    return row[0].made_at, row[0].id.int


def _line(batch: InvitationBatch, used: int) -> BatchLine:
    return BatchLine(
        id=batch.id,
        label=batch.label,
        contract_slug=batch.contract_slug,
        neighbourhood_slug=batch.neighbourhood_slug,
        proves_residence=batch.proves_residence,
        size=batch.size,
        used=used,
        made_on=batch.made_at.astimezone(PARIS).date(),
        ends_on=batch.ends_on,
        is_revoked=batch.revoked_at is not None,
    )


def _digest(code: str) -> str:
    return keyed_digest("invitation", code)
