"""Accounts that would go by themselves, but for a role or an office that somebody has to end."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import today
from beffroi.core.i18n import language
from beffroi.core.policy import require
from beffroi.identity.models import Office, OfficeTerm, Person, RoleGrant
from beffroi.identity.policies import READ_PURGES
from beffroi.identity.services.dormancy import not_over, stays_dormant

SHOWN = 50


@dataclass(frozen=True)
class HeldRole:
    """A role, and where."""

    role: str
    place: tuple[str, str]


@dataclass(frozen=True)
class HeldOffice:
    """An office, in the language of whoever reads."""

    slug: str
    name: str


@dataclass(frozen=True)
class KeptAccount:
    """Whose account it is, since when nobody came, and what keeps it."""

    id: uuid.UUID
    name: str
    last_seen_at: datetime
    roles: tuple[HeldRole, ...]
    offices: tuple[HeldOffice, ...]


@dataclass(frozen=True)
class KeptAccounts:
    """Some of them, whoever has been away longest in front, and how many in all."""

    items: list[KeptAccount]
    total: int


def kept_accounts(actor: Actor) -> KeptAccounts:
    """Who would go, and what of theirs is to be ended first."""
    require(actor, READ_PURGES)
    seen = func.coalesce(Person.last_seen_at, Person.created_at)
    kept = select(Person).where(stays_dormant()).order_by(seen, Person.id)
    found = list(db.session().scalars(kept.limit(SHOWN)))
    total = db.session().scalar(select(func.count()).select_from(kept.subquery())) or 0
    ids = [person.id for person in found]
    roles, offices = _roles_of(ids), _offices_of(ids)
    items = [
        KeptAccount(
            one.id,
            one.display_name,
            one.last_seen_at or one.created_at,
            tuple(roles[one.id]),
            tuple(offices[one.id]),
        )
        for one in found
    ]
    return KeptAccounts(items, total)


def _roles_of(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[HeldRole]]:
    held = select(RoleGrant).where(RoleGrant.person_id.in_(ids), not_over(RoleGrant, today()))
    found = defaultdict(list)
    for grant in db.session().scalars(held.order_by(RoleGrant.role, RoleGrant.id)):
        found[grant.person_id].append(HeldRole(grant.role, (grant.scope_kind, grant.scope_id)))
    return found


def _offices_of(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[HeldOffice]]:
    held = select(OfficeTerm.person_id, Office).join(Office)
    theirs = held.where(OfficeTerm.person_id.in_(ids), not_over(OfficeTerm, today()))
    found = defaultdict(list)
    for person_id, one in db.session().execute(theirs.order_by(Office.slug, OfficeTerm.id)):
        name = one.name_en if language() == "en" else one.name
        found[person_id].append(HeldOffice(one.slug, f"{name} ({one.organisation})"))
    return found
