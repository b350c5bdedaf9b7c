"""PNG of few colours: a page has some hundreds, a palette of 256 makes it three times lighter."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

Colour = tuple[int, ...]

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {2: 3, 6: 4}  # colour type of the header: RGB, RGB and transparency
PALETTE = 256


def lighter(picture: bytes) -> bytes:
    """The same picture, in the colours it has most; the others become their nearest."""
    width, height, channels, lines = _read(picture)
    pixels = [_pixels(line, channels) for line in lines]
    counts = Counter(colour for line in pixels for colour in line)
    palette = [colour for colour, _ in counts.most_common(PALETTE)]
    index = {colour: _nearest(colour, palette) for colour in counts}
    rows = b"".join(b"\0" + bytes(index[colour] for colour in line) for line in pixels)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    return SIGNATURE + b"".join(
        (
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", b"".join(bytes(colour) for colour in palette)),
            _chunk(b"IDAT", zlib.compress(rows, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _read(picture: bytes) -> tuple[int, int, int, list[bytes]]:
    """Width, height, channels and lines of a PNG of 8 bits, not interlaced."""
    chunks = list(_chunks(picture))
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if depth != 8 or kind not in CHANNELS or interlaced:
        raise ValueError("not a picture as a browser takes them")
    packed = zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    channels = CHANNELS[kind]
    return width, height, channels, _unfiltered(packed, width * channels, channels)


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(SIGNATURE)
    while place < len(picture):
        (length,) = struct.unpack_from(">I", picture, place)
        yield picture[place + 4 : place + 8], picture[place + 8 : place + 8 + length]
        place += length + 12


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _unfiltered(packed: bytes, size: int, step: int) -> list[bytes]:
    """The lines as they are: each was written as its difference from its neighbours."""
    above, lines = bytearray(size), []
    for start in range(0, len(packed), size + 1):
        line = bytearray(packed[start + 1 : start + 1 + size])
        _restore(packed[start], line, above, step)
        lines.append(bytes(line))
        above = line
    return lines


def _restore(method: int, line: bytearray, above: bytearray, step: int) -> None:
    """In place; `method` is one of the five of the PNG specification."""
    if method == 0:
        return
    for i, value in enumerate(line):
        left, corner = (line[i - step], above[i - step]) if i >= step else (0, 0)
        guess = (0, left, above[i], (left + above[i]) // 2, _paeth(left, above[i], corner))[method]
        line[i] = (value + guess) & 255


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda one: abs(guess - one))


def _pixels(line: bytes, channels: int) -> list[Colour]:
    bands = [line[band::channels] for band in range(3)]
    return list(zip(*bands, strict=True))


def _nearest(colour: Colour, palette: list[Colour]) -> int:
    def distance(place: int) -> int:
        return sum((a - b) ** 2 for a, b in zip(colour, palette[place], strict=True))

    return min(range(len(palette)), key=distance)
