"""Calls that ask for proofs, what people proved, and all that a database holds."""

from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session as DbSession

from beffroi.contributions.models import Call
from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.identity.models import Person, Proof
from beffroi.identity.rules.proofs import Age, Residence
from beffroi.identity.services.proofs import record_proof
from beffroi.models import metadata
from tests.factories import make_call

PLACE = "cite-des-brebis"


def make_strict_call(**given: Any) -> Call:
    """A call for those who live in the Cité des Brebis."""
    return make_call(neighbourhoods=(PLACE,), **{"residence": "neighbourhood"} | given)


def prove_home(person: Person, place: str = PLACE, way: str = "post") -> Proof:
    """This person lives there; the event is recorded as in life."""
    return record_proof(person.id, Residence("neighbourhood", place), way, by=SYSTEM)


def prove_age(person: Person, threshold: int, way: str = "declared") -> Proof:
    """This person is at least so old."""
    return record_proof(person.id, Age(threshold), way, by=SYSTEM)


def facts(person_id: object) -> list[tuple[str, str, str]]:
    """What is proved of a person, sorted."""
    rows = db.session().scalars(select(Proof).where(Proof.person_id == person_id))
    return sorted((p.kind, str(p.threshold or p.place_id), p.way) for p in rows)


def everything(session: DbSession) -> str:
    """Every value of every table, as one text."""
    session.flush()
    return "\n".join(
        str(tuple(row))
        for table in metadata.sorted_tables
        for row in session.execute(text(f'SELECT * FROM "{table.name}"'))
    )
