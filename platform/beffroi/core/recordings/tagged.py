"""Ogg, MP3 and WAV: their titles taken off by mutagen, or written anew with their samples only."""

import struct
import wave
from io import BytesIO
from typing import Any

from mutagen import apev2, id3
from mutagen.mp3 import MP3
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis

from beffroi.core.recordings.sound import Sound, Unplayable


def bare_ogg(content: bytes) -> Sound:
    """One stream of Opus or Vorbis."""
    if len(_streams(content)) != 1:
        raise Unplayable("not_sound")
    reader = OggOpus if b"OpusHead" in content[:64] else OggVorbis
    file = BytesIO(content)
    info: Any = reader(file).info
    file.seek(0)
    reader(file).delete(file)
    return Sound(file.getvalue(), "audio/ogg", info.length)


def bare_mp3(content: bytes) -> Sound:
    """Without its tags at either end."""
    file = BytesIO(content)
    for drop in (id3.delete, apev2.delete):
        file.seek(0)
        drop(file)
    file.seek(0)
    read: Any = MP3  # mutagen does not type it
    found = read(file).info
    if found.sketchy:
        raise Unplayable("unknown")
    return Sound(file.getvalue(), "audio/mpeg", found.length)


def bare_wav(content: bytes) -> Sound:
    """Plain samples, written anew."""
    out = BytesIO()
    with wave.open(BytesIO(content)) as given, wave.open(out, "wb") as made:
        made.setparams(given.getparams())
        made.writeframes(given.readframes(given.getnframes()))
        seconds = made.getnframes() / made.getframerate()
    return Sound(out.getvalue(), "audio/wav", seconds)


def _streams(content: bytes) -> set[int]:
    """The numbers of the streams, page after page (RFC 3533)."""
    found, at = set(), 0
    while at < len(content):
        mark, serial, segments = struct.unpack_from("<4s10xI8xB", content, at)
        if mark != b"OggS":
            raise Unplayable("broken")
        found.add(serial)
        sizes = content[at + 27 : at + 27 + segments]
        at += 27 + segments + sum(sizes)
    if at != len(content):
        raise Unplayable("broken")
    return found
