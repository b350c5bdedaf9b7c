"""Recordings as telephones and as people of bad faith send them, made here."""

import struct
import wave
from io import BytesIO

OPUS_HEAD = b"OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00"
SECRET = b"Zohra, 50.62920 3.05730"


def element(number: int, body: bytes, *, unknown: bool = False) -> bytes:
    """A piece of WebM; a recorder writes those it has not ended without a size."""
    name = number.to_bytes((number.bit_length() + 7) // 8, "big")
    size = b"\x01" + b"\xff" * 7 if unknown else (len(body) | 1 << 56).to_bytes(8, "big")
    return name + size + body


def webm(seconds: float = 2.0, kind: int = 2, codec: bytes = b"A_OPUS", tracks: int = 1) -> bytes:
    """As Chrome records it: nothing says how long it is, and a title tells too much."""
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    info = element(0x2AD7B1, (1_000_000).to_bytes(3, "big")) + element(0x7BA9, SECRET)
    parts = element(0xD7, b"\1") + element(0x83, bytes([kind])) + element(0x86, codec)
    track = element(0xAE, parts + element(0x536E, SECRET) + element(0x63A2, OPUS_HEAD))
    clusters = b""
    for start in range(0, int(seconds * 1000), 500):
        blocks = [element(0xA3, b"\x81" + struct.pack(">h", at) + b"\x80voice") for at in (0, 480)]
        body = element(0xE7, start.to_bytes(4, "big")) + b"".join(blocks)
        clusters += element(0x1F43B675, body, unknown=True)
    tags = element(0x1254C367, element(0x7373, SECRET))
    body = element(0x1549A966, info) + element(0x1654AE6B, track * tracks) + clusters + tags
    return head + element(0x18538067, body, unknown=True)


def box(name: bytes, body: bytes) -> bytes:
    """A piece of MP4."""
    return struct.pack(">I4s", len(body) + 8, name) + body


def mp4(seconds: int = 2, handler: bytes = b"soun", codec: bytes = b"mp4a") -> bytes:
    """As an iPhone records it, with the place in its margins and the day in its heads."""
    moment = struct.pack(">II", 3_900_000_000, 3_900_000_000)
    head = bytes(4) + moment + struct.pack(">II", 1000, seconds * 1000) + bytes(4)
    kind = bytes(8) + handler + bytes(12) + SECRET + b"\0"
    samples = box(b"stsd", struct.pack(">II", 0, 1) + box(codec, bytes(28)))
    media = box(b"mdhd", head) + box(b"hdlr", kind) + box(b"minf", box(b"stbl", samples))
    track = box(b"trak", box(b"tkhd", bytes(4) + moment + bytes(72)) + box(b"mdia", media))
    margin = box(b"udta", box(b"\xa9xyz", SECRET) + box(b"meta", SECRET))
    moov = box(b"moov", box(b"mvhd", head + bytes(80)) + track + margin)
    return box(b"ftyp", b"M4A \0\0\0\0") + box(b"uuid", SECRET) + moov + box(b"mdat", b"voice" * 9)


def fragments(pieces: int, handler: bytes = b"soun") -> bytes:
    """As newer browsers record it: the head says nothing of the length."""
    usual = struct.pack(">IIIIII", 0, 1, 1, 500, 0, 0)
    start = mp4(0, handler).replace(b"moov", b"mOOv")
    whole = start.index(b"mOOv")
    (size,) = struct.unpack_from(">I", start, whole - 4)
    grown = start[whole + 4 : whole - 4 + size] + box(b"mvex", box(b"trex", usual))
    moov = box(b"moov", grown)
    run = box(b"trun", struct.pack(">II", 0, 1))
    said = box(b"trun", struct.pack(">IIII", 0x300, 1, 500, 9))
    one = box(b"moof", box(b"traf", box(b"tfhd", struct.pack(">II", 0, 1)) + run))
    two = box(b"moof", box(b"traf", box(b"tfhd", struct.pack(">III", 0x8, 1, 500)) + said))
    tail = start[whole - 4 + size :]
    return start[: whole - 4] + moov + (one + two) * pieces + tail


def ogg(seconds: float = 2.0, serials: tuple[int, ...] = (7,)) -> bytes:
    """As Firefox records it, with a comment."""
    told = b"OpusTags" + struct.pack("<I", 4) + b"test" + struct.pack("<I", 1)
    told += struct.pack("<I", len(SECRET) + 8) + b"LOCATION"[:7] + b"=" + SECRET
    out = b""
    for serial in serials:
        out += _page(serial, 0, OPUS_HEAD, 2, 0) + _page(serial, 1, told, 0, 0)
        out += _page(serial, 2, b"\xfc" + bytes(60), 4, int(seconds * 48_000) + 312)
    return out


def wav(seconds: float = 2.0) -> bytes:
    """Plain samples, with a note at the end."""
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\x80" * int(8000 * seconds))
    note = b"LIST" + struct.pack("<I", len(SECRET) + 13) + b"INFOICMT" + bytes(1) + SECRET
    return out.getvalue() + note


def mp3(seconds: float = 2.0) -> bytes:
    """Silent frames of 26 ms between two kinds of tags."""
    frame = b"\xff\xfb\x90\xc4" + bytes(413)
    title = b"TIT2" + struct.pack(">IH", len(SECRET) + 1, 0) + b"\0" + SECRET
    head = b"ID3\x03\0\0" + bytes([0, 0, len(title) >> 7, len(title) & 127]) + title
    old = (b"TAG" + SECRET).ljust(128, b"\0")
    return head + frame * int(seconds / 0.02612) + old


def _page(serial: int, number: int, body: bytes, flags: int, granule: int) -> bytes:
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, granule, serial, number, 0, 1)
    return head + bytes([len(body)]) + body
