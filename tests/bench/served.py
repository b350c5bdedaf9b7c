"""Starts the application, or the floor, on gunicorn as production does."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from tests.bench.usage import Tree
from tests.support.services import free_port, stop

ROOT = Path(__file__).parents[2]
START_SECONDS = 60
SECRET = "a secret of the bench, long enough to be taken"
WORKERS = ("--worker-class", "gthread", "--workers", "2", "--threads", "4")
QUIET = ("--no-control-socket", "--log-level", "warning")


@dataclass(frozen=True)
class Server:
    """Where it listens, and its processes."""

    port: int
    tree: Tree


def production(url: str, data: Path) -> dict[str, str]:
    """The settings of production, without limits of rate: one client asks for everything here."""
    return {
        "BEFFROI_DATABASE_URL": url,
        "BEFFROI_DATA": str(data),
        "BEFFROI_SECRET_KEY": SECRET,
        "BEFFROI_RATE_LIMITS": "off",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "platform")]),
    }


@contextmanager
def served(target: str, ready: str, variables: Mapping[str, str]) -> Iterator[Server]:
    """Serve `module:app`; it is ready once the path answers."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        *WORKERS,
        *QUIET,
        "--bind",
        f"127.0.0.1:{port}",
        target,
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | variables, stdout=DEVNULL)
    try:
        _await(process, f"http://127.0.0.1:{port}{ready}")
        yield Server(port, Tree(psutil.Process(process.pid)))
    finally:
        stop(process)


def _await(process: subprocess.Popen[bytes], url: str) -> None:
    limit = time.monotonic() + START_SECONDS
    while not _answers(url):
        if process.poll() is not None or time.monotonic() > limit:
            raise RuntimeError(f"the server did not start: {url}")
        time.sleep(0.1)


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
