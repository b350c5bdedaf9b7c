"""Points: near enough to find the spot, too coarse to tell a door."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.contributions.rules.points import UNIT, Spot, degrees, rounded, split_address

# Metropolitan France, where it is meant to be used, and as far as anybody lives.
spots = st.tuples(st.integers(-70 * UNIT, 70 * UNIT), st.integers(-179 * UNIT, 179 * UNIT))


def metres(one: Spot, other: Spot) -> float:
    """Short distances on a sphere."""
    north = (one[0] - other[0]) / UNIT * 111_320
    east = (one[1] - other[1]) / UNIT * 111_320 * math.cos(math.radians(one[0] / UNIT))
    return math.hypot(north, east)


@given(spots)
def test_a_rounded_point_is_near_and_rounding_again_changes_nothing(spot: Spot) -> None:
    there = rounded(spot)
    assert metres(spot, there) <= 36  # half the diagonal of a square of 50 metres
    assert rounded(there) == there


@given(spots, st.integers(-100, 100), st.integers(-100, 100))
def test_neighbouring_doors_share_few_points(spot: Spot, north: int, east: int) -> None:
    beside = (spot[0] + north, spot[1] + east)  # a metre away at most
    assert metres(rounded(spot), rounded(beside)) <= 72


def test_doors_of_one_spot_cannot_be_told_apart() -> None:
    centre = rounded((504_300_000, 28_300_000))
    doors = {rounded((centre[0] + n * 180, centre[1] + e * 270)) for n in (-9, 9) for e in (-9, 9)}
    assert doors == {centre}


@pytest.mark.parametrize(
    ("typed", "number", "street"),
    [
        ("12 rue des Mineurs", "12", "rue des Mineurs"),
        ("12bis, rue des Mineurs", "12bis", "rue des Mineurs"),
        ("12 B rue des Mineurs", "12 B", "rue des Mineurs"),
        ("  place Cantin ", "", "place Cantin"),
        ("rue du 11 Novembre", "", "rue du 11 Novembre"),
        ("", "", ""),
        ("12", "", "12"),
    ],
)
def test_an_address_is_a_number_and_a_street(typed: str, number: str, street: str) -> None:
    assert split_address(typed) == (number, street)


def test_a_point_is_written_as_programs_of_maps_read_it() -> None:
    assert degrees(504_312_345) == "50.43123"
    assert degrees(-28_300_000) == "-2.83000"
