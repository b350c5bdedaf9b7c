"""Where an idea lies: a point that tells the spot and not the door."""

import math
import re

UNIT = 10_000_000  # a degree in our integers: one is about a centimetre
PRECISION = 50  # metres
_METRES_A_DEGREE = 111_320  # of latitude; of longitude at the equator
_STEP = round(PRECISION * UNIT / _METRES_A_DEGREE)
_NUMBER = r"(?:(\d{1,4}\s*(?:bis|ter|quater|[a-d])?)(?:\s*,\s*|\s+))?"
_ADDRESS = re.compile(rf"\s*{_NUMBER}(\S.*)", re.IGNORECASE)

Spot = tuple[int, int]  # latitude, longitude, in ten-millionths of a degree


def rounded(spot: Spot) -> Spot:
    """The nearest crossing of a grid of 50 metres: the same for all that lies around it."""
    latitude = _nearest(spot[0], _STEP)
    narrowing = max(math.cos(math.radians(latitude / UNIT)), 0.01)  # meridians meet at the poles
    return latitude, _nearest(spot[1], round(_STEP / narrowing))


def split_address(typed: str) -> tuple[str, str]:
    """The number and the street of what somebody typed; a street alone has no number."""
    found = _ADDRESS.fullmatch(typed)
    return (found[1] or "", found[2].strip()) if found else ("", "")


def degrees(units: int) -> str:
    """As a `geo:` address says it (RFC 5870): five decimals are about a metre."""
    return f"{units / UNIT:.5f}"


def _nearest(value: int, step: int) -> int:
    return round(value / step) * step
