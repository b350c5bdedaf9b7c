"""Outlines of neighbourhoods: brought in with their vintage, asked who lies inside."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from beffroi.core import db
from beffroi.core.clock import now
from beffroi.territories import rules
from beffroi.territories.models import Neighbourhood, Perimeter
from beffroi.territories.rules import Point


class UnusableFile(Exception):
    """The file cannot be taken as it is; the message says why, for an operator."""


@dataclass
class PerimeterReport:
    """What came in, by slug; codes that no neighbourhood has; features that are wrong, and why."""

    taken: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def import_perimeters(
    collection: Any, vintage: str, source: str, *, for_proof: bool
) -> PerimeterReport:
    """Keep the outline of each feature whose `code_qp` (or `slug`) is a neighbourhood's.

    `collection` is a GeoJSON FeatureCollection (RFC 7946, WGS 84). The same vintage again
    replaces what was there. UnusableFile when the file is another thing, or says itself that it
    is simplified and is brought in for proofs.
    """
    report, known = PerimeterReport(), _known()
    for feature in _features(collection, for_proof=for_proof):
        name = _name(feature)
        slug = known.get(name)
        if slug is None:
            report.unknown.append(name or "(no code_qp)")
            continue
        try:
            rules.outline_of(feature.get("geometry"))
        except ValueError as error:
            report.wrong.append(f"{name}: {error}")
            continue
        new = Perimeter(neighbourhood_slug=slug, vintage=vintage, source=source)
        new.geometry, new.for_proof, new.imported_at = feature["geometry"], for_proof, now()
        _keep(new)
        report.taken.append(slug)
    return report


def neighbourhoods_at(point: Point, among: Iterable[str]) -> list[str]:
    """Those of these neighbourhoods in whose outline the point lies, by slug.

    Of each, the outline of the latest vintage that is fit for a proof; a simplified one never is.
    """
    return [
        slug
        for slug, geometry in sorted(_proving(among).items())
        if rules.is_inside(rules.outline_of(geometry), point)
    ]


def can_place(among: Iterable[str]) -> bool:
    """Whether one of these neighbourhoods has an outline fit for a proof."""
    return bool(_proving(among))


def _proving(among: Iterable[str]) -> dict[str, Any]:
    wanted = select(Perimeter.neighbourhood_slug, Perimeter.geometry).where(
        Perimeter.for_proof, Perimeter.neighbourhood_slug.in_(list(among))
    )
    rows = db.session().execute(wanted.order_by(Perimeter.vintage, Perimeter.imported_at))
    return {row[0]: row[1] for row in rows}


def _known() -> dict[str, str]:
    """Slugs of neighbourhoods, by their official code and by themselves."""
    rows = db.session().execute(select(Neighbourhood.slug, Neighbourhood.official_code)).all()
    return {row.slug: row.slug for row in rows} | {
        row.official_code: row.slug for row in rows if row.official_code
    }


def _features(collection: Any, *, for_proof: bool) -> list[dict[str, Any]]:
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or not all(isinstance(f, dict) for f in features):
        raise UnusableFile("This is not a GeoJSON FeatureCollection.")
    names = [name for name in map(_name, features) if name]
    if len(set(names)) < len(names):
        raise UnusableFile("A neighbourhood has several features: make one MultiPolygon of them.")
    if for_proof and any("simplified" in str(f.get("properties")).lower() for f in features):
        raise UnusableFile(
            "The file says that its outlines are simplified: they prove nothing. "
            "Bring it in with --simplified, or take the official outlines."
        )
    return features


def _name(feature: dict[str, Any]) -> str:
    properties = feature.get("properties") or {}
    return str(properties.get("code_qp") or properties.get("slug") or "")


def _keep(new: Perimeter) -> None:
    """A vintage of a neighbourhood stands once: the last that was brought in."""
    same = select(Perimeter).filter_by(
        neighbourhood_slug=new.neighbourhood_slug, vintage=new.vintage
    )
    kept = db.session().scalars(same).one_or_none()
    if kept is None:
        db.session().add(new)
    else:
        kept.source, kept.for_proof = new.source, new.for_proof
        kept.geometry, kept.imported_at = new.geometry, new.imported_at
    db.session().flush()
