"""A hundred times more ideas: what readings cost then, and what handing all of them out holds."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection

from tests.bench.client import Ask, ask_all
from tests.bench.scenarios import UNSHARED, Scenario, readings
from tests.bench.seed import Seeded, Size
from tests.bench.served import Server

FEW = Size(ideas=1_000, comments=10_000, supports=10_000, people=5_000)
MANY = Size(ideas=100_000, comments=1_000_000, supports=500_000, people=50_000)
SLOWER = 2.0  # at most so many times the 95th percentile of the few
MOST_STATEMENTS = 5
EXPORTS = ("ideas.jsonl", "ideas.csv", "comments.jsonl")
WARM_UP = 24
PIECE = 1 << 16  # bytes
TICK = 0.02  # seconds between two looks at the memory


@dataclass
class Grown:
    """A reading among few and among many: seconds of each answer, statements among many."""

    name: str
    few: list[float] = field(default_factory=list)
    many: list[float] = field(default_factory=list)
    statements: int = 0


@dataclass(frozen=True)
class HandedOut:
    """A file: its lines, its bytes, how long, and how much more memory the servers held."""

    name: str
    lines: int
    size: int
    seconds: float
    grown_megabytes: float


def asked(seeded: Seeded, cursor: str) -> list[Scenario]:
    """The public lists and details, each made for its reader: nothing comes from the cache."""

    def one(path: str) -> Scenario:
        return Scenario(path, lambda _n: Ask(path, headers=UNSHARED))

    def comments(n: int) -> Ask:
        idea = seeded.ideas[n * 7919 % len(seeded.ideas)]
        return Ask(f"/api/v1/ideas/{idea}/comments", headers=UNSHARED)

    return [
        *readings(seeded, cursor),
        Scenario("API: comments of an idea", comments),
        one("/"),
        one(f"/appels/{seeded.call_slugs[0]}"),
        one(f"/quartiers/{seeded.places[0]}"),
    ]


def compare(
    servers: tuple[Server, Server],
    wanted: tuple[Sequence[Scenario], Sequence[Scenario]],
    requests: int,
    rounds: int,
) -> list[Grown]:
    """Each reading among few, then among many, round after round: both suffer alike."""
    results = [Grown(few.name) for few in wanted[0]]
    for turn in range(-1, rounds):
        for grown, few, many in zip(results, *wanted, strict=True):
            for scenario, server, times in zip(
                (few, many), servers, (grown.few, grown.many), strict=True
            ):
                times.extend(_times(server, scenario, turn, requests))
    return results


def _times(server: Server, scenario: Scenario, turn: int, requests: int) -> list[float]:
    """The first turn warms up and is not kept."""
    count = WARM_UP if turn < 0 else requests
    asks = [scenario.make(n) for n in range((turn + 1) * requests, (turn + 1) * requests + count)]
    seen = ask_all(server.port, asks, 2)
    if set(seen.statuses) != {"200"}:
        raise RuntimeError(f"{scenario.name}: answered {seen.statuses}")
    return [] if turn < 0 else seen.times


def hand_out(server: Server) -> list[HandedOut]:
    """Every export read to its end, with an eye on the memory of the workers."""
    return [_handed_out(server, name) for name in EXPORTS]


def _handed_out(server: Server, name: str) -> HandedOut:
    lines = size = 0

    def read() -> None:
        nonlocal lines, size
        connection = HTTPConnection("127.0.0.1", server.port, timeout=600)
        connection.request("GET", f"/api/v1/{name}")
        answer = connection.getresponse()
        while piece := answer.read(PIECE):
            lines += piece.count(b"\n")
            size += len(piece)
        connection.close()

    began, before = time.monotonic(), server.tree.megabytes()
    peak = _peak_while(read, server.tree.megabytes)
    return HandedOut(name, lines, size, time.monotonic() - began, peak - before)


def _peak_while(work: Callable[[], None], look: Callable[[], float]) -> float:
    """The highest value seen while the work is done."""
    working = threading.Thread(target=work)
    working.start()
    peak = look()
    while working.is_alive():
        working.join(TICK)
        peak = max(peak, look())
    return peak
