"""A recording that was sent: measured, made bare and kept, before any row names it."""

from dataclasses import dataclass
from math import ceil
from pathlib import Path

from beffroi.contributions.problems import invalid
from beffroi.core import db, files, recordings


@dataclass(frozen=True)
class ReceivedVoice:
    """A file that no row names yet; the nightly sweep takes it if none ever does."""

    file_stem: str
    kind: str
    seconds: int


def receive_voice(source: Path) -> ReceivedVoice:
    """Keep the sound and nothing else; Invalid says what is wrong with it."""
    db.let_go()
    try:
        sound = recordings.bare(source.read_bytes())
    except recordings.Unplayable as unplayable:
        invalid(voice=recordings.FAULTS[unplayable.fault])
        raise
    stem = files.new_key()
    files.store().put(stem, sound.content)
    return ReceivedVoice(stem, sound.kind, ceil(sound.seconds))
