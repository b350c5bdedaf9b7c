"""Roles: given with a scope and a term, and looked up by place."""

import uuid
from datetime import date

from sqlalchemy import or_, select, tuple_

from beffroi.core import db
from beffroi.core.actor import Actor, Role, Scope
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.identity.events import RoleGranted
from beffroi.identity.models import Person, RoleGrant
from beffroi.identity.policies import GRANT_ROLE
from beffroi.identity.problems import PersonUnknown
from beffroi.identity.services.sessions import in_term


def grant_role(  # noqa: PLR0913, PLR0917 (a grant is these facts)
    by: Actor,
    person_id: uuid.UUID,
    role: str,
    scope_kind: str,
    scope_id: str,
    starts_on: date,
    ends_on: date | None = None,
) -> RoleGrant:
    """Give a role somewhere for a term; the same grant twice is one, with the new end."""
    require(by, GRANT_ROLE)
    if db.session().get(Person, person_id) is None:
        raise PersonUnknown
    facts = {
        "person_id": person_id,
        "role": Role(role).value,
        "scope_kind": scope_kind,
        "scope_id": scope_id,
        "starts_on": starts_on,
    }
    held = db.session().scalars(select(RoleGrant).filter_by(**facts)).one_or_none()
    grant = held or RoleGrant(**facts)
    grant.ends_on = ends_on
    if held is None:
        db.session().add(grant)
        record(RoleGranted(person_id, grant.role, scope_kind, scope_id), by=by)
    db.session().flush()
    return grant


def moderators_of(scope: Scope) -> list[Person]:
    """Those who moderate there today, whether for the place, the contract or the platform."""
    places = tuple_(RoleGrant.scope_kind, RoleGrant.scope_id).in_(sorted(scope))
    granted = select(RoleGrant.person_id).where(
        RoleGrant.role == Role.MODERATOR.value,
        or_(RoleGrant.scope_kind == "platform", places),
        in_term(),
    )
    query = select(Person).where(Person.id.in_(granted)).order_by(Person.id)
    return list(db.session().scalars(query))
