"""What is proved of people: recorded, renewed, read, and held against what a process asks."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import today
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.problems import NotFound, SignInRequired
from beffroi.identity.events import DeclarationWithdrawn, ProofRecorded
from beffroi.identity.models import Person, Proof
from beffroi.identity.policies import PROVE, SEE_PROOFS
from beffroi.identity.problems.proofs import NotDeclared, ProofUnknown
from beffroi.identity.rules import proofs as rules
from beffroi.identity.rules.proofs import Age, Fact, Held, Missing, Requirements, Residence, Younger

UNDER_GUARDIAN = frozenset({"awaited", "refused"})


def record_proof(
    person_id: uuid.UUID,
    fact: Fact,
    way: str,
    *,
    by: Actor,
    relay_id: uuid.UUID | None = None,
    ends_on: date | None = None,
) -> Proof:
    """Write what was proved, not with what; the same fact by the same way is renewed.

    A renewed proof never ends sooner than before. ValueError for a residence that is only
    declared; NotFound when the person is gone. What waited for it is counted by a worker.
    """
    if isinstance(fact, Residence) and way == rules.DECLARED:
        raise ValueError("a residence is proved, not declared")
    hold_person(person_id)
    facts = {"person_id": person_id, "way": way} | _columns(fact)
    day = today()
    proof = db.session().scalars(select(Proof).filter_by(**facts).limit(1)).one_or_none()
    if proof is None:
        proof = Proof(**facts, ends_on=date.min)
        db.session().add(proof)
    proof.proved_on, proof.by_id = day, relay_id
    proof.ends_on = max(proof.ends_on, ends_on or rules.end_of(fact, day))
    db.session().flush()
    record(ProofRecorded(person_id, proof.kind, way), by=by)
    return proof


def proofs_of(person_id: uuid.UUID) -> list[Proof]:
    """What is proved of a person today, ages first, the last proved in front."""
    query = _valid(person_id).order_by(Proof.kind, Proof.proved_on.desc(), Proof.id)
    return list(db.session().scalars(query))


def my_proofs(actor: Actor) -> list[Proof]:
    """The same, for the person themselves."""
    require(actor, SEE_PROOFS)
    return [] if actor.person_id is None else proofs_of(actor.person_id)


def missing(
    person_id: uuid.UUID, asked: Requirements, *, hold: bool = False
) -> tuple[Missing, ...]:
    """What a process still asks of this person; nothing is `()`.

    With `hold`, nothing about the person is proved until the end of the transaction: what is
    found missing is written down before the worker that counts can look for it.
    """
    guardian = hold_person(person_id) if hold else _guardian(person_id)
    held = [held_proof(proof) for proof in db.session().scalars(_valid(person_id))] if asked else []
    return rules.missing(held, asked, today(), waits_for_guardian=guardian in UNDER_GUARDIAN)


def is_known_to_be(person_id: uuid.UUID, age: int) -> bool:
    """Whether this person said or proved that they are at least so old; one statement."""
    reached = _valid(person_id).where(Proof.kind == "age", Proof.threshold >= age)
    return db.session().execute(reached.limit(1)).first() is not None


def hold_person(person_id: uuid.UUID) -> str:
    """Keep the person's row to the end of the transaction; their `guardian`. NotFound if gone."""
    # "No key" lets rows that point to the person be written meanwhile.
    wanted = select(Person.guardian).where(Person.id == person_id).with_for_update(key_share=True)
    guardian = db.session().execute(wanted).scalar_one_or_none()
    if guardian is None:
        raise NotFound
    return guardian


def end_proofs(rows: Iterable[Proof]) -> None:
    """What these proved is not so any more: they held until yesterday."""
    for proof in rows:
        proof.ends_on = today() - timedelta(days=1)
    db.session().flush()


def declare_age(actor: Actor, threshold: int) -> Proof:
    """The person says that they are at least so old; they are believed where that is enough."""
    require(actor, PROVE)
    return record_proof(acting_person(actor), Age(threshold), rules.DECLARED, by=actor)


def my_declaration(actor: Actor, proof_id: uuid.UUID) -> Proof:
    """What the person declared of their age. ProofUnknown, or NotDeclared when it was shown."""
    require(actor, SEE_PROOFS)
    proof = db.session().get(Proof, proof_id)
    if proof is None or actor.person_id != proof.person_id:
        raise ProofUnknown
    if proof.way != rules.DECLARED:
        raise NotDeclared
    return proof


def take_back(actor: Actor, proof_id: uuid.UUID) -> None:
    """What the person declared of their age was a mistake: it goes, as if never said.

    What already counted stays so; what is done from now on waits for what a call asks.
    """
    require(actor, PROVE)
    person_id = acting_person(actor)
    hold_person(person_id)
    proof = my_declaration(actor, proof_id)
    record(DeclarationWithdrawn(person_id, proof.kind), by=actor)
    db.session().delete(proof)
    db.session().flush()


def acting_person(actor: Actor) -> uuid.UUID:
    """The one who proves something of themselves."""
    if actor.person_id is None:
        raise SignInRequired
    return actor.person_id


def held_proof(proof: Proof) -> Held:
    """A row as the rules see it."""
    return Held(fact_of(proof), proof.way, proof.ends_on)


def fact_of(proof: Proof) -> Fact:
    """What a row says."""
    if proof.threshold is not None:
        return Age(proof.threshold) if proof.kind == "age" else Younger(proof.threshold)
    return Residence(proof.place_kind or "", proof.place_id or "")


def _valid(person_id: uuid.UUID) -> Select[Proof]:
    return select(Proof).where(Proof.person_id == person_id, Proof.ends_on >= today())


def _guardian(person_id: uuid.UUID) -> str:
    wanted = select(Person.guardian).where(Person.id == person_id)
    return db.session().execute(wanted).scalar_one_or_none() or "not_needed"


def _columns(fact: Fact) -> dict[str, Any]:
    nowhere = {"place_kind": None, "place_id": None}
    if isinstance(fact, Age):
        return {"kind": "age", "threshold": fact.threshold} | nowhere
    if isinstance(fact, Younger):
        return {"kind": "youth", "threshold": fact.limit} | nowhere
    return {
        "kind": "residence",
        "threshold": None,
        "place_kind": fact.place_kind,
        "place_id": fact.place_id,
    }
