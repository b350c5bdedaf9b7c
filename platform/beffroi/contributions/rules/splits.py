"""An idea made into several: whose words the pieces are, whose yes is needed, what is undone."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from beffroi.contributions.rules.stages import Stage
from beffroi.contributions.rules.texts import Visibility

MIN_PARTS, MAX_PARTS = 2, 5


class SplitState(StrEnum):
    """Where a split stands. `proposed`: it waits for a yes, and nothing has changed.

    `gathered`: it was made, and the idea is whole again. `withdrawn`: the staff thought better of
    it; `refused`: those who wrote the idea did.
    """

    PROPOSED = "proposed"
    MADE = "made"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    GATHERED = "gathered"


class Obstacle(StrEnum):
    """Why the pieces cannot become the first idea again as if nothing had been."""

    HIDDEN = "hidden"
    SUPPORTED = "supported"
    COMMENTED = "commented"
    ANSWERED = "answered"
    REVISED = "revised"
    KEEPS_COMPANY = "keeps_company"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One of the ideas that were made, as it stands.

    `others_support`: somebody who did not write it does. `is_told_of`: a step, a request to an
    office. `has_company`: an idea joined it, or it became several.
    """

    visibility: str = Visibility.PUBLISHED
    stage: str = Stage.OPEN
    version: int = 1
    others_support: bool = False
    is_commented: bool = False
    is_told_of: bool = False
    has_company: bool = False


def needs_yes(whole: str, bodies: Iterable[str]) -> bool:
    """Whether words are put in the mouth of an author: a text is not one passage of theirs."""
    return any(not is_excerpt(whole, body) for body in bodies)


def is_excerpt(whole: str, part: str) -> bool:
    """Whether it is words of the author that follow one another, spaces aside."""
    return _plain(part) in _plain(whole)


def gather_obstacle(pieces: Iterable[Piece]) -> Obstacle | None:
    """What somebody has done with a piece since; None while nobody but its authors acted."""
    return next(filter(None, map(_obstacle, pieces)), None)


def _obstacle(piece: Piece) -> Obstacle | None:
    if piece.visibility in {Visibility.MERGED, Visibility.SPLIT} or piece.has_company:
        return Obstacle.KEEPS_COMPANY
    found = {
        Obstacle.HIDDEN: piece.visibility != Visibility.PUBLISHED,
        Obstacle.SUPPORTED: piece.others_support,
        Obstacle.COMMENTED: piece.is_commented,
        Obstacle.ANSWERED: piece.stage != Stage.OPEN or piece.is_told_of,
        Obstacle.REVISED: piece.version > 1,
    }
    return next((name for name, stands in found.items() if stands), None)


def _plain(text: str) -> str:
    """Between two spaces, so that no word is cut."""
    return " ".join(["", *text.split(), ""])
