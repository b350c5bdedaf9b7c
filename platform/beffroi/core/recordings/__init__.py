"""Voices as they are kept: of one kind of sound, two minutes at most, without what is not sound.

A telephone's recording is not made anew (that would take a codec of our own): its container is read
and written back without titles, places, dates and pictures. What holds anything but one voice is
refused.
"""

from beffroi.core.i18n import LazyString, lazy
from beffroi.core.recordings import mp4, tagged, webm
from beffroi.core.recordings.sound import Sound, Unplayable

__all__ = ["FAULTS", "KINDS", "LARGEST", "LONGEST", "Sound", "Unplayable", "bare"]

LARGEST = 4 * 1024 * 1024
LONGEST = 120  # seconds
ROUNDING = 2.0  # what a recorder that stops at two minutes may write beyond them
SHORTEST = 0.3
KINDS = ("audio/webm", "audio/ogg", "audio/mp4", "audio/mpeg", "audio/wav")

FAULTS: dict[str, LazyString] = {
    "unknown": lazy("Ce fichier n’est pas un enregistrement que nous savons lire."),
    "broken": lazy("Cet enregistrement n’est pas arrivé entier ou est abîmé. Recommencez-le."),
    "not_sound": lazy("Ce fichier contient autre chose que du son. Envoyez seulement la voix."),
    "too_long": lazy("Cet enregistrement dure plus de deux minutes. Dites l’essentiel."),
    "too_short": lazy("Cet enregistrement est vide. Recommencez-le."),
}


def bare(content: bytes) -> Sound:
    """The sound and nothing else; Unplayable with a key of FAULTS."""
    try:
        sound = _read(content)
    except Unplayable:
        raise
    except Exception:  # whatever these bytes made a reader do, they are not a recording
        raise Unplayable("broken") from None
    if sound.seconds > LONGEST + ROUNDING:
        raise Unplayable("too_long")
    if sound.seconds < SHORTEST:
        raise Unplayable("too_short")
    return sound


def _read(content: bytes) -> Sound:
    if content.startswith(webm.MAGIC):
        return webm.bare(content)
    if content[4:8] == b"ftyp":
        return mp4.bare(content)
    if content.startswith(b"OggS"):
        return tagged.bare_ogg(content)
    if content.startswith(b"RIFF") and content[8:12] == b"WAVE":
        return tagged.bare_wav(content)
    if content.startswith(b"ID3") or (content[:1] == b"\xff" and content[1:2] >= b"\xe0"):
        return tagged.bare_mp3(content)
    raise Unplayable("unknown")
