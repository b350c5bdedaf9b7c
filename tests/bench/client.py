"""Asks, as a closed loop of a few threads that keep their connection; runs in its own process.

Reads a plan as JSON on its standard input, writes what it saw as JSON on its standard output.
Loopback only: the plan names a port, never a host.
"""

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TIMEOUT_SECONDS = 30


@dataclass(frozen=True)
class Ask:
    """One request."""

    path: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None


@dataclass(frozen=True)
class Seen:
    """What came back: seconds in all and for each, bytes of bodies, how many of each status."""

    seconds: float
    times: list[float]
    size: int
    statuses: dict[str, int]


def ask_all(port: int, asks: Sequence[Ask], threads: int) -> Seen:
    """Have another process ask, so that its work is nobody else's."""
    plan = {"port": port, "threads": threads, "asks": [vars(ask) for ask in asks]}
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.client"],
        input=json.dumps(plan),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    return Seen(**json.loads(done.stdout))


def with_tag(ask: Ask, tag: str) -> Ask:
    """The same request from who has the answer already."""
    return replace(ask, headers=ask.headers | {"If-None-Match": tag})


def main() -> None:
    """The other process."""
    plan = json.load(sys.stdin)
    asks = [Ask(**ask) for ask in plan["asks"]]
    shares = [asks[i :: plan["threads"]] for i in range(plan["threads"])]
    results: list[tuple[float, int, int]] = []
    workers = [threading.Thread(target=_work, args=(plan["port"], s, results)) for s in shares]
    began = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    json.dump(_seen(time.perf_counter() - began, results), sys.stdout)


def _work(port: int, asks: Sequence[Ask], results: list[tuple[float, int, int]]) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
    for ask in asks:
        began = time.perf_counter()
        connection.request(ask.method, ask.path, ask.body, ask.headers)
        answer = connection.getresponse()
        size = len(answer.read())
        results.append((time.perf_counter() - began, size, answer.status))
    connection.close()


def _seen(seconds: float, results: list[tuple[float, int, int]]) -> dict[str, Any]:
    return {
        "seconds": seconds,
        "times": [taken for taken, _size, _status in results],
        "size": sum(size for _taken, size, _status in results),
        "statuses": Counter(str(status) for _taken, _size, status in results),
    }


if __name__ == "__main__":
    main()
