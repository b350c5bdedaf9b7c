"""WebM, as Chrome and Firefox record it: read element by element, written back with sound only.

Written for recordings of a few megabytes: RFC 8794 (EBML) and RFC 9559 (Matroska).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from beffroi.core.recordings.sound import Sound, Unplayable

MAGIC = b"\x1a\x45\xdf\xa3"
SEGMENT, INFO, TRACKS, CLUSTER = 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
TOP = {SEGMENT, INFO, TRACKS, CLUSTER, 0x114D9B74, 0x1C53BB6B, 0x1254C367, 0x1043A770, 0x1941A469}
TRACK, TRACK_TYPE, CODEC, SCALE, DURATION = 0xAE, 0x83, 0x86, 0x2AD7B1, 0x4489
TIMESTAMP, SIMPLE_BLOCK, GROUP, BLOCK = 0xE7, 0xA3, 0xA0, 0xA1
# Number, uid, type, codec and its settings, delay, roll, lacing, sampling: neither name nor tongue.
OF_TRACK = {0xD7, 0x73C5, TRACK_TYPE, CODEC, 0x63A2, 0x56AA, 0x56BB, 0x9C, 0xE1, 0x23E383}
OF_GROUP = {BLOCK, 0x9B, 0x75A2}
CODECS = {b"A_OPUS", b"A_VORBIS"}
SOUND = 2
UNKNOWN = b"\x01" + b"\xff" * 7
MILLISECOND = 1_000_000


@dataclass(frozen=True)
class Element:
    """A piece: its number and its body."""

    number: int
    body: bytes


def bare(content: bytes) -> Sound:
    """One track of sound and its blocks, with their length written down."""
    head, segment = _head_and_segment(content)
    parts = list(_children(segment))
    scale = _scale(parts)
    listed = [one for part in parts if part.number == TRACKS for one in _children(part.body)]
    tracks = [one for one in listed if one.number == TRACK]
    if len(tracks) != 1:
        raise Unplayable("not_sound")
    track = _track(tracks[0])
    clusters = [_cluster(part) for part in parts if part.number == CLUSTER]
    last = max((moment for _body, moment in clusters), default=0)
    info = _element(SCALE, scale.to_bytes(4, "big")) + _element(
        DURATION, struct.pack(">d", float(last))
    )
    info += _element(0x4D80, b"beffroi") + _element(0x5741, b"beffroi")
    body = _element(INFO, info) + _element(TRACKS, track) + b"".join(c for c, _last in clusters)
    written = _element(0x1A45DFA3, head) + _number(SEGMENT) + UNKNOWN + body
    return Sound(written, "audio/webm", last * scale / 1e9)


def _head_and_segment(content: bytes) -> tuple[bytes, bytes]:
    found = {one.number: one.body for one in _children(content)}
    if SEGMENT not in found or b"webm" not in found.get(0x1A45DFA3, b""):
        raise Unplayable("broken")
    names = {0x4286, 0x42F7, 0x42F2, 0x42F3, 0x4282, 0x4287, 0x4285}
    return _kept(found[0x1A45DFA3], names), found[SEGMENT]


def _scale(parts: list[Element]) -> int:
    """Nanoseconds of a tick; a millisecond unless it says otherwise."""
    infos = [one for part in parts if part.number == INFO for one in _children(part.body)]
    scale = next((int.from_bytes(i.body, "big") for i in infos if i.number == SCALE), MILLISECOND)
    if not 1 <= scale < 2**32:
        raise Unplayable("broken")
    return scale


def _track(track: Element) -> bytes:
    parts = {one.number: one.body for one in _children(track.body)}
    is_sound = int.from_bytes(parts.get(TRACK_TYPE, b""), "big") == SOUND
    if not is_sound or parts.get(CODEC, b"").rstrip(b"\0") not in CODECS:
        raise Unplayable("not_sound")
    return _element(TRACK, _kept(track.body, OF_TRACK))


def _cluster(cluster: Element) -> tuple[bytes, int]:
    """Its blocks, and the moment of the last one in ticks."""
    parts = list(_children(cluster.body))
    start = next((int.from_bytes(p.body, "big") for p in parts if p.number == TIMESTAMP), 0)
    kept, last = [_element(TIMESTAMP, start.to_bytes(8, "big"))], start
    for part in parts:
        block = part.body
        if part.number == GROUP:
            block = next((b.body for b in _children(part.body) if b.number == BLOCK), b"")
            kept.append(_element(GROUP, _kept(part.body, OF_GROUP)))
        elif part.number == SIMPLE_BLOCK:
            kept.append(_element(SIMPLE_BLOCK, block))
        else:
            continue
        last = max(last, start + _moment_of(block))
    return _element(CLUSTER, b"".join(kept)), last


def _moment_of(block: bytes) -> int:
    """The time of a block within its cluster, after the number of its track."""
    _track, at = _size(block, 0)
    moment: int = struct.unpack_from(">h", block, at)[0]
    return moment


def _kept(body: bytes, numbers: set[int]) -> bytes:
    parts = (one for one in _children(body) if one.number in numbers)
    return b"".join(_element(one.number, one.body) for one in parts)


def _children(body: bytes) -> Iterator[Element]:
    at = 0
    while at < len(body):
        number, start = _name(body, at)
        size, start = _size(body, start)
        end = start + size if size is not None else _end_of_unknown(number, body, start)
        if end > len(body):
            raise Unplayable("broken")
        yield Element(number, body[start:end])
        at = end


def _end_of_unknown(number: int, body: bytes, at: int) -> int:
    """A recorder does not know how long it will be: a cluster goes on to the next big piece."""
    if number == SEGMENT:
        return len(body)
    while at < len(body):
        inner, start = _name(body, at)
        if inner in TOP:
            return at
        size, start = _size(body, start)
        if size is None:
            raise Unplayable("broken")
        at = start + size
    return at


def _name(body: bytes, at: int) -> tuple[int, int]:
    length = 9 - body[at].bit_length()
    if length > 4 or at + length > len(body):
        raise Unplayable("broken")
    return int.from_bytes(body[at : at + length], "big"), at + length


def _size(body: bytes, at: int) -> tuple[int | None, int]:
    length = 9 - body[at].bit_length()
    if length > 8 or at + length > len(body):
        raise Unplayable("broken")
    value = int.from_bytes(body[at : at + length], "big") & ((1 << 7 * length) - 1)
    return (None if value == (1 << 7 * length) - 1 else value), at + length


def _element(number: int, body: bytes) -> bytes:
    size = (len(body) | 1 << 56).to_bytes(8, "big")
    return _number(number) + size + body


def _number(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")
