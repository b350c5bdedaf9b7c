"""MP4 and M4A, as iPhones and newer browsers record them: what is not sound is blanked in place.

Nothing moves, so that what points into the file still does: ISO/IEC 14496-12.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from beffroi.core.recordings.sound import Sound, Unplayable

FOLDERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf", b"mvex", b"moof", b"traf"}
AT_THE_TOP = {b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"sidx", b"mfra"}
BLANKED = {b"udta", b"meta", b"uuid", b"free", b"skip", b"wide", b"iods", b"pdin", b"emsg", b"prft"}
DATED = {b"mvhd", b"tkhd", b"mdhd"}
CODECS = {b"mp4a", b"Opus"}
DEEPEST = 8


@dataclass
class _Seen:
    """What was met on the way."""

    tracks: list[bytes] = field(default_factory=list)
    codecs: list[bytes] = field(default_factory=list)
    ticks_a_second: int = 0
    whole: int = 0
    usual: int = 0
    pieces: int = 0


@dataclass(frozen=True)
class _Box:
    name: bytes
    start: int
    body: int
    end: int


def bare(content: bytes) -> Sound:
    """The same, without titles, places, dates and pictures."""
    data, seen = bytearray(content), _Seen()
    for box in _boxes(data, 0, len(data)):
        if box.name in AT_THE_TOP:
            _walk(data, box, seen, 0)
        else:
            _blank(data, box)
    if seen.tracks != [b"soun"] or not seen.codecs or set(seen.codecs) - CODECS:
        raise Unplayable("not_sound")
    ticks = max(seen.whole, seen.pieces)
    return Sound(bytes(data), "audio/mp4", ticks / seen.ticks_a_second)


def _boxes(data: bytearray, at: int, end: int) -> Iterator[_Box]:
    while at + 8 <= end:
        size, name = struct.unpack_from(">I4s", data, at)
        body = at + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, body)
            body += 8
        stop = end if size == 0 else at + size
        if stop < body or stop > end:
            raise Unplayable("broken")
        yield _Box(name, at, body, stop)
        at = stop
    if at != end:
        raise Unplayable("broken")


def _walk(data: bytearray, box: _Box, seen: _Seen, depth: int) -> None:
    if depth > DEEPEST:
        raise Unplayable("broken")
    if box.name in FOLDERS:
        for inner in _boxes(data, box.body, box.end):
            if inner.name in BLANKED:
                _blank(data, inner)
            else:
                _walk(data, inner, seen, depth + 1)
    elif box.name in _READ:
        _READ[box.name](data, box, seen)


def _blank(data: bytearray, box: _Box) -> None:
    data[box.start + 4 : box.start + 8] = b"free"
    data[box.body : box.end] = bytes(box.end - box.body)


def _undate(data: bytearray, box: _Box, seen: _Seen) -> None:
    """When it was made and changed; how long it lasts stands after."""
    wide = data[box.body] == 1
    data[box.body + 4 : box.body + (20 if wide else 12)] = bytes(16 if wide else 8)
    if box.name == b"mdhd":
        read, at = (">IQ", box.body + 20) if wide else (">II", box.body + 12)
        seen.ticks_a_second, seen.whole = struct.unpack_from(read, data, at)


def _handler(data: bytearray, box: _Box, seen: _Seen) -> None:
    """What a track is, without what its maker called it."""
    seen.tracks.append(bytes(data[box.body + 8 : box.body + 12]))
    data[box.body + 24 : box.end] = bytes(max(0, box.end - box.body - 24))


def _codecs(data: bytearray, box: _Box, seen: _Seen) -> None:
    seen.codecs += [inner.name for inner in _boxes(data, box.body + 8, box.end)]


def _usual(data: bytearray, box: _Box, seen: _Seen) -> None:
    """How long a sample lasts where its piece does not say."""
    (seen.usual,) = struct.unpack_from(">I", data, box.body + 12)


def _piece(data: bytearray, box: _Box, seen: _Seen) -> None:
    (flags,) = struct.unpack_from(">I", data, box.body)
    at = box.body + 8 + (8 if flags & 0x1 else 0) + (4 if flags & 0x2 else 0)
    if flags & 0x8:
        (seen.usual,) = struct.unpack_from(">I", data, at)


def _samples(data: bytearray, box: _Box, seen: _Seen) -> None:
    flags, count = struct.unpack_from(">II", data, box.body)
    at = box.body + 8 + (4 if flags & 0x1 else 0) + (4 if flags & 0x4 else 0)
    each = 4 * sum(1 for bit in (0x100, 0x200, 0x400, 0x800) if flags & bit)
    if at + each * count > box.end:
        raise Unplayable("broken")
    if not flags & 0x100:
        seen.pieces += seen.usual * count
        return
    seen.pieces += sum(struct.unpack_from(">I", data, at + each * n)[0] for n in range(count))


_READ = {
    **dict.fromkeys(DATED, _undate),
    b"hdlr": _handler,
    b"stsd": _codecs,
    b"trex": _usual,
    b"tfhd": _piece,
    b"trun": _samples,
}
