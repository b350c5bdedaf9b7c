"""Proves where somebody lives from an address: placed in an outline, then dropped."""

from dataclasses import dataclass

from beffroi.core.actor import Actor
from beffroi.core.policy import require
from beffroi.identity.policies import PROVE
from beffroi.identity.problems.proofs import AddressUnknown, NoAddresses
from beffroi.identity.rules.proofs import Fact, Residence
from beffroi.identity.services.proofs import (
    acting_person,
    end_proofs,
    fact_of,
    proofs_of,
    record_proof,
)
from beffroi.territories import addresses, perimeters
from beffroi.territories import services as territories
from beffroi.territories.views import CommuneView, NeighbourhoodView

WAY = "address"


@dataclass(frozen=True)
class Home:
    """Where an address lies: its commune, and the neighbourhoods whose outline holds it."""

    commune: CommuneView
    neighbourhoods: tuple[NeighbourhoodView, ...]


def prove_home(actor: Actor, insee: str, number: str, street: str) -> Home:
    """Place an address and keep "inside, on this date, by this way" and nothing else of it.

    It proves the commune, and each neighbourhood whose outline holds the point. One lives in one
    place: what an earlier address proved ends. AddressUnknown carries the addresses that may have
    been meant, for this answer only; NoAddresses where the register was not brought in.
    """
    require(actor, PROVE)
    person_id = acting_person(actor)
    commune = communes_with_addresses().get(insee)
    if commune is None:
        raise NoAddresses
    found = addresses.find_address(insee, number, street)
    if found.point is None:
        raise AddressUnknown(tuple(point.label for point in found.close))
    slugs = perimeters.neighbourhoods_at((found.point.lon, found.point.lat), _places_of(insee))
    facts: list[Fact] = [Residence("commune", insee)]
    facts += [Residence("neighbourhood", slug) for slug in slugs]
    old = [p for p in proofs_of(person_id) if p.way == WAY and fact_of(p) not in facts]
    end_proofs(old)
    for fact in facts:
        record_proof(person_id, fact, WAY, by=actor)
    return Home(commune, tuple(territories.neighbourhoods()[slug] for slug in slugs))


def communes_with_addresses() -> dict[str, CommuneView]:
    """The communes where an address can be looked up, by INSEE code, by name."""
    known = {c.insee: c for place in territories.neighbourhoods().values() for c in place.communes}
    here = sorted(known.values(), key=lambda commune: commune.name)
    return {c.insee: c for c in here if addresses.has_addresses(c.insee)}


def can_place() -> bool:
    """Whether some address can be placed in some neighbourhood."""
    return bool(communes_with_addresses()) and perimeters.can_place(territories.neighbourhoods())


def _places_of(insee: str) -> list[str]:
    return [
        place.slug
        for place in territories.neighbourhoods().values()
        if insee in {commune.insee for commune in place.communes}
    ]
