"""Roles: given with a scope and a term, and looked up by place."""

import uuid
from datetime import date, timedelta

from sqlalchemy import or_, select, tuple_

from beffroi.core import db
from beffroi.core.actor import EVERYWHERE, Actor, Role, Scope
from beffroi.core.clock import today
from beffroi.core.events import record
from beffroi.core.i18n import lazy
from beffroi.core.policy import allows, require
from beffroi.core.problems import Invalid
from beffroi.identity.events import RoleEnded, RoleGranted
from beffroi.identity.models import Person, RoleGrant
from beffroi.identity.policies import GRANT_ROLE
from beffroi.identity.problems.grants import GrantUnknown, LastAdministrator
from beffroi.identity.problems.signing import PersonUnknown
from beffroi.identity.services.places import reach_of
from beffroi.identity.services.sessions import in_term

ONE_DAY = timedelta(days=1)
_DISORDER = lazy("Le dernier jour vient avant le premier.")


def grant_role(  # noqa: PLR0913, PLR0917 (a grant is these facts)
    by: Actor,
    person_id: uuid.UUID,
    role: str,
    scope_kind: str,
    scope_id: str,
    starts_on: date,
    ends_on: date | None = None,
) -> RoleGrant:
    """Give a role somewhere for a term; the same grant twice is one, with the new end.

    Nobody gives a right that reaches further than their own.
    """
    require(by, GRANT_ROLE, scope=reach_of(scope_kind, scope_id))
    if db.session().get(Person, person_id) is None:
        raise PersonUnknown
    if ends_on is not None and ends_on < starts_on:
        raise Invalid(errors={"ends_on": [_DISORDER]})
    facts = {
        "person_id": person_id,
        "role": Role(role).value,
        "scope_kind": scope_kind,
        "scope_id": scope_id,
        "starts_on": starts_on,
    }
    held = db.session().scalars(select(RoleGrant).filter_by(**facts)).one_or_none()
    grant = held or RoleGrant(**facts)
    if held is not None and ends_on is not None:
        keep_an_administrator(held)
    grant.ends_on = ends_on
    if held is None:
        db.session().add(grant)
        record(RoleGranted(person_id, grant.role, scope_kind, scope_id), by=by)
    db.session().flush()
    return grant


def end_grant(by: Actor, grant_id: uuid.UUID) -> RoleGrant:
    """End a role now; GrantUnknown where the actor gives none, LastAdministrator for the last."""
    grant = db.session().get(RoleGrant, grant_id)
    if grant is None or not _is_running(grant) or not _may_give(by, grant):
        raise GrantUnknown
    keep_an_administrator(grant)
    yesterday = today() - ONE_DAY
    if grant.starts_on <= yesterday:
        grant.ends_on = yesterday
    else:
        db.session().delete(grant)
    db.session().flush()
    facts = (grant.person_id, grant.role, grant.scope_kind, grant.scope_id)
    record(RoleEnded(*facts), by=by)
    return grant


def grants_in(by: Actor) -> list[tuple[RoleGrant, Person]]:
    """The roles held, or to come, that the actor could have given, by name then by place."""
    if not by.may(GRANT_ROLE):
        require(by, GRANT_ROLE)
    query = (
        select(RoleGrant, Person)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= today()))
        .order_by(Person.display_name, Person.id, RoleGrant.role, RoleGrant.scope_id)
    )
    rows = db.session().execute(query)
    return [(grant, person) for grant, person in rows if _may_give(by, grant)]


def moderators_of(scope: Scope) -> list[Person]:
    """Those who moderate there today, whether for the place, the contract or the platform."""
    return holders_of_role(Role.MODERATOR, scope)


def holders_of_role(role: Role, scope: Scope) -> list[Person]:
    """Those who hold the role there today, whether for the place, the contract or the platform."""
    places = tuple_(RoleGrant.scope_kind, RoleGrant.scope_id).in_(sorted(scope))
    granted = select(RoleGrant.person_id).where(
        RoleGrant.role == role.value,
        or_(RoleGrant.scope_kind == "platform", places),
        in_term(),
    )
    query = select(Person).where(Person.id.in_(granted)).order_by(Person.id)
    return list(db.session().scalars(query))


def _is_running(grant: RoleGrant) -> bool:
    return grant.ends_on is None or grant.ends_on >= today()


def _may_give(by: Actor, grant: RoleGrant) -> bool:
    """A place that is no more is the business of whoever administers the whole platform."""
    try:
        scope = reach_of(grant.scope_kind, grant.scope_id)
    except Invalid:
        scope = EVERYWHERE
    return allows(by, GRANT_ROLE, scope=scope)


def keep_an_administrator(grant: RoleGrant) -> None:
    """Somebody must remain who can give roles everywhere, without an end in sight."""
    if (grant.role, grant.scope_kind) != (Role.ADMINISTRATOR.value, "platform"):
        return
    everywhere = select(RoleGrant.id).where(
        RoleGrant.role == Role.ADMINISTRATOR.value,
        RoleGrant.scope_kind == "platform",
    )
    rows = set(db.session().scalars(everywhere.with_for_update()))
    others = select(RoleGrant.id).where(
        RoleGrant.id.in_(rows),
        RoleGrant.person_id != grant.person_id,
        RoleGrant.ends_on.is_(None),
        in_term(),
    )
    if db.session().scalar(others.limit(1)) is None:
        raise LastAdministrator
