"""The point of an idea: an address of the registers, or a place that was shown, made coarse."""

import math
from typing import Any

from beffroi.contributions import problems
from beffroi.contributions.proposals import NewPoint, PointKept
from beffroi.contributions.rules.points import Spot, rounded, split_address
from beffroi.core.problems import Invalid
from beffroi.core.text import is_clean, tidy
from beffroi.territories import addresses, perimeters
from beffroi.territories import services as territories
from beffroi.territories.rules import in_units

LONGEST = 160


def place_point(contract_slug: str, place: str | None, new: NewPoint | None) -> PointKept | None:
    """The point to keep; Invalid names what is wrong with it. No point is no fault."""
    if not new:
        return None
    exact, words = _of_address(contract_slug, place, new) if new.address.strip() else _shown(new)
    if place and perimeters.can_place([place]):
        longitude_first = (exact[1], exact[0])
        if not perimeters.neighbourhoods_at(longitude_first, [place]):
            raise Invalid(errors={_field(new): [problems.POINT_OUTSIDE]})
    latitude, longitude = exact if new.is_public_place else rounded(exact)
    return PointKept(latitude, longitude, words, new.is_public_place)


def knows_addresses(contract_slug: str, places: tuple[Any, ...]) -> bool:
    """Whether an address typed here can be found: a register of one of its communes is there."""
    return any(addresses.has_addresses(insee) for insee in _communes(contract_slug, None, places))


def _of_address(contract_slug: str, place: str | None, new: NewPoint) -> tuple[Spot, str]:
    number, street = split_address(" ".join(tidy(new.address).split())[:LONGEST])
    if not street or not is_clean(new.address):
        raise Invalid(errors={"address": [problems.ADDRESS_UNKNOWN]})
    proposed: list[str] = []
    for insee in _communes(contract_slug, place, ()):
        found = addresses.find_address(insee, number, street)
        door = found.point or (found.close[0] if found.close and not number else None)
        if door is not None:
            whole = new.is_public_place and found.point is not None
            words = door.label if whole else _street(door.label)
            return (door.lat, door.lon), words
        proposed += [one.label for one in found.close]
    raise Invalid(errors={"address": [_unknown(proposed)]})


def _shown(new: NewPoint) -> tuple[Spot, str]:
    try:
        latitude, longitude = float(new.latitude or ""), float(new.longitude or "")
        if not math.isfinite(latitude) or abs(latitude) > 90:
            raise ValueError
        return (in_units(latitude), in_units(longitude)), ""
    except (TypeError, ValueError) as error:
        raise Invalid(errors={"latitude": [problems.POINT_WRONG]}) from error


def _communes(contract_slug: str, place: str | None, places: tuple[Any, ...]) -> list[str]:
    known = territories.neighbourhoods()
    everywhere = places or territories.neighbourhoods_of(contract_slug)
    here = [known[place]] if place in known else everywhere
    return list(dict.fromkeys(commune.insee for one in here for commune in one.communes))


def _street(label: str) -> str:
    return split_address(label)[1]


def _unknown(proposed: list[str]) -> Any:
    if not proposed:
        return problems.ADDRESS_UNKNOWN
    return problems.address_like(", ".join(dict.fromkeys(proposed[:3])))


def _field(new: NewPoint) -> str:
    return "address" if new.address.strip() else "latitude"
