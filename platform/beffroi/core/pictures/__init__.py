"""Pictures made anew: upright, in three sizes, with nothing of what the camera wrote beside them.

It is done at once, in a process of its own bounded in time and memory (`drawing.py`): a phone's
picture takes less than a second, and the person sees at once what was kept. A worker would add a
state to every page for what is over before they look.
"""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from beffroi.core.i18n import LazyString, lazy
from beffroi.core.problems import Unavailable
from beffroi.paths import PACKAGE

SIDES = (320, 800, 1600)  # px of the longer side
KIND = "image/webp"
LARGEST = 8 * 1024 * 1024
_DRAWING = PACKAGE / "core" / "pictures" / "drawing.py"
_SECONDS = 25  # by the clock on the wall; the process itself has 15 of the processor
_ENVIRONMENT = {
    name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ
}
_AT_ONCE = threading.BoundedSemaphore(2)
_PATIENCE = 20

FAULTS: dict[str, LazyString] = {
    "unknown": lazy("Ce fichier n’est pas une photo que nous savons lire : JPEG, PNG ou WebP."),
    "heic": lazy(
        "Cette photo est au format HEIC, que nous ne savons pas lire. Sur l’iPhone : Réglages, "
        "Appareil photo, Formats, « Le plus compatible ». Ou envoyez-en une capture d’écran."
    ),
    "animated": lazy("Cette image bouge. Choisissez une image fixe."),
    "too_many_pixels": lazy("Cette image est trop grande : réduisez-la, puis recommencez."),
    "broken": lazy("Cette photo n’est pas arrivée entière ou est abîmée. Essayez de la renvoyer."),
    "too_slow": lazy(
        "Cette image demande trop de travail pour être relue. Choisissez-en une autre."
    ),
}


class Unreadable(Exception):
    """Not a picture that can be shown; `fault` is a key of FAULTS."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class Drawn:
    """A picture in its sizes, by the longer side; width and height are those of the largest."""

    width: int
    height: int
    sizes: dict[int, bytes]


def drawn_anew(source: Path) -> Drawn:
    """The picture in this file, drawn anew; Unreadable, or Unavailable when too many wait."""
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        raise Unavailable(headers={"Retry-After": "30"})
    try:
        with TemporaryDirectory(prefix="beffroi-") as folder:
            return _drawn(source, Path(folder))
    finally:
        _AT_ONCE.release()


def fitted(width: int, height: int, side: int) -> tuple[int, int]:
    """The width and height of a size, as the drawing rounds them; never larger than what came."""
    longer = max(width, height)
    if longer <= side:
        return width, height
    return max(1, round(width * side / longer)), max(1, round(height * side / longer))


def _drawn(source: Path, folder: Path) -> Drawn:
    command = [sys.executable, "-I", "-B", str(_DRAWING), str(source), str(folder)]
    try:
        done = subprocess.run(  # noqa: S603 (our own program, on paths of our own)
            command,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            cwd=folder,
            env=_ENVIRONMENT,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable("too_slow") from None
    if done.returncode != 0:  # killed by one of its bounds, or by the picture
        raise Unreadable("too_slow" if done.returncode < 0 else "broken")
    made = json.loads(done.stdout)
    if "fault" in made:
        raise Unreadable(made["fault"])
    sizes = {side: (folder / str(side)).read_bytes() for side in SIDES}
    return Drawn(made["width"], made["height"], sizes)
