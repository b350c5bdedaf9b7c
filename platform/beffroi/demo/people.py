"""The people of the demo, and those among them whom a visitor may be."""

from datetime import date, timedelta
from typing import Any

from beffroi.core.actor import SYSTEM, Actor, Grant, Role
from beffroi.core.clock import now
from beffroi.demo.content import read
from beffroi.identity import services as identity

ACCOUNTS = tuple(row["email"] for row in read("people") if row.get("demo"))


def load_people(since: date) -> dict[str, Actor]:
    """Everybody, by key, as they will act; their roles run from `since`."""
    return {row["key"]: _person(row, since) for row in read("people")}


def _person(row: dict[str, Any], since: date) -> Actor:
    person = identity.find_or_make_person(row["email"], row["display_name"], row["locale"])
    person.email_confirmed_at = person.email_confirmed_at or now() - timedelta(days=1)
    grants = row.get("grants", [])
    for grant in grants:
        place = (grant["scope_kind"], grant["scope_id"])
        identity.grant_role(SYSTEM, person.id, Role(grant["role"]), *place, since, None)
    held = tuple(Grant(Role(g["role"]), g["scope_kind"], g["scope_id"]) for g in grants)
    return Actor("person", person.id, None, person.display_name, person.locale, held)
