"""Runs every scenario in turn, several rounds, and keeps what each round used."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from statistics import median, quantiles

from tests.bench.client import Ask, Seen, ask_all, with_tag
from tests.bench.scenarios import Scenario
from tests.bench.served import Server
from tests.bench.usage import Tree

WARM_UP = 24


@dataclass(frozen=True)
class Effort:
    """How much is asked: requests of a scenario in a round, rounds, threads that ask."""

    requests: int = 400
    rounds: int = 3
    threads: int = 4


@dataclass
class Measured:
    """What a scenario used, round by round."""

    scenario: Scenario
    app_ms: list[float] = field(default_factory=list)
    base_ms: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    seconds: float = 0.0
    size: int = 0
    asked: int = 0
    statements: int = 0

    def add(self, seen: Seen, app_seconds: float, base_seconds: float) -> None:
        """One more round."""
        count = len(seen.times)
        self.app_ms.append(app_seconds * 1000 / count)
        self.base_ms.append(base_seconds * 1000 / count)
        self.times += seen.times
        self.seconds += seen.seconds
        self.size += seen.size
        self.asked += count

    @property
    def total_ms(self) -> list[float]:
        """Application and database together, round by round."""
        return [app + base for app, base in zip(self.app_ms, self.base_ms, strict=True)]

    @property
    def per_second(self) -> float:
        return self.asked / self.seconds

    def percentile(self, percent: int) -> float:
        """Milliseconds of wall time that so many requests in a hundred did not exceed."""
        return quantiles(self.times, n=100)[percent - 1] * 1000


def ratio(measured: Measured, floor: Measured) -> float:
    """The median of the rounds, each against the floor of its own round."""
    rounds = zip(measured.total_ms, floor.total_ms, strict=True)
    return median(ours / theirs for ours, theirs in rounds)


def measure(
    application: Server,
    floor: Server,
    base: Tree,
    wanted: Sequence[Scenario],
    effort: Effort,
) -> list[Measured]:
    """Every scenario once a round, so that all suffer alike from what else the machine does."""
    results = [Measured(scenario) for scenario in wanted]
    for measured in results:
        server = floor if measured.scenario.of_floor else application
        _ask(server, base, measured.scenario, Effort(WARM_UP, 1, effort.threads), 0)
    for turn in range(effort.rounds):
        for measured in results:
            server = floor if measured.scenario.of_floor else application
            first = WARM_UP + turn * effort.requests
            measured.add(*_ask(server, base, measured.scenario, effort, first))
    return results


def _ask(
    server: Server, base: Tree, scenario: Scenario, effort: Effort, first: int
) -> tuple[Seen, float, float]:
    asks = [scenario.make(n) for n in range(first, first + effort.requests * scenario.times)]
    if scenario.conditional:
        asks = [with_tag(ask, tag_of(server.port, asks[0])) for ask in asks]
    before = server.tree.seconds(), base.seconds()
    seen = ask_all(server.port, asks, effort.threads)
    app_seconds, base_seconds = server.tree.seconds() - before[0], base.seconds() - before[1]
    _require_expected(scenario, seen)
    return seen, app_seconds, base_seconds


def tag_of(port: int, ask: Ask) -> str:
    """The ETag of what is there now."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(ask.method, ask.path, headers=ask.headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.headers.get("ETag", "")


def _require_expected(scenario: Scenario, seen: Seen) -> None:
    """A figure for errors would be a figure for nothing."""
    fine = {"304"} if scenario.conditional else {"200", "201"}
    if set(seen.statuses) - fine:
        raise RuntimeError(f"{scenario.name}: answered {seen.statuses}")
