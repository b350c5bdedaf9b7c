"""A picture that was sent: drawn anew and kept as files, before any row names it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from beffroi.contributions.problems import invalid
from beffroi.core import db, files, pictures


@dataclass(frozen=True)
class Received:
    """Files that no row names yet; the nightly sweep takes those that none ever names."""

    file_stem: str
    digest: str
    width: int
    height: int


def receive_photo(source: Path) -> Received:
    """Draw it anew and keep its sizes; Invalid says what is wrong with it.

    It takes a second or more: whatever was read so far is let go of, and nothing is locked.
    """
    db.let_go()
    try:
        drawn = pictures.drawn_anew(source)
    except pictures.Unreadable as unreadable:
        invalid(photo=pictures.FAULTS[unreadable.fault])
        raise
    key = files.new_key()
    for side, content in drawn.sizes.items():
        files.store().put(size_key(key, side), content)
    digest = hashlib.sha256(drawn.sizes[max(drawn.sizes)]).hexdigest()
    return Received(key, digest, drawn.width, drawn.height)


def size_key(file_stem: str, side: int) -> str:
    """The key of one size of a picture."""
    return f"{file_stem}-{side}"


def size_keys(file_stem: str) -> list[str]:
    """The keys of all its sizes."""
    return [size_key(file_stem, side) for side in pictures.SIDES]
