"""Where a right may be given: a grant or a token never reaches further than who gives it."""

from typing import TypeAlias

from sqlalchemy import ColumnElement, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from beffroi.core.actor import EVERYWHERE, Actor, Role, Scope
from beffroi.core.i18n import _, lazy
from beffroi.core.problems import Invalid
from beffroi.territories import services as territories

_UNKNOWN = lazy("Choisissez un lieu de la liste.")
BODY_LENGTH = 80
Column: TypeAlias = InstrumentedAttribute[str | None]


def reach_of(kind: str, place: str) -> Scope:
    """The places that contain this one whole: a right over one of them may be handed on here.

    Raises Invalid for a place nobody knows. The whole platform lies in no smaller place.
    """
    if kind == "platform":
        return EVERYWHERE
    if kind == "body" and 0 < len(place) <= BODY_LENGTH:
        return frozenset({("body", place)})
    if kind == "contract" and place in territories.contracts():
        return territories.scope_of(place)
    if kind == "neighbourhood" and place in territories.neighbourhoods():
        return _around(place)
    if kind == "commune" and _contracts_of(place):
        return frozenset({("commune", place)} | _sole("contract", _contracts_of(place)))
    raise Invalid(errors={"place": [_UNKNOWN]})


def reached_by(
    actor: Actor, role: Role, contract: Column, neighbourhood: Column
) -> ColumnElement[bool]:
    """SQL for the rows of a table with these two columns, where the actor holds the role."""
    coverage = territories.neighbourhoods_covered(actor, role)
    if coverage.everything:
        return true()
    return or_(
        contract.in_(sorted(coverage.contracts)),
        neighbourhood.in_(sorted(coverage.neighbourhoods)),
    )


def place_name(kind: str, place: str) -> str:
    """The place in words, for people."""
    if kind == "platform":
        return _("tout le site")
    known = territories.neighbourhoods().get(place) if kind == "neighbourhood" else None
    if known is not None:
        return known.name
    if kind == "contract" and place in territories.contracts():
        return territories.contracts()[place].short_name
    return _communes().get(place, place) if kind == "commune" else place


def place_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every place a right may be given in, grouped, as "kind:place"."""
    contracts = [(f"contract:{c.slug}", c.short_name) for c in territories.contracts().values()]
    communes = [(f"commune:{code}", name) for code, name in _communes().items()]
    inside = [(f"neighbourhood:{n.slug}", n.name) for n in territories.neighbourhoods().values()]
    return [
        (_("Tout le site"), [("platform:*", _("Tout le site"))]),
        (_("Contrats de ville"), contracts),
        (_("Communes"), sorted(communes, key=lambda choice: choice[1])),
        (_("Quartiers"), inside),
    ]


def _around(slug: str) -> Scope:
    """A neighbourhood on two communes is not the business of one of them alone."""
    place = territories.neighbourhoods()[slug]
    communes = {commune.insee for commune in place.communes}
    fixed = {("neighbourhood", slug), ("contract", place.contract_slug)}
    return frozenset(fixed | _sole("commune", communes))


def _contracts_of(insee: str) -> set[str]:
    places = territories.neighbourhoods().values()
    return {n.contract_slug for n in places if insee in {c.insee for c in n.communes}}


def _communes() -> dict[str, str]:
    places = territories.neighbourhoods().values()
    return {c.insee: c.name for n in places for c in n.communes}


def _sole(kind: str, found: set[str]) -> set[tuple[str, str]]:
    return {(kind, one) for one in found} if len(found) == 1 else set()
