"""Who may see to ideas: the staff of their place today, and whoever takes one for themselves."""

from beffroi.contributions.inbox.views import Colleague
from beffroi.core.actor import Actor, Role, Scope
from beffroi.core.policy import require
from beffroi.identity.services.grants import holders_of_role
from beffroi.territories import services as territories


def enter(actor: Actor, *permissions: str) -> None:
    """Held somewhere: each idea is asked about again, with its place."""
    for permission in permissions:
        if not actor.may(permission):
            require(actor, permission)


def staff_there(actor: Actor, scope: Scope) -> tuple[Colleague, ...]:
    """The staff of a place by name, and the actor who acts for it."""
    found = {one.id: one.display_name for one in holders_of_role(Role.STAFF, scope)}
    if actor.person_id is not None:
        found.setdefault(actor.person_id, actor.display_name)
    named = [Colleague(person_id, name) for person_id, name in found.items()]
    return tuple(sorted(named, key=lambda one: (one.name, one.id)))


def colleagues_of(actor: Actor) -> tuple[Colleague, ...]:
    """The staff of all the places the actor is in charge of: whom to give ideas to."""
    return staff_there(actor, _all_scopes(actor))


def contracts_of(actor: Actor) -> frozenset[str]:
    """The contracts in which the actor is in charge of something."""
    charges = [
        territories.neighbourhoods_covered(actor, role) for role in (Role.STAFF, Role.ADMINISTRATOR)
    ]
    if any(charge.everything for charge in charges):
        return frozenset(territories.contracts())
    known = territories.neighbourhoods()
    inside = {known[slug].contract_slug for one in charges for slug in one.neighbourhoods}
    return frozenset(inside).union(*(charge.contracts for charge in charges))


def _all_scopes(actor: Actor) -> Scope:
    slugs = contracts_of(actor)
    places = (p for p in territories.neighbourhoods().values() if p.contract_slug in slugs)
    scopes = [territories.scope_of(slug) for slug in slugs]
    scopes += [territories.scope_of(place.contract_slug, place.slug) for place in places]
    return frozenset().union(*scopes)
