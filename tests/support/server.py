"""The real application as `beffroi run` serves it: pages, workers, relay, clock and demo."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from tests.support.services import free_port

ROOT = Path(__file__).parents[2]
START_SECONDS = 240  # the demo is lived anew, and the machine may be busy with other tests
STOP_SECONDS = 40
COMMAND = [sys.executable, "-c", "from beffroi.cli import main; main()", "run"]


@dataclass(frozen=True)
class Served:
    """Where it answers, and where it keeps its data."""

    url: str
    data: Path


@contextmanager
def serving(folder: Path, port: int = 0, **settings: str) -> Iterator[Served]:
    """A process of its own on a free port, stopped as Ctrl-C would; it must end well."""
    port, data = port or free_port(), folder / "data"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            COMMAND, env=_environment(port, data) | settings, cwd=folder, stdout=log, stderr=log
        )
    served = Served(f"http://127.0.0.1:{port}", data)
    try:
        _await(served, process, folder / "log")
        yield served
        process.terminate()
        assert process.wait(STOP_SECONDS) == 0, _last_words(folder / "log")
    finally:
        process.kill()
        process.wait()


def _environment(port: int, data: Path) -> dict[str, str]:
    """Nothing of the settings of whoever runs the tests; no limits, one address asks for all."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BEFFROI_")}
    return kept | {
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
        "BEFFROI_DATA": str(data),
        "BEFFROI_RATE_LIMITS": "off",
        "PORT": str(port),
    }


def _await(served: Served, process: subprocess.Popen[bytes], log: Path) -> None:
    limit = time.monotonic() + START_SECONDS
    while not _answers(f"{served.url}/sante"):
        if process.poll() is not None or time.monotonic() > limit:
            raise AssertionError(f"the application did not start: {_last_words(log)}")
        time.sleep(0.1)  # another process is starting, there is nothing to wait on


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, ConnectionError, TimeoutError):
        return False


def _last_words(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-20:])
