"""The people of the demo, what they hold and have proved, and whom a visitor may be."""

from datetime import datetime, timedelta
from typing import Any

from beffroi.contributions.rules import said_by
from beffroi.core import clock
from beffroi.core.actor import SYSTEM, Actor, Grant, Role
from beffroi.core.clock import now
from beffroi.demo.content import read
from beffroi.identity import services as identity
from beffroi.identity.rules.proofs import Residence
from beffroi.identity.services.proofs import record_proof

ACCOUNTS = tuple(row["email"] for row in read("people") if row.get("demo"))


def load_people(since: datetime) -> dict[str, Actor]:
    """Everybody, by key, as they will act; their roles and their proofs are of that day."""
    return {row["key"]: _person(row, since) for row in read("people")}


def proved_in(place: str) -> frozenset[str]:
    """Who has proved that they live there, by key."""
    rows = read("people")
    return frozenset(row["key"] for row in rows if row.get("proof", {}).get("place") == place)


def said_to_be_young() -> frozenset[str]:
    """Who has said an age below 18, by key."""
    return frozenset(row["key"] for row in read("people") if "ages" in row)


def _person(row: dict[str, Any], since: datetime) -> Actor:
    person = identity.find_or_make_person(row["email"], row["display_name"], row["locale"])
    person.email_confirmed_at = person.email_confirmed_at or now() - timedelta(days=1)
    grants = row.get("grants", [])
    for grant in grants:
        place = (grant["scope_kind"], grant["scope_id"])
        day = since.date()
        identity.grant_role(SYSTEM, person.id, Role(grant["role"]), *place, day, None)
    if proof := row.get("proof"):
        with clock.at(since):
            fact = Residence("neighbourhood", proof["place"])
            record_proof(person.id, fact, proof["way"], by=SYSTEM)
    if ages := row.get("ages"):
        with clock.at(since):
            for said in said_by((ages[0], ages[1])):
                record_proof(person.id, said, "declared", by=SYSTEM)
    held = tuple(Grant(Role(g["role"]), g["scope_kind"], g["scope_id"]) for g in grants)
    return Actor("person", person.id, None, person.display_name, person.locale, held)
