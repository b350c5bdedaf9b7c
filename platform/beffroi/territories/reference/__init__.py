"""The reference files of the contracts, facts gathered by us, and their loading."""

import tomllib
from pathlib import Path
from typing import Any

from beffroi.core import db
from beffroi.territories.models import (
    Commune,
    Contract,
    Neighbourhood,
    NeighbourhoodCommune,
    Population,
    Structure,
    Theme,
)

FOLDER = Path(__file__).parent


def load_reference() -> None:
    """Write what the files say; loaded again, a row is brought up to date and none is doubled."""
    for path in sorted(FOLDER.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        if "neighbourhoods" in content:
            _load_contract(content)
    db.session().flush()


def load_structures(rows: list[dict[str, Any]]) -> None:
    """The directory of structures a person can be oriented to."""
    for row in rows:
        db.session().merge(
            Structure(
                slug=row["slug"],
                contract_slug=row.get("contract"),
                name=row["name"],
                kind=row["kind"],
                what=row["what"],
                how=row["how"],
            )
        )
    db.session().flush()


def _load_contract(content: dict[str, Any]) -> None:
    session = db.session()
    columns = ("slug", "name", "short_name", "title", "starts_on", "ends_on")
    session.merge(Contract(**{name: content[name] for name in columns}))
    for commune in content["communes"]:
        session.merge(Commune(insee=commune["insee"], name=commune["name"]))
    session.flush()
    for place in content["neighbourhoods"]:
        _load_neighbourhood(content["slug"], place)
    for theme in content["themes"]:
        pillar = theme.pop("pillar", None)
        session.merge(Theme(contract_slug=content["slug"], pillar=pillar, **theme))
    session.flush()


def _load_neighbourhood(contract_slug: str, place: dict[str, Any]) -> None:
    session = db.session()
    session.merge(
        Neighbourhood(
            slug=place["slug"],
            contract_slug=contract_slug,
            name=place["name"],
            kind=place["kind"],
            official_code=place.get("official_code"),
            straddles=place.get("straddles", False),
        )
    )
    session.flush()
    for insee in place["communes"]:
        session.merge(NeighbourhoodCommune(neighbourhood_slug=place["slug"], commune_insee=insee))
    for count in place.get("inhabitants", []):
        session.merge(
            Population(
                neighbourhood_slug=place["slug"],
                year=count["year"],
                perimeter=count["perimeter"],
                inhabitants=count["count"],
            )
        )
