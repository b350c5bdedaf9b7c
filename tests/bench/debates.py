"""Who says what under which idea: a few words under most, and two debates, one short, one long."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

POSITIONS = ("for", "against", "question", None)
ROOTS = 3  # one comment of a debate in so many begins a thread
CROWDED = 4  # one answer in so many goes to the same comment


@dataclass(frozen=True)
class Said:
    """A comment: under which idea, by whom, to which comment of the list, with what position."""

    idea: int
    person: int
    above: int | None = None
    position: str | None = None


def say(
    draw: Random, ideas: int, people: int, comments: int, debates: Sequence[tuple[int, int]]
) -> list[Said]:
    """`debates` are ideas with how many comments each has, exactly."""
    said: list[Said] = []
    apart = {idea for idea, _count in debates}
    while len(said) < comments:
        idea = int(ideas * draw.random() ** 2)
        if idea not in apart:
            said.append(Said(idea, draw.randrange(people)))
    for idea, count in debates:
        said += _debate(draw, idea, people, count, len(said))
    return said


def _debate(draw: Random, idea: int, people: int, count: int, first: int) -> list[Said]:
    roots, said = [first], [Said(idea, draw.randrange(people), None, "for")]
    for number in range(1, count):
        person = draw.randrange(people)
        if number % ROOTS == 0:
            roots.append(first + number)
            said.append(Said(idea, person, None, draw.choice(POSITIONS)))
        else:
            above = roots[0] if number % CROWDED == 0 else draw.choice(roots)
            said.append(Said(idea, person, above))
    return said


def answers(said: Iterable[Said]) -> Counter[int]:
    """How many answers each comment of the list has."""
    return Counter(one.above for one in said if one.above is not None)


def held(said: Iterable[Said]) -> Counter[tuple[int, str]]:
    """How many comments hold each position under each idea."""
    return Counter((one.idea, one.position) for one in said if one.position is not None)
