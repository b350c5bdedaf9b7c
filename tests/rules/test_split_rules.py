"""Whose words the pieces of a split are, and what keeps it from being undone."""

from dataclasses import fields, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from beffroi.contributions.rules import Stage, Visibility
from beffroi.contributions.rules.splits import (
    Obstacle,
    Piece,
    gather_obstacle,
    is_excerpt,
    needs_yes,
)

words = st.text(alphabet="abc \n", max_size=60)
pieces = st.builds(
    Piece,
    visibility=st.sampled_from(Visibility),
    stage=st.sampled_from(Stage),
    version=st.integers(1, 3),
    others_support=st.booleans(),
    is_commented=st.booleans(),
    is_told_of=st.booleans(),
    has_company=st.booleans(),
)
TOUCHED: dict[str, tuple[Any, Obstacle]] = {
    "visibility": (Visibility.REFUSED, Obstacle.HIDDEN),
    "stage": (Stage.KEPT, Obstacle.ANSWERED),
    "version": (2, Obstacle.REVISED),
    "others_support": (True, Obstacle.SUPPORTED),
    "is_commented": (True, Obstacle.COMMENTED),
    "is_told_of": (True, Obstacle.ANSWERED),
    "has_company": (True, Obstacle.KEEPS_COMPANY),
}


@given(words, words, words)
def test_words_that_follow_one_another_need_no_yes(before: str, part: str, after: str) -> None:
    assert not needs_yes(f"{before} {part}\n{after}", [part, before, after])


@given(words, st.lists(words, max_size=4))
def test_one_text_that_is_not_theirs_makes_all_of_them_wait(whole: str, parts: list[str]) -> None:
    assert needs_yes(whole, [*parts, "autre"])
    assert needs_yes(whole, parts) == any(not is_excerpt(whole, part) for part in parts)


def test_a_cut_word_is_not_their_word() -> None:
    assert not is_excerpt("Un banc public", "banc pub")
    assert not is_excerpt("Un banc public", "public Un")


@given(st.integers(1, 5))
def test_pieces_that_nobody_touched_may_be_gathered(count: int) -> None:
    assert gather_obstacle([Piece()] * count) is None


def test_any_act_of_somebody_keeps_it_as_it_is_and_is_named() -> None:
    assert set(TOUCHED) == {field.name for field in fields(Piece)}
    for name, (value, obstacle) in TOUCHED.items():
        assert gather_obstacle([Piece(), replace(Piece(), **{name: value})]) == obstacle
    for gone in (Visibility.MERGED, Visibility.SPLIT):
        assert gather_obstacle([Piece(visibility=gone)]) == Obstacle.KEEPS_COMPANY


@given(st.lists(pieces, max_size=5), pieces)
def test_one_piece_more_never_makes_it_easier(some: list[Piece], more: Piece) -> None:
    if gather_obstacle(some) is not None:
        assert gather_obstacle([*some, more]) is not None
    assert (gather_obstacle([*some, more]) is None) == (
        gather_obstacle(some) is None and gather_obstacle([more]) is None
    )
