"""How long each door takes to answer for somebody known and for somebody who is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from statistics import median

from tests.bench.client import Ask, ask_all
from tests.bench.doors import AIM, Door

WARM_UP = 10  # pairs, not counted
CHANCE = 3141
HEAD = ("door", "known", "unknown", "ratio", "aim")


@dataclass(frozen=True)
class Knocked:
    """Seconds of wall time of each answer at a door."""

    door: Door
    known: list[float]
    unknown: list[float]

    @property
    def ratio(self) -> float:
        """The median for somebody unknown against that for somebody known."""
        return median(self.unknown) / median(self.known)

    @property
    def is_met(self) -> bool:
        """Whether neither is slower than the other by more than the aim."""
        return 1 / AIM <= self.ratio <= AIM


def knock(port: int, wanted: Sequence[Door], pairs: int) -> list[Knocked]:
    """Every door in turn, one connection, known and unknown in pairs of either order."""
    return [_at(port, door, pairs) for door in wanted]


def _at(port: int, door: Door, pairs: int) -> Knocked:
    """One thread: the order of what came back is the order of what was asked."""
    draw, asks, are_known = Random(CHANCE), [], []
    for n in range(WARM_UP + pairs):
        pair: list[tuple[Ask, bool]] = [(door.known(n), True), (door.unknown(n), False)]
        draw.shuffle(pair)
        asks += [ask for ask, _known in pair]
        are_known += [known for _ask, known in pair]
    seen = ask_all(port, asks, 1)
    if set(seen.statuses) != {str(door.status)}:
        raise RuntimeError(f"{door.name}: answered {seen.statuses}")
    counted = list(zip(seen.times, are_known, strict=True))[2 * WARM_UP :]
    known = [taken for taken, is_known in counted if is_known]
    return Knocked(door, known, [taken for taken, is_known in counted if not is_known])


def table(results: Sequence[Knocked]) -> str:
    """Markdown; medians in milliseconds."""
    rows = [
        (
            one.door.name,
            f"{median(one.known) * 1000:.2f}",
            f"{median(one.unknown) * 1000:.2f}",
            f"{one.ratio:.2f}",
            f"{AIM:g}{'' if one.is_met else ' missed'}",
        )
        for one in results
    ]
    head = " | ".join(HEAD)
    return "\n".join([f"| {head} |", "| --- | ---: | ---: | ---: | ---: |", *map(_line, rows)])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
