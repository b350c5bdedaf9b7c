"""Calls for the young, and what people say of their age."""

from typing import Any

from beffroi.contributions.models import Call
from beffroi.core.actor import SYSTEM
from beffroi.identity.models import Person
from beffroi.identity.rules.proofs import Age, Younger
from beffroi.identity.services.proofs import record_proof
from tests.factories import make_call


def make_young_call(low: int = 11, high: int = 17, **given: Any) -> Call:
    """An open call for people of 11 to 17, in the words for the young."""
    band: dict[str, Any] = {"min_age": low, "max_age": high, "tone": "young"}
    return make_call(**band | given)


def say_young(person: Person, low: int = 15, high: int = 17) -> None:
    """This person says that they are of one of these ages."""
    record_proof(person.id, Age(low), "declared", by=SYSTEM)
    record_proof(person.id, Younger(high + 1), "declared", by=SYSTEM)
