"""The level of participation as what drives a call: what is given, owed, and who concludes."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """Who says yes to a joint text."""

    INSTITUTION = "institution"
    GROUP = "group"


class Gives(StrEnum):
    """What people give, by the word of the level."""

    OPINIONS = "opinions"
    PROPOSALS = "proposals"


class Obstacle(StrEnum):
    """What keeps a call from being concluded."""

    STILL_OPEN = "still_open"
    UNANSWERED = "unanswered"


@dataclass(frozen=True)
class Level:
    """One of the three ways of taking part in a decision.

    `answers_each`: what each person proposed is answered one by one before the decision.
    `sides`: whose yes makes the conclusion final.
    """

    code: str
    gives: Gives
    answers_each: bool
    sides: frozenset[Side]

    @property
    def is_joint(self) -> bool:
        """Whether both sides write and agree to one text."""
        return len(self.sides) > 1

    def obstacles(self, *, is_over: bool, unanswered: int) -> list[Obstacle]:
        """What must be done before it is concluded; nothing when it may be."""
        found = [] if is_over else [Obstacle.STILL_OPEN]
        return found + ([Obstacle.UNANSWERED] if self.answers_each and unanswered else [])


_INSTITUTION = frozenset({Side.INSTITUTION})
LEVELS: dict[str, Level] = {
    level.code: level
    for level in (
        Level("consultation", Gives.OPINIONS, answers_each=False, sides=_INSTITUTION),
        Level("concertation", Gives.PROPOSALS, answers_each=True, sides=_INSTITUTION),
        Level("codecision", Gives.PROPOSALS, answers_each=False, sides=frozenset(Side)),
    )
}


@dataclass(frozen=True)
class Agreement:
    """A yes to a version of a text; whoever gave it may have left since."""

    version: int
    person_id: uuid.UUID | None


def is_agreed(level: Level, version: int, given: Mapping[Side, Agreement]) -> bool:
    """Whether each side said yes to this version, by different people."""
    yes = [given[side] for side in level.sides if side in given and given[side].version == version]
    people = {one.person_id for one in yes if one.person_id is not None}
    unknown = sum(one.person_id is None for one in yes)
    return len(yes) == len(level.sides) == len(people) + unknown
