"""Pure rules of places: who lies inside an outline, and which writings name one street."""

import math
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from beffroi.core.folding import words

UNIT = 10_000_000  # a degree in our integers: one is about a centimetre
FEWEST_POINTS = 4  # of a closed ring, RFC 7946 section 3.1.6
CLOSE_ENOUGH = 0.72  # a letter or two wrong in a short street name

Point = tuple[int, int]  # longitude, latitude, in ten-millionths of a degree
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]  # the outer ring, then its holes
Outline = tuple[Polygon, ...]

# What people and registers shorten; the long form is compared.
_SHORTENED = {
    "all": "allee",
    "av": "avenue",
    "ave": "avenue",
    "bat": "batiment",
    "bd": "boulevard",
    "bld": "boulevard",
    "blvd": "boulevard",
    "bvd": "boulevard",
    "ch": "chemin",
    "che": "chemin",
    "crs": "cour",
    "dr": "docteur",
    "fg": "faubourg",
    "gal": "general",
    "imp": "impasse",
    "lot": "lotissement",
    "mal": "marechal",
    "pl": "place",
    "qu": "quai",
    "r": "rue",
    "res": "residence",
    "rte": "route",
    "sq": "square",
    "st": "saint",
    "ste": "sainte",
}


_TYPES = frozenset(_SHORTENED.values()) - {"docteur", "general", "marechal", "saint", "sainte"}


def outline_of(geometry: Any) -> Outline:
    """A GeoJSON Polygon or MultiPolygon in integers; ValueError says what is wrong with it."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise ValueError(f"a Polygon or a MultiPolygon is expected, not {kind}")
    parts = geometry.get("coordinates")
    if not isinstance(parts, list) or not parts:
        raise ValueError("it has no coordinates")
    return tuple(_polygon(part) for part in ([parts] if kind == "Polygon" else parts))


def in_units(degrees: float) -> int:
    """Degrees as our integers; ValueError for what is no angle."""
    if not math.isfinite(degrees) or abs(degrees) > 180:
        raise ValueError("a coordinate is not an angle in degrees")
    return round(degrees * UNIT)


def is_inside(outline: Outline, point: Point) -> bool:
    """Whether the point lies in the outline; its edge, and the edge of a hole, are inside.

    Exact: integers only, no rounding, whatever the size of the outline.
    """
    return any(_in_polygon(polygon, point) for polygon in outline)


def street_key(street: str) -> str:
    """One writing for one street: folded, its usual shortenings spelt out."""
    return " ".join(_SHORTENED.get(word, word) for word in words(street))


def number_key(number: str) -> str:
    """One writing for one number in the street: "12 bis" and "12BIS" are one."""
    return "".join(sign for sign in number.casefold() if sign.isalnum())


def close_streets(asked: str, known: Iterable[str], most: int = 5) -> list[str]:
    """Those of the known keys that the asked key may have meant, the likeliest first."""
    wanted = set(asked.split())
    scored = [(_likeness(asked, wanted, key), key) for key in known]
    likely = sorted((-score, key) for score, key in scored if score >= CLOSE_ENOUGH)
    return [key for _score, key in likely[:most]]


def _likeness(asked: str, wanted: set[str], key: str) -> float:
    """All the words asked standing in the name is as good as one letter wrong.

    Names are also compared without "rue" or "avenue", which people leave out or mistake.
    """
    if wanted and wanted <= set(key.split()):
        return 0.9 + SequenceMatcher(None, asked, key).ratio() / 10
    pairs = ((asked, key), (_bare(asked), _bare(key)))
    return max(_ratio(SequenceMatcher(None, one, other)) for one, other in pairs)


def _ratio(matcher: "SequenceMatcher[str]") -> float:
    return matcher.ratio() if matcher.quick_ratio() >= CLOSE_ENOUGH else 0.0


def _bare(key: str) -> str:
    first, _, rest = key.partition(" ")
    return rest if rest and first in _TYPES else key


def _polygon(rings: Any) -> Polygon:
    if not isinstance(rings, list) or not rings:
        raise ValueError("a polygon has no ring")
    return tuple(_ring(ring) for ring in rings)


def _ring(points: Any) -> Ring:
    if not isinstance(points, list) or len(points) < FEWEST_POINTS:
        raise ValueError(f"a ring has fewer than {FEWEST_POINTS} points")
    ring = tuple(_point(point) for point in points)
    if ring[0] != ring[-1]:
        raise ValueError("a ring is not closed")
    return ring


def _point(point: Any) -> Point:
    if not isinstance(point, list) or len(point) < 2:
        raise ValueError("a point is not a pair of numbers")
    lon, lat = point[0], point[1]
    if any(isinstance(n, bool) or not isinstance(n, int | float) for n in (lon, lat)):
        raise ValueError("a point is not a pair of numbers")
    return in_units(lon), in_units(lat)


def _in_polygon(polygon: Polygon, point: Point) -> bool:
    outer, *holes = polygon
    return _where(outer, point) != "out" and all(_where(hole, point) != "in" for hole in holes)


def _where(ring: Sequence[Point], point: Point) -> str:
    """ "in", "out" or "edge": the parity of the sides that a ray to the east crosses."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in pairwise(ring):
        turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        if turn == 0 and min(ax, bx) <= x <= max(ax, bx) and min(ay, by) <= y <= max(ay, by):
            return "edge"
        if (ay > y) != (by > y) and (turn > 0) == (by > ay):
            inside = not inside
    return "in" if inside else "out"
