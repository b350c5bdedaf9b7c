"""Actors for services, which get them from the edge."""

from beffroi.core.actor import Actor, Grant, Role
from beffroi.identity.models import Person


def actor_of(
    person: Person, role: str | None = None, kind: str = "contract", place: str = "lens-lievin"
) -> Actor:
    """The person, signed in, with a role somewhere or none."""
    grants = (Grant(Role(role), kind, place),) if role else ()
    return Actor(
        "person",
        person_id=person.id,
        display_name=person.display_name,
        locale=person.locale,
        grants=grants,
    )
