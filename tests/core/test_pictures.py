"""Pictures drawn anew: upright, light, bare of what the camera wrote; and what is refused."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from beffroi.core import pictures
from beffroi.core.pictures import Unreadable, drawn_anew, fitted
from beffroi.core.pictures.drawing import told
from tests.picture_factories import (
    animated,
    colour_at,
    drawn,
    huge_png,
    laid,
    photo,
    read_back,
    telling_photo,
)

HEADS = [b"", *(photo(kind)[:60] for kind in ("JPEG", "PNG", "WEBP"))]
SECRETS = (b"Zohra", b"Maker", b"2026:11:20", b"Exif", b"xmpmeta", b"ICCP", b"EXIF", b"XMP ")


def fault_of(content: bytes, folder: Path) -> str:
    with pytest.raises(Unreadable) as refused:
        drawn_anew(laid(content, folder))
    return refused.value.fault


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_comes_out_in_three_sizes_and_never_larger(kind: str, tmp_path: Path) -> None:
    made = drawn_anew(laid(photo(kind), tmp_path))
    assert (made.width, made.height) == (400, 300)
    assert {side: read_back(made.sizes[side]).size for side in pictures.SIDES} == {
        320: (320, 240), 800: (400, 300), 1600: (400, 300),
    }  # fmt: skip
    assert {read_back(content).format for content in made.sizes.values()} == {"WEBP"}


def test_nothing_of_what_the_camera_wrote_is_left(tmp_path: Path) -> None:
    sent = telling_photo()
    assert all(secret in sent for secret in (b"Zohra", b"Maker", b"Exif"))
    assert read_back(sent).getexif().get_ifd(0x8825)
    for content in drawn_anew(laid(sent, tmp_path)).sizes.values():
        kept = read_back(content)
        assert not kept.getexif()
        assert "xmp" not in kept.info
        assert "icc_profile" not in kept.info
        assert [secret for secret in SECRETS if secret in content] == []


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [(1, (0, 0)), (3, (1, 1)), (6, (1, 0)), (8, (0, 1))],
)
def test_a_picture_held_sideways_is_turned_upright(
    orientation: int, corner: tuple[int, int], tmp_path: Path
) -> None:
    made = drawn_anew(laid(telling_photo(orientation), tmp_path))
    kept = read_back(made.sizes[1600])
    assert kept.size == ((400, 300) if orientation in {1, 3} else (300, 400))
    at = (corner[0] * (kept.width - 21) + 10, corner[1] * (kept.height - 21) + 10)
    red, green, _blue = colour_at(kept, at)
    assert red > green


def test_the_smallest_size_is_light_even_of_a_busy_picture(tmp_path: Path) -> None:
    Image.effect_noise((2000, 1500), 90).convert("RGB").save(tmp_path / "received", "JPEG")
    made = drawn_anew(tmp_path / "received")
    assert len(made.sizes[320]) <= 15_000
    assert (made.width, made.height) == (1600, 1200)


def test_what_could_be_seen_through_is_laid_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(tmp_path / "received", "PNG")
    kept = read_back(drawn_anew(tmp_path / "received").sizes[320])
    assert min(colour_at(kept, (25, 25))) > 250


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_pictures_of_other_colours_become_common_ones(mode: str, tmp_path: Path) -> None:
    drawn(mode=mode).save(tmp_path / "received", "JPEG")
    kept = read_back(drawn_anew(tmp_path / "received").sizes[800])
    red, green, _blue = colour_at(kept, (200, 200))
    assert green >= red


def test_a_profile_of_colours_is_applied_and_dropped(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = drawn_anew(laid(photo(icc_profile=profile), tmp_path))
    assert "icc_profile" not in read_back(made.sizes[800]).info


def test_a_broken_profile_of_colours_does_no_harm(tmp_path: Path) -> None:
    assert drawn_anew(laid(photo(icc_profile=b"\0" * 200), tmp_path)).width == 400


@pytest.mark.parametrize(
    ("what", "content", "fault"),
    [
        ("nothing", b"", "unknown"),
        ("a text", b"Bonjour" * 100, "unknown"),
        ("an SVG", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "unknown"),
        ("a GIF", animated("GIF"), "unknown"),
        ("a PDF", b"%PDF-1.7\n" + b"x" * 500, "unknown"),
        ("a HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100, "heic"),
        ("a WebP that moves", animated("WEBP"), "animated"),
        ("a PNG that moves", animated("PNG"), "animated"),
        ("half a JPEG", photo()[:-1200], "broken"),
        ("half a PNG", photo("PNG")[:200], "broken"),
        ("2.5 billion pixels", huge_png(), "too_many_pixels"),
        ("25 million and one line", huge_png(5001), "too_many_pixels"),
    ],
)
def test_what_is_not_a_picture_to_show_is_refused(
    what: str, content: bytes, fault: str, tmp_path: Path
) -> None:
    assert fault_of(content, tmp_path) == fault
    assert fault in pictures.FAULTS


def test_what_hides_behind_a_picture_does_not_come_along(tmp_path: Path) -> None:
    sent = photo() + b"PK\x03\x04<script>alert(1)</script>"
    made = drawn_anew(laid(sent, tmp_path))
    assert all(b"script" not in content for content in made.sizes.values())


def test_a_picture_that_takes_too_long_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "_SECONDS", 0.01)
    assert fault_of(photo(), tmp_path) == "too_slow"


def test_the_reader_has_less_memory_than_a_bomb_wants(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bound itself, with our limit of pixels out of the way."""
    program = tmp_path / "drawing.py"
    source = pictures._DRAWING.read_text(encoding="utf-8").replace("25_000_000", "10**12")
    program.write_text(source, encoding="utf-8")
    monkeypatch.setattr(pictures, "_DRAWING", program)
    assert fault_of(huge_png(), tmp_path) in {"too_many_pixels", "broken", "too_slow"}


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=400), head=st.sampled_from(HEADS))
def test_whatever_bytes_come_the_reader_says_what_is_wrong(
    content: bytes, head: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    assert told(laid(head + content, folder), folder).get("fault") in pictures.FAULTS


@given(st.integers(1, 20_000), st.integers(1, 20_000), st.sampled_from(pictures.SIDES))
def test_a_size_keeps_its_proportions_and_its_limit(width: int, height: int, side: int) -> None:
    small = fitted(width, height, side)
    assert max(small) == min(side, max(width, height))
    assert min(small) >= 1
    assert fitted(*small, side) == small
