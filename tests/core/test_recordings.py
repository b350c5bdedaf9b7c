"""Voices as they are kept: their length is measured, what is not sound goes or is refused."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.core.recordings import FAULTS, Unplayable, bare
from tests.sound_factories import SECRET, fragments, mp3, mp4, ogg, wav, webm

MADE: dict[str, Callable[..., bytes]] = {
    "audio/webm": webm, "audio/mp4": mp4, "audio/ogg": ogg, "audio/wav": wav, "audio/mpeg": mp3,
}  # fmt: skip
KINDS = pytest.mark.parametrize("kind", MADE)


def fault_of(content: bytes) -> str:
    with pytest.raises(Unplayable) as refused:
        bare(content)
    return refused.value.fault


def verdict_on(content: bytes) -> str:
    try:
        return "kept" if bare(content).seconds <= 122 else "kept too long"
    except Unplayable as refused:
        return refused.fault


@KINDS
def test_a_voice_of_each_kind_is_measured(kind: str) -> None:
    sound = bare(MADE[kind](seconds=3))
    assert sound.kind == kind
    assert sound.seconds == pytest.approx(3, abs=0.06)


@KINDS
def test_what_is_written_beside_the_sound_goes(kind: str) -> None:
    sent = MADE[kind]()
    assert SECRET in sent
    kept = bare(sent)
    assert SECRET not in kept.content
    assert bare(kept.content) == kept


@KINDS
def test_more_than_two_minutes_are_refused(kind: str) -> None:
    assert bare(MADE[kind](seconds=120)).seconds == pytest.approx(120, abs=0.5)
    assert fault_of(MADE[kind](seconds=124)) == "too_long"


@KINDS
def test_half_a_file_does_no_harm(kind: str) -> None:
    sent = MADE[kind]()
    for end in range(0, len(sent), max(1, len(sent) // 60)):
        assert verdict_on(sent[:end]) in {"kept", *FAULTS}


def test_a_recording_in_pieces_is_measured_piece_by_piece() -> None:
    assert bare(fragments(3)).seconds == pytest.approx(3)
    assert fault_of(fragments(125)) == "too_long"
    assert fault_of(fragments(0)) == "too_short"


@pytest.mark.parametrize(
    ("what", "content"),
    [
        ("a film in WebM", webm(kind=1)),
        ("a film beside a voice in WebM", webm(tracks=2)),
        ("another code in WebM", webm(codec=b"V_VP9")),
        ("a film in MP4", mp4(handler=b"vide")),
        ("another code in MP4", mp4(codec=b"samr")),
        ("two streams in Ogg", ogg(serials=(7, 8))),
    ],
)
def test_what_holds_more_than_one_voice_is_refused(what: str, content: bytes) -> None:
    assert fault_of(content) == "not_sound"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "unknown"),
        (b"Bonjour" * 100, "unknown"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unknown"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "unknown"),
        (webm(seconds=0), "too_short"),
        (wav(0.1), "too_short"),
        (b"\xff\xfb\x90\xc4" + bytes(40), "broken"),
        (webm() + b"PK\x03\x04" + bytes(50), "broken"),
    ],
)
def test_what_is_no_recording_is_refused(content: bytes, fault: str) -> None:
    assert fault_of(content) == fault


HEADS = [b"", *(make()[:400] for make in MADE.values())]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(HEADS), st.binary(max_size=200), st.integers(0, 399), st.integers(0, 255))
def test_whatever_bytes_come_they_are_kept_or_refused(
    head: bytes, more: bytes, at: int, value: int
) -> None:
    changed = head[:at] + bytes([value]) + head[at + 1 :] + more
    assert verdict_on(changed) in {"kept", *FAULTS}
