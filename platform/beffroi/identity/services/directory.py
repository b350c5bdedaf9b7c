"""People as those who administer see them: found by their address, with what they were given."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import today
from beffroi.core.policy import allows, require
from beffroi.identity.models import Person
from beffroi.identity.policies import BLOCK, GRANT_ROLE, SEE_PERSON
from beffroi.identity.problems.signing import PersonUnknown
from beffroi.identity.rules.signing import same_address
from beffroi.identity.services.blocks import BlockView, blocks_of
from beffroi.identity.services.grants import grant_role, grants_in
from beffroi.identity.services.people import find_or_make_person


@dataclass(frozen=True)
class GrantView:
    """A role somebody holds, or will."""

    id: uuid.UUID
    person_id: uuid.UUID
    person_name: str
    role: str
    place: tuple[str, str]
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class PersonFile:
    """What an administrator sees of somebody; the address only where all is administered."""

    id: uuid.UUID
    name: str
    email: str | None
    kind: str
    grants: tuple[GrantView, ...]
    blocks: tuple[BlockView, ...]
    may_block: bool


@dataclass(frozen=True)
class GivenRole:
    """What is asked for: to whom, which role, where, and its term."""

    email: str
    role: str
    place: tuple[str, str]
    starts_on: date | None = None
    ends_on: date | None = None


def roles_given(by: Actor) -> list[GrantView]:
    """Every role the actor could have given, by the name of who holds it."""
    return [
        GrantView(
            grant.id,
            person.id,
            person.display_name,
            grant.role,
            (grant.scope_kind, grant.scope_id),
            grant.starts_on,
            grant.ends_on,
        )
        for grant, person in grants_in(by)
    ]


def give_role(by: Actor, given: GivenRole) -> GrantView:
    """Give a role to whoever has this address; the right to is asked before any account is made."""
    if not by.may(GRANT_ROLE):
        require(by, GRANT_ROLE)
    person = find_or_make_person(given.email)
    starts_on = given.starts_on or today()
    grant = grant_role(by, person.id, given.role, *given.place, starts_on, given.ends_on)
    return GrantView(
        grant.id,
        person.id,
        person.display_name,
        grant.role,
        given.place,
        grant.starts_on,
        grant.ends_on,
    )


def person_of_address(by: Actor, email: str) -> uuid.UUID:
    """Whoever has this address; PersonUnknown otherwise."""
    if not by.may(SEE_PERSON):
        require(by, SEE_PERSON)
    query = select(Person.id).where(Person.email == same_address(email))
    found = db.session().scalar(query)
    if found is None:
        raise PersonUnknown
    return found


def person_file(by: Actor, person_id: uuid.UUID) -> PersonFile:
    """Somebody, with the roles and the blocks of the actor's places."""
    if not by.may(SEE_PERSON):
        require(by, SEE_PERSON)
    person = db.session().get(Person, person_id)
    if person is None:
        raise PersonUnknown
    given = roles_given(by) if by.may(GRANT_ROLE) else []  # who is suspended gives none
    return PersonFile(
        id=person.id,
        name=person.display_name,
        email=person.email if allows(by, SEE_PERSON) else None,
        kind=person.kind,
        grants=tuple(one for one in given if one.person_id == person.id),
        blocks=tuple(blocks_of(by, person.id)),
        may_block=allows(by, BLOCK) and person.id != by.person_id,
    )
