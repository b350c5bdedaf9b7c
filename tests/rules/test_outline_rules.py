"""Inside or outside an outline, exactly; held against triangles, tried on whatever may come."""

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from beffroi.territories.rules import (
    UNIT,
    Outline,
    Point,
    Ring,
    close_streets,
    in_units,
    is_inside,
    number_key,
    outline_of,
    street_key,
)

SQUARE: Ring = ((0, 0), (10, 0), (10, 10), (0, 10), (0, 0))
HOLE: Ring = ((3, 3), (7, 3), (7, 7), (3, 7), (3, 3))

points = st.tuples(st.integers(-30, 30), st.integers(-30, 30))


@st.composite
def stars(draw: st.DrawFn, smallest: int = 4, largest: int = 25) -> Ring:
    """A ring that is seen whole from the origin: vertices in order of their angle."""
    spokes = draw(st.lists(st.integers(0, 359), min_size=3, max_size=12, unique=True))
    spokes.sort()
    gaps = [b - a for a, b in zip(spokes, [*spokes[1:], spokes[0] + 360], strict=True)]
    assume(max(gaps) < 180)
    ring = []
    for angle in spokes:
        length = draw(st.integers(smallest, largest))
        turn = math.radians(angle)
        ring.append((round(length * math.cos(turn)), round(length * math.sin(turn))))
    sides = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    assume(all(a[0] * b[1] - a[1] * b[0] > 0 for a, b in sides))  # rounding kept the order
    return (*ring, ring[0])


def in_a_triangle(ring: Ring, point: Point) -> bool:
    """The slow way: a star is the triangles from the origin to its sides, edges included."""
    origin = (0, 0)
    for a, b in pairwise(ring):
        corners = [(origin, a), (a, b), (b, origin)]
        turns = [
            (q[0] - p[0]) * (point[1] - p[1]) - (q[1] - p[1]) * (point[0] - p[0])
            for p, q in corners
        ]
        if all(turn >= 0 for turn in turns):
            return True
    return False


def on_a_side(ring: Ring, point: Point) -> bool:
    """Seen from the point, both ends of a side are in one line and on opposite hands."""
    seen = [(x - point[0], y - point[1]) for x, y in ring]
    return any(
        ax * by == ay * bx and ax * bx + ay * by <= 0 for (ax, ay), (bx, by) in pairwise(seen)
    )


@given(stars(), points)
def test_a_point_is_inside_when_it_is_in_one_of_the_triangles(ring: Ring, point: Point) -> None:
    assert is_inside(((ring,),), point) == in_a_triangle(ring, point)


@given(stars(), points, st.integers(0, 11))
def test_neither_the_first_vertex_nor_the_direction_matters(
    ring: Ring, point: Point, shift: int
) -> None:
    inner = ring[:-1]
    turned = inner[shift % len(inner) :] + inner[: shift % len(inner)]
    answers = {
        is_inside((((*way, way[0]),),), point) for way in (inner, turned, tuple(reversed(inner)))
    }
    assert len(answers) == 1


@given(stars())
def test_every_vertex_and_every_middle_of_a_side_is_inside(ring: Ring) -> None:
    doubled = tuple((2 * x, 2 * y) for x, y in ring)
    for (ax, ay), (bx, by) in pairwise(doubled):
        assert is_inside(((doubled,),), (ax, ay))
        assert is_inside(((doubled,),), ((ax + bx) // 2, (ay + by) // 2))


@given(stars(smallest=12), points, st.integers(2, 4))
def test_a_hole_takes_its_inside_away_and_leaves_its_edge(
    ring: Ring, point: Point, smaller: int
) -> None:
    whole = tuple((smaller * x, smaller * y) for x, y in ring)
    strictly_in_the_hole = in_a_triangle(ring, point) and not on_a_side(ring, point)
    expected = in_a_triangle(whole, point) and not strictly_in_the_hole
    assert is_inside(((whole, ring),), point) == expected


@given(stars(), stars(), points)
def test_several_parts_hold_what_one_of_them_holds(one: Ring, two: Ring, point: Point) -> None:
    apart = tuple((x + 60, y) for x, y in two)
    both: Outline = ((one,), (apart,))
    assert is_inside(both, point) == (is_inside(((one,),), point) or is_inside(((apart,),), point))


@pytest.mark.parametrize(
    ("point", "inside"),
    [((1, 1), True), ((5, 5), False), ((3, 5), True), ((0, 0), True), ((11, 5), False)],
)
def test_a_square_with_a_hole(point: Point, inside: bool) -> None:
    assert is_inside(((SQUARE, HOLE),), point) is inside


def test_a_hair_outside_is_outside() -> None:
    edge = ((0, 0), (3 * UNIT, UNIT), (0, UNIT), (0, 0))
    assert is_inside(((edge,),), (3, 1))
    assert not is_inside(((edge,),), (4, 1))


def polygon(*rings: list[list[Any]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


RING = [[2.8, 50.4], [2.9, 50.4], [2.9, 50.5], [2.8, 50.4]]


def test_degrees_become_exact_integers() -> None:
    assert outline_of(polygon(RING))[0][0][0] == (28_000_000, 504_000_000)
    assert in_units(-2.8000001) == -28_000_001


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {"type": "Point", "coordinates": [2.8, 50.4]},
        {"type": "Polygon", "coordinates": []},
        polygon(),
        polygon([[2.8, 50.4], [2.9, 50.4], [2.8, 50.4]]),
        polygon([*RING[:-1], [2.85, 50.45]]),
        polygon([[2.8, 50.4], [2.9, "x"], [2.9, 50.5], [2.8, 50.4]]),
        polygon([[2.8, 50.4], [float("nan"), 50.4], [2.9, 50.5], [2.8, 50.4]]),
        polygon([[2.8, 50.4], [2000.0, 50.4], [2.9, 50.5], [2.8, 50.4]]),
        polygon([[2.8, 50.4], [2.9], [2.9, 50.5], [2.8, 50.4]]),
        {"type": "MultiPolygon", "coordinates": [[]]},
    ],
)
def test_what_is_no_outline_is_refused(geometry: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        outline_of(geometry)


STREETS = ["rue jean jaure", "rue du 11 novembre", "avenue van pelt", "rue emile zola"]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Rue Jean-Jaurès", "rue jean jaure"),
        ("R. Jean Jaurès", "rue jean jaure"),
        ("Av Van Pelt", "avenue van pelt"),
        ("av. van-pelt", "avenue van pelt"),
    ],
)
def test_one_street_has_one_key(asked: str, meant: str) -> None:
    assert street_key(asked) == meant


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("rue Jean Jaurés", "rue jean jaure"),
        ("rue Jan Jores", "rue jean jaure"),
        ("Jaurès", "rue jean jaure"),
        ("Van Pelte", "avenue van pelt"),
        ("rue Emil Zolla", "rue emile zola"),
    ],
)
def test_a_street_is_found_in_spite_of_a_slip(asked: str, meant: str) -> None:
    assert close_streets(street_key(asked), STREETS)[0] == meant


def test_what_resembles_nothing_is_not_guessed() -> None:
    assert close_streets(street_key("boulevard des Lilas"), STREETS) == []
    assert close_streets("", STREETS) == []


@pytest.mark.parametrize("written", ["12 bis", "12BIS", "12-bis", " 12 Bis "])
def test_one_number_has_one_key(written: str) -> None:
    assert number_key(written) == number_key("12bis")
