"""Which passwords would be guessed among the first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.identity.rules.passwords import as_kept, weakness

WORDS = st.lists(
    st.sampled_from(["cheval", "pile", "agrafe", "terril", "canal", "brique"]),
    min_size=4, max_size=6, unique=True,
).map(" ".join)  # fmt: skip


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("motdepasse2026!", "common"),
        ("Mot de passe 12", "common"),
        ("AZERTYUIOP123", "common"),
        ("P@ssw0rd2026", "common"),
        ("Éléphant du canal", None),
        ("aaaaaaaaaaaaaaaa", "plain"),
        ("abcabcabcabcabc", "plain"),
        ("123456789012345", "plain"),
        ("azertyuiopqsdfgh", "plain"),
        ("mlkjhgfdsqpoiuy", "plain"),
        ("amina.b aime le lard", "address"),
        ("AMINA.B aime le lard", "address"),
        ("cheval pile agrafe terril", None),
    ],
)
def test_what_everybody_tries_first_is_refused_and_says_why(password: str, why: str | None) -> None:
    assert weakness(password, "amina.b@example.org") == why


@given(WORDS)
def test_words_drawn_at_random_are_taken(password: str) -> None:
    assert weakness(password, "amina@example.org") is None


@given(st.text("abcdefgh0123 ", min_size=1, max_size=4), st.integers(12, 60))
def test_a_short_piece_said_again_and_again_is_never_taken(piece: str, length: int) -> None:
    assert weakness((piece * length)[:length]) is not None


@given(st.text(max_size=60), st.text(max_size=20))
def test_the_address_within_is_always_seen(around: str, after: str) -> None:
    assert weakness(f"{around}habitante{after}", "habitante@example.org") is not None


@given(st.text(max_size=40))
def test_one_writing_is_kept_for_what_looks_the_same(password: str) -> None:
    assert as_kept(as_kept(password)) == as_kept(password)


def test_a_letter_and_its_accent_typed_apart_are_one() -> None:
    assert as_kept("e\u0301te\u0301") == as_kept("\u00e9t\u00e9")


def test_a_very_short_address_does_not_forbid_half_of_all_words() -> None:
    assert weakness("cheval pile agrafe al", "al@example.org") is None
