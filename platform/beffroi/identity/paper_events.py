"""What became of letters to post and of lists of residents: numbers and places, never a name."""

import uuid
from dataclasses import dataclass

from beffroi.core.events import Event


@dataclass(frozen=True)
class RollImported(Event):
    """A list of residents was brought in, as digests."""

    roll_id: uuid.UUID
    size: int


@dataclass(frozen=True)
class LetterAsked(Event):
    """A code is to be posted somewhere in this neighbourhood."""

    letter_id: uuid.UUID
    neighbourhood_slug: str


@dataclass(frozen=True)
class LettersPrinted(Event):
    """So many letters were printed; their addresses are gone."""

    count: int


@dataclass(frozen=True)
class LetterSheetTaken(Event):
    """So many letters were handed to a program, with their addresses."""

    count: int


@dataclass(frozen=True)
class LetterSetAside(Event):
    """This one will not be posted: why, and who is told (nobody, in what was written before)."""

    letter_id: uuid.UUID
    neighbourhood_slug: str
    person_id: uuid.UUID | None = None
    reason: str = "outside"


@dataclass(frozen=True)
class LetterLapsed(Event):
    """Nobody printed this one in its 30 days; its address is gone."""

    letter_id: uuid.UUID
    neighbourhood_slug: str
    person_id: uuid.UUID
