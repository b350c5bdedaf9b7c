"""Small made-up outlines and addresses, where a proof may be tried without the official files."""

from typing import Any

from beffroi.core import db
from beffroi.territories.addresses import import_addresses
from beffroi.territories.perimeters import import_perimeters

BREBIS, MAZINGARBE = "cite-des-brebis", "62563"
HEADER = "id;numero;rep;nom_voie;code_postal;code_insee;nom_commune;x;y;lon;lat"


def feature(code: str, west: float, south: float, size: float = 0.01) -> dict[str, Any]:
    """A square outline, its corner in the south-west."""
    east, north = round(west + size, 7), round(south + size, 7)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": {"slug": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def collection(*features: dict[str, Any]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def line(number: str, street: str, lon: float, lat: float, **more: str) -> str:
    """A line of the national base."""
    insee, rep = more.get("insee", MAZINGARBE), more.get("rep", "")
    return f"x;{number};{rep};{street};62670;{insee};Mazingarbe;0;0;{lon};{lat}"


def draw_places(*, for_proof: bool = True) -> None:
    """The Cité des Brebis is a square; the rue du Moulin goes through it and out of it."""
    import_perimeters(
        collection(feature(BREBIS, 2.7, 50.47)), "2024", "made up", for_proof=for_proof
    )
    lines = [
        HEADER,
        line("12", "Rue du Moulin", 2.705, 50.475),
        line("14", "Rue du Moulin", 2.705, 50.475, rep="bis"),
        line("90", "Rue du Moulin", 2.75, 50.475),
        line("3", "Avenue Jean Jaurès", 2.70999, 50.48),
    ]
    import_addresses(lines)
    db.session().flush()
