"""Which provider opens whose account: tied, found, listed, untied; one person, one account."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now, today
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.seals import keyed_digest
from beffroi.identity.events import ProviderLinked, ProviderUnlinked
from beffroi.identity.models import ExternalIdentity, UniqueMark
from beffroi.identity.openid.providers import Provider
from beffroi.identity.policies import DISCONNECT_PROVIDER, SEE_SELF
from beffroi.identity.problems.openid import (
    ConnectionUnknown,
    IdentityTaken,
    OnlyWayIn,
    PersonKnown,
)
from beffroi.identity.rules.openid import MARK_LIFE
from beffroi.identity.services.people import person as find_person

PIVOT = "pivot"


def subject_digest(provider: str, subject: str) -> str:
    """What is kept of the provider's name for a person: nobody elsewhere can match it."""
    return keyed_digest("openid-subject", f"{provider}\x1f{subject}")


def pivot_digest(pivot: str | None) -> str | None:
    """What is kept of the pivot identity, to tell one from two; None when it is not whole."""
    return None if pivot is None else keyed_digest(PIVOT, pivot)


def holder_of(provider: str, digest: str) -> uuid.UUID | None:
    """Whose account this identity opens."""
    query = select(ExternalIdentity.person_id).filter_by(provider=provider, subject_digest=digest)
    return db.session().scalars(query).one_or_none()


def hold_mark(person_id: uuid.UUID, digest: str | None, provider: Provider) -> None:
    """The pivot identity is this person's for a year more; PersonKnown when it is another's."""
    if digest is None:
        return
    day = today()
    held = _mark(person_id, digest, day)
    if held.person_id != person_id and held.ends_on >= day:
        raise PersonKnown("pivot", provider.label)
    held.person_id, held.ends_on = person_id, day + MARK_LIFE
    db.session().flush()


def marked_person(digest: str | None) -> uuid.UUID | None:
    """Who holds the pivot identity today."""
    held = None if digest is None else db.session().get(UniqueMark, (PIVOT, digest))
    return held.person_id if held is not None and held.ends_on >= today() else None


def link(person_id: uuid.UUID, provider: Provider, subject: str, by: Actor) -> None:
    """The identity opens this account from now on, or goes on doing so; said once in the journal.

    IdentityTaken when it opens another. `subject` is its digest.
    """
    if _tie(person_id, provider, subject):
        record(ProviderLinked(person_id, provider.name, by.session_id is not None), by=by)
        return
    query = select(ExternalIdentity).filter_by(provider=provider.name, subject_digest=subject)
    held = db.session().scalars(query).one()
    if held.person_id != person_id:
        raise IdentityTaken("subject", provider.label)
    held.last_used_at = now()


def connections_of(actor: Actor) -> Sequence[ExternalIdentity]:
    """The providers that open the actor's account, the first tied in front."""
    require(actor, SEE_SELF)
    query = select(ExternalIdentity).filter_by(person_id=actor.person_id)
    return db.session().scalars(query.order_by(ExternalIdentity.linked_at)).all()


def unlink(actor: Actor, identity_id: uuid.UUID) -> str:
    """The provider opens this account no more; returns its name. OnlyWayIn when nothing is left.

    The mark of the pivot identity stays to its end: a second account is no way around it.
    """
    held = db.session().get(ExternalIdentity, identity_id)
    if held is None or held.person_id != actor.person_id:
        raise ConnectionUnknown
    require(actor, DISCONNECT_PROVIDER, owner=held.person_id)
    if not _other_way_in(held):
        raise OnlyWayIn
    db.session().delete(held)
    record(ProviderUnlinked(held.person_id, held.provider), by=actor)
    return held.provider


def _other_way_in(held: ExternalIdentity) -> bool:
    """An address gets links; else another provider."""
    person = find_person(held.person_id)
    if person is not None and person.email:
        return True
    others = select(func.count()).where(
        ExternalIdentity.person_id == held.person_id, ExternalIdentity.id != held.id
    )
    return bool(db.session().scalar(others))


def _tie(person_id: uuid.UUID, provider: Provider, subject: str) -> bool:
    """Whether the identity was free and is tied now; of two ties at once one stands."""
    if holder_of(provider.name, subject) is not None:
        return False
    moment = now()
    tie = ExternalIdentity(
        person_id=person_id,
        provider=provider.name,
        subject_digest=subject,
        linked_at=moment,
        last_used_at=moment,
    )
    return _kept(tie)


def _mark(person_id: uuid.UUID, digest: str, today: date) -> UniqueMark:
    """The mark as it stands, kept to the end of the transaction; made for this person if new."""
    held = db.session().get(UniqueMark, (PIVOT, digest), with_for_update=True)
    if held is None:
        _kept(
            UniqueMark(
                kind=PIVOT, mark_digest=digest, person_id=person_id, made_on=today, ends_on=today
            )
        )
        held = db.session().get_one(UniqueMark, (PIVOT, digest), with_for_update=True)
    return held


def _kept(row: ExternalIdentity | UniqueMark) -> bool:
    """Whether the row is the first of its kind; of two written at once the second is dropped."""
    try:
        with db.session().begin_nested():
            db.session().add(row)
    except IntegrityError:
        return False
    return True
