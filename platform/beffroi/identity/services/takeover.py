"""What somebody did as a guest becomes their account's: all of it, once, in one transaction."""

import uuid
from typing import Any

from sqlalchemy import delete, exists, select, update

from beffroi.core import db
from beffroi.core.actor import SYSTEM, Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.seals import keyed_digest
from beffroi.identity import belongings
from beffroi.identity.events import GuestAttached
from beffroi.identity.models import (
    AssistedAct,
    Block,
    Claim,
    Invitation,
    Person,
    PostalCode,
    Proof,
    RollEntry,
    UniqueMark,
)
from beffroi.identity.rules.signing import same_address

# A block follows whoever it suspends: becoming an account is no way round it.
_MOVED: tuple[Any, ...] = (UniqueMark, AssistedAct, Invitation, RollEntry, Block)
_SAME_FACT = ("kind", "threshold", "place_kind", "place_id", "way")


def take_over(by: Actor, guest_id: uuid.UUID, person_id: uuid.UUID) -> bool:
    """Give everything of a guest to an account; False when there is no such guest any more.

    Both rows are held first, always in the same order: of two at once, the second finds nothing.
    """
    held = _hold(guest_id, person_id)
    guest, person = held.get(guest_id), held.get(person_id)
    if guest is None or person is None or (guest.kind, person.kind) != ("guest", "account"):
        return False
    db.session().flush()
    belongings.hand_over(guest_id, person_id)
    _hand_over_proofs(guest_id, person_id)
    _hand_over_letters(guest_id, person_id)
    for table in _MOVED:
        _run(update(table).where(table.person_id == guest_id).values(person_id=person_id))
    claimed = {"person_id": person_id, "claimed_by_id": person_id, "claimed_at": now()}
    _run(update(Claim).where(Claim.person_id == guest_id).values(**claimed))
    db.session().flush()
    db.session().expunge(guest)
    db.session().expire_all()  # rows moved beneath the objects that were read
    _run(delete(Person).where(Person.id == guest_id))
    record(GuestAttached(guest_id, person_id), by=by)
    return True


def gather(person: Person) -> None:
    """What was done as a guest with this very address, now that the account has shown it."""
    if person.email is None:
        return
    marked = select(UniqueMark.person_id).where(
        UniqueMark.kind == "email", UniqueMark.mark_digest == address_digest(person.email)
    )
    guest_id = db.session().scalar(marked)
    if guest_id is not None and guest_id != person.id:
        take_over(SYSTEM, guest_id, person.id)


def address_digest(email: str) -> str:
    """What is kept of an address that was proved without an account."""
    return keyed_digest("email", same_address(email))


def _hold(*ids: uuid.UUID) -> dict[uuid.UUID, Person]:
    """A row that points to one of them waits until the end of the transaction."""
    wanted = select(Person).where(Person.id.in_(ids)).order_by(Person.id).with_for_update()
    found = db.session().scalars(wanted.execution_options(populate_existing=True))
    return {person.id: person for person in found}


def _hand_over_proofs(guest_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """The same fact by the same way is one proof, which ends with the later of the two."""
    own = {_fact(proof): proof for proof in _proofs(person_id)}
    for proof in _proofs(guest_id):
        same = own.get(_fact(proof))
        if same is None:
            proof.person_id = person_id
            continue
        same.ends_on = max(same.ends_on, proof.ends_on)
        same.proved_on = max(same.proved_on, proof.proved_on)
        db.session().delete(proof)
    db.session().flush()


def _proofs(person_id: uuid.UUID) -> list[Proof]:
    return list(db.session().scalars(select(Proof).where(Proof.person_id == person_id)))


def _fact(proof: Proof) -> tuple[Any, ...]:
    return tuple(getattr(proof, name) for name in _SAME_FACT)


def _hand_over_letters(guest_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """A person waits for one letter at most: the account's own is the one that stays."""
    waits = select(exists().where(PostalCode.person_id == person_id))
    if not db.session().scalar(waits):
        theirs = update(PostalCode).where(PostalCode.person_id == guest_id)
        _run(theirs.values(person_id=person_id))


def _run(statement: Any) -> None:
    db.session().execute(statement.execution_options(synchronize_session=False))
