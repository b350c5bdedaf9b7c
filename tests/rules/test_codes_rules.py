"""Codes that people copy: drawn from digests, read back whatever the hand that typed them."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from beffroi.identity.rules.codes import (
    ALPHABET,
    CLAIM_LENGTH,
    in_groups,
    is_claim_code,
    letters,
    six_digits,
    typed_digits,
    typed_letters,
)

DIGESTS = st.binary(min_size=1, max_size=40).map(lambda seed: hashlib.sha256(seed).hexdigest())
BETWEEN = st.sampled_from(["", " ", "-", ".", "\u00a0", " – "])


@given(DIGESTS, BETWEEN)
def test_six_digits_are_read_back_however_they_are_spread(digest: str, between: str) -> None:
    code = six_digits(digest)
    assert len(code) == 6
    assert typed_digits(f" {code[:3]}{between}{code[3:]} ") == code


@given(st.text(max_size=30))
def test_what_is_not_six_digits_is_nothing(typed: str) -> None:
    digits = typed_digits(typed)
    assert digits == "" or (len(digits) == 6 and digits.isascii() and digits.isdigit())


@given(DIGESTS, st.integers(1, 20))
def test_a_code_of_letters_is_read_back_in_any_case(digest: str, length: int) -> None:
    code = letters(digest, length)
    assert len(code) == length
    assert typed_letters(in_groups(code)) == code
    assert typed_letters(f"  {in_groups(code).lower()}\n") == code


@given(st.text(max_size=80))
def test_what_cannot_be_a_code_is_nothing(typed: str) -> None:
    assert set(typed_letters(typed)) <= set(ALPHABET)


def test_no_two_signs_of_the_alphabet_are_taken_for_one_another() -> None:
    assert set(ALPHABET) & set("01ILO") == set()
    assert len(set(ALPHABET)) == len(ALPHABET)


def test_a_follow_code_holds_at_least_77_bits() -> None:
    assert len(ALPHABET) ** CLAIM_LENGTH >= 2**77


@given(DIGESTS)
def test_a_follow_code_is_known_by_its_shape(digest: str) -> None:
    assert is_claim_code(letters(digest, CLAIM_LENGTH))
    assert not is_claim_code(letters(digest, CLAIM_LENGTH - 1))


def test_the_digits_are_spread_over_their_whole_range() -> None:
    codes = [
        six_digits(hashlib.sha256(bytes([a, b])).hexdigest()) for a in range(64) for b in range(64)
    ]
    assert {code[0] for code in codes} == set("0123456789")
    assert len(set(codes)) > 4000
