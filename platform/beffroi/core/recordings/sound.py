"""A recording as it is kept, and what is said of one that is not."""

from dataclasses import dataclass


class Unplayable(Exception):
    """Not a voice that can be kept; `fault` says why, as a code."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class Sound:
    """A sound, its kind as a browser names it, and how long it lasts."""

    content: bytes
    kind: str
    seconds: float
