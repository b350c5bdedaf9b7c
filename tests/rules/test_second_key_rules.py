"""Time steps, and codes copied by hand."""

from hypothesis import given
from hypothesis import strategies as st

from beffroi.identity.rules.second_key import (
    ALPHABET,
    bare,
    in_groups,
    is_of_authenticator,
    recovery_code,
    step_at,
    steps_heard,
)

LETTERS = st.lists(st.integers(0, len(ALPHABET) - 1), min_size=16, max_size=16)


@given(st.integers(0, 10**8), st.none() | st.integers(0, 10**8))
def test_no_step_serves_twice_nor_beyond_one_on_either_side(current: int, last: int | None) -> None:
    heard = list(steps_heard(current, last))
    assert all(abs(step - current) <= 1 for step in heard)
    assert last is None or all(step > last for step in heard)
    assert last is not None or len(heard) == 3


@given(st.floats(0, 4e9))
def test_a_step_lasts_thirty_seconds(seconds: float) -> None:
    assert step_at(seconds) * 30 <= seconds < (step_at(seconds) + 1) * 30


@given(LETTERS)
def test_a_recovery_code_is_read_however_it_was_copied(letters: list[int]) -> None:
    code = recovery_code(letters)
    assert len(code) == 19
    assert bare(code.lower().replace("-", " ")) == bare(code)
    assert bare(f" {code} ".replace("-", "\u2013")) == bare(code)


@given(LETTERS)
def test_a_recovery_code_is_never_taken_for_one_of_the_telephone(letters: list[int]) -> None:
    assert not is_of_authenticator(recovery_code(letters))
    assert is_of_authenticator("123 456")


@given(st.text(max_size=60), st.integers(1, 9))
def test_pieces_put_together_are_the_whole(text: str, size: int) -> None:
    assert "".join(in_groups(text, size)) == text
