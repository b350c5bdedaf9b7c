"""Reads one picture and writes it anew in three sizes. Run alone, as a process with bounds.

It imports nothing of Beffroi: a picture made to break its reader breaks this process only.
Usage: drawing.py SOURCE FOLDER; says on one line of JSON what it made, or why it did not.
"""

import json
import os
import resource
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MEMORY = 1024 * 1024 * 1024  # of addresses, of which Python and its libraries take a fifth
SECONDS = 15  # of the processor
LARGEST_FILE = 4 * 1024 * 1024
SIDES = (320, 800, 1600)
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = {"JPEG": 64_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
HEIF = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
QUALITIES = (76, 64, 52, 40, 28)
LIGHT = 15_000  # bytes of the 320 px one, which every reader loads


class Refused(Exception):
    """Why this is not taken, as a code."""


def told(source: Path, folder: Path) -> dict[str, object]:
    """What was made, or the code of why not; a reader that stumbles means a broken picture."""
    try:
        width, height = drawn(source, folder)
    except Refused as refused:
        return {"fault": str(refused)}
    except MemoryError:
        return {"fault": "too_many_pixels"}
    except Exception:  # whatever a picture made its reader do, it is not one we can show
        return {"fault": "broken"}
    return {"width": width, "height": height}


def bound() -> None:
    """Memory, time and the size of what is written; others on the machine come first."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)


def drawn(source: Path, folder: Path) -> tuple[int, int]:
    """Write each size into the folder; the width and height of the largest."""
    with opened(source) as picture:
        check(picture)
        picture.draft("RGB", (2 * SIDES[-1], 2 * SIDES[-1]))  # a JPEG need not be decoded whole
        picture.thumbnail((SIDES[-1], SIDES[-1]), Image.Resampling.LANCZOS, reducing_gap=2.0)
        upright = plain(ImageOps.exif_transpose(picture))
    largest = upright.size
    for side in reversed(SIDES):
        upright.thumbnail((side, side), Image.Resampling.LANCZOS)
        light = LIGHT if side == SIDES[0] else LARGEST_FILE
        (folder / str(side)).write_bytes(encoded(upright, light))
    return largest


def opened(source: Path) -> Image.Image:
    """The picture, its head read and nothing decoded yet."""
    with source.open("rb") as file:
        head = file.read(12)
    if head[4:8] == b"ftyp" and head[8:12] in HEIF:
        raise Refused("heic")
    Image.MAX_IMAGE_PIXELS = None  # our own limits are by format, and lower
    try:
        return Image.open(source, formats=FORMATS)
    except UnidentifiedImageError:
        raise Refused("unknown") from None


def check(picture: Image.Image) -> None:
    """Refuse what moves, and what would be too much to decode."""
    kind = "JPEG" if picture.format == "MPO" else str(picture.format)  # MPO: several JPEG in one
    if getattr(picture, "is_animated", False) and kind != "JPEG":
        raise Refused("animated")
    if picture.width * picture.height > MOST_PIXELS[kind]:
        raise Refused("too_many_pixels")


def plain(picture: Image.Image) -> Image.Image:
    """In the common colours, on white where the page could be seen through it."""
    profile = picture.info.get("icc_profile")
    if not picture.has_transparency_data:
        return as_srgb(picture, profile)
    seen_through = picture.convert("RGBA")
    colours = as_srgb(seen_through.convert("RGB"), profile)
    page = Image.new("RGB", picture.size, "white")
    page.paste(colours, mask=seen_through.getchannel("A"))
    return page


def as_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """As sRGB, by the profile it came with if that can be read; the profile itself goes."""
    if profile and picture.mode in {"RGB", "CMYK"}:
        try:
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            ours = ImageCms.createProfile("sRGB")
            made = ImageCms.profileToProfile(picture, given, ours, outputMode="RGB")
            return made or picture
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return picture.convert("RGB")


def encoded(picture: Image.Image, light: int) -> bytes:
    """As WebP with nothing beside its pixels, at the first quality that is light enough."""
    bare = Image.new("RGB", picture.size)  # carries nothing that the other was opened with
    bare.paste(picture)
    for quality in QUALITIES:
        out = BytesIO()
        bare.save(out, "WEBP", quality=quality, method=4)
        if out.tell() <= light:
            break
    return out.getvalue()


if __name__ == "__main__":
    bound()
    sys.stdout.write(json.dumps(told(Path(sys.argv[1]), Path(sys.argv[2]))))
