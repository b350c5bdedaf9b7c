"""When somebody may be said to have spoken, what is left of a day, how one signs without a name."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from beffroi.identity import consent
from beffroi.identity.rules.assistance import (
    LATEST_ENTRY,
    MAX_SIGNATURE,
    date_fault,
    left_today,
    shortened,
)

DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2030, 12, 31))


@given(DAYS, st.integers(0, LATEST_ENTRY.days))
def test_every_day_of_the_last_month_is_taken(today: date, back: int) -> None:
    assert date_fault(today - timedelta(days=back), today) is None


@given(DAYS, st.integers(1, 10_000))
def test_no_day_to_come_is_taken(today: date, ahead: int) -> None:
    assert date_fault(today + timedelta(days=ahead), today) == "future"


@given(DAYS, st.integers(LATEST_ENTRY.days + 1, 10_000))
def test_no_day_beyond_the_month_is_taken(today: date, back: int) -> None:
    assert date_fault(today - timedelta(days=back), today) == "too_old"


@given(st.integers(0, 500), st.integers(0, 1000))
def test_what_is_left_is_never_less_than_none(cap: int, recorded: int) -> None:
    left = left_today(cap, recorded)
    assert left >= 0
    assert left + min(recorded, cap) == cap


@given(st.text(max_size=200))
def test_a_signature_fits_and_keeps_its_beginning(text: str) -> None:
    short = shortened(text)
    assert len(short) <= MAX_SIGNATURE
    assert text.startswith(short.removesuffix("…") if len(text) > MAX_SIGNATURE else short)


def test_every_version_of_the_consent_is_whole_in_both_languages() -> None:
    for version, text in consent.VERSIONS.items():
        assert text.version == version
        assert len(text.texts["fr"]) == len(text.texts["en"])
        assert text.sentences("de") == text.texts["fr"]


def test_no_sentence_to_read_aloud_is_long() -> None:
    for text in consent.VERSIONS.values():
        assert [s for sentences in text.texts.values() for s in sentences if len(s) > 90] == []
