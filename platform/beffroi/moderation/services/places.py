"""Where a case lies: for policies, and for people."""

from beffroi.core.actor import Scope
from beffroi.moderation.models import Case
from beffroi.territories.services import contracts, neighbourhoods, scope_of


def scope_of_case(case: Case) -> Scope:
    """The places of a case that a grant may name."""
    return scope_of(case.contract_slug, case.neighbourhood_slug)


def place_name(contract_slug: str, neighbourhood_slug: str | None) -> str:
    """The neighbourhood, or the whole contract when the text is about all of it."""
    place = neighbourhoods().get(neighbourhood_slug) if neighbourhood_slug else None
    return place.name if place else contracts()[contract_slug].short_name
