"""Pictures as phones and as people of bad faith send them, drawn here."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

LILLE = (50.6292, 3.0573)


def drawn(width: int = 400, height: int = 300, mode: str = "RGB") -> Image.Image:
    """A red corner at the top left of a green field, so that one sees which way is up."""
    picture = Image.new("RGB", (width, height), (40, 120, 60))
    ImageDraw.Draw(picture).rectangle((0, 0, width // 3, height // 3), fill=(200, 30, 30))
    return picture.convert(mode)


def photo(kind: str = "JPEG", **options: object) -> bytes:
    """A picture as a file of this kind."""
    out = BytesIO()
    drawn().save(out, kind, **options)
    return out.getvalue()


def telling_photo(orientation: int = 1) -> bytes:
    """A JPEG that says where, when and with what it was taken, in every way it can."""
    picture = drawn()
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x013B] = "Maker", orientation, "Zohra B."
    exif[0x9003] = "2026:11:20 12:00:00"
    places = {1: "N", 2: (50.0, 37.0, 45.1), 3: "E", 4: (3.0, 3.0, 26.3)}
    exif.get_ifd(0x8825).update(places)
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif, xmp=b"<x:xmpmeta>Zohra B.</x:xmpmeta>", comment="Zohra B.")
    return out.getvalue()


def huge_png(side: int = 50_000) -> bytes:
    """A few kilobytes that say they are a picture of so many pixels a side."""
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    squeezed = zlib.compressobj(9)
    line = b"\0" * (side + 1)
    body = b"".join(squeezed.compress(line) for _ in range(min(side, 400))) + squeezed.flush()
    chunks = _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def animated(kind: str) -> bytes:
    """Two pictures, one after the other."""
    out = BytesIO()
    drawn().save(out, kind, save_all=True, append_images=[Image.new("RGB", (400, 300))])
    return out.getvalue()


def laid(content: bytes, folder: Path) -> Path:
    """The bytes as a file, without a name that helps."""
    path = folder / "received"
    path.write_bytes(content)
    return path


def read_back(content: bytes) -> Image.Image:
    """What was kept, as a browser would open it."""
    return Image.open(BytesIO(content))


def colour_at(picture: Image.Image, where: tuple[int, int]) -> tuple[int, int, int]:
    """Red, green and blue there."""
    red, green, blue = picture.convert("RGB").crop((*where, where[0] + 1, where[1] + 1)).tobytes()
    return red, green, blue


def _chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check
