"""What the territories keep: reference data, where nobody appears."""

from beffroi.core.records import reference
from beffroi.territories.models import (
    AddressPoint,
    Commune,
    Contract,
    Neighbourhood,
    NeighbourhoodCommune,
    Perimeter,
    Population,
    Structure,
    Theme,
)

RECORDS = (
    reference(Contract),
    reference(Commune),
    reference(Neighbourhood),
    reference(NeighbourhoodCommune),
    reference(Population),
    reference(Theme),
    reference(Structure),
    reference(Perimeter),
    reference(AddressPoint),
)
