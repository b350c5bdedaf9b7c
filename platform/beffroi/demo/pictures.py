"""Pictures of the demo, drawn here in brick and slate: no file to carry, nobody’s rights."""

import hashlib
import uuid
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

from beffroi.contributions.services.photos import album
from beffroi.contributions.services.photos.receiving import Received, size_key
from beffroi.core import files, pictures

WIDE, HIGH, GROUND = 480, 360, 270
SKY, EARTH, BRICK, ROOF = "#CFE0EC", "#B9AE9D", "#9C4A3C", "#4A4F55"
DARK, PALE, LEAF, WOOD = "#23415A", "#FBF8F3", "#3F7D57", "#8A6A3F"
Pen = ImageDraw.ImageDraw


def hang(idea_id: uuid.UUID, scene: str, alternative: str) -> None:
    """Lay the picture of this scene with an idea, in the three sizes of those that are sent."""
    picture, key = drawn(scene), files.new_key()
    for side in sorted(pictures.SIDES, reverse=True):
        picture.thumbnail((side, side))
        out = BytesIO()
        picture.save(out, "WEBP", quality=70, method=2)
        files.store().put(size_key(key, side), out.getvalue())
    digest = hashlib.sha256(scene.encode()).hexdigest()
    album.put(Received(key, digest, WIDE, HIGH), alternative, idea_id=idea_id)


def drawn(scene: str) -> Image.Image:
    """A street, and in front of it what the idea is about."""
    picture = Image.new("RGB", (WIDE, HIGH), SKY)
    pen = ImageDraw.Draw(picture)
    for number in range(4):
        _house(pen, 40 + 110 * number, 60 + 20 * (number % 2))
    pen.rectangle((0, GROUND, WIDE, HIGH), fill=EARTH)
    SCENES[scene](pen)
    return picture


def _house(pen: Pen, left: int, top: int) -> None:
    right = left + 100
    pen.rectangle((left, top + 50, right, GROUND), fill=BRICK)
    pen.polygon([(left - 6, top + 50), (left + 50, top), (right + 6, top + 50)], fill=ROOF)
    for x in (left + 16, left + 62):
        pen.rectangle((x, top + 68, x + 22, top + 98), fill=PALE)
    pen.rectangle((left + 38, GROUND - 56, left + 62, GROUND), fill=DARK)


def _bus_stop(pen: Pen) -> None:
    pen.rectangle((116, 170, 124, 330), fill=DARK)
    pen.ellipse((88, 130, 152, 194), fill=PALE, outline=DARK, width=6)
    pen.rounded_rectangle((102, 150, 138, 174), 5, fill=DARK)
    for x, tall, coat in ((230, 110, LEAF), (290, 84, WOOD), (352, 104, DARK)):
        pen.rounded_rectangle((x - 18, 330 - tall + 30, x + 18, 330), 14, fill=coat)
        pen.ellipse((x - 13, 330 - tall, x + 13, 330 - tall + 26), fill="#E3B28F")


def _dark_path(pen: Pen) -> None:
    pen.rectangle((0, 0, WIDE, HIGH), fill="#1B2733")
    pen.polygon([(170, HIGH), (310, HIGH), (250, 170), (230, 170)], fill="#39434D")
    for x in (60, 380):
        pen.rectangle((x, 150, x + 8, HIGH), fill="#0E151C")
        pen.ellipse((x - 14, 124, x + 22, 160), fill="#0E151C")
    pen.ellipse((226, 148, 254, 176), fill="#F6D58A")


def _playground(pen: Pen) -> None:
    pen.ellipse((380, 20, 450, 90), fill="#F2B84B")
    pen.line([(90, 330), (130, 220), (170, 330)], fill=DARK, width=8)
    pen.line([(290, 330), (330, 220), (370, 330)], fill=DARK, width=8)
    pen.line((130, 222, 330, 222), fill=DARK, width=8)
    for x in (190, 250):
        pen.line((x, 224, x, 300), fill=ROOF, width=3)
        pen.rectangle((x - 16, 298, x + 16, 306), fill=BRICK)


def _book_box(pen: Pen) -> None:
    pen.rectangle((226, 250, 254, 345), fill=WOOD)
    pen.polygon([(140, 170), (240, 120), (340, 170)], fill=ROOF)
    pen.rectangle((155, 170, 325, 262), fill=WOOD)
    pen.rectangle((167, 182, 313, 250), fill=PALE)
    for number, colour in enumerate((BRICK, DARK, LEAF, "#D9A441", BRICK, DARK, LEAF)):
        left, top = 174 + 19 * number, 192 + number % 3 * 5
        pen.rectangle((left, top, left + 14, 250), fill=colour)


def _crossing(pen: Pen) -> None:
    pen.rectangle((0, GROUND, WIDE, HIGH), fill=ROOF)
    for number in range(6):
        left = 60 + 62 * number
        pen.polygon([(left, 350), (left + 34, 350), (left + 40, 285), (left + 10, 285)], fill=PALE)
    pen.rectangle((404, 150, 410, 285), fill=DARK)
    pen.polygon([(372, 160), (442, 160), (407, 100)], fill=PALE, outline=BRICK, width=6)


SCENES: dict[str, Callable[[Pen], None]] = {
    "bus-stop": _bus_stop,
    "dark-path": _dark_path,
    "playground": _playground,
    "book-box": _book_box,
    "crossing": _crossing,
}
