"""The difference between two texts: nothing is lost, nothing is made up."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from beffroi.contributions.rules.differences import (
    Part,
    Piece,
    difference,
    exchange,
    parts_changed,
    without,
)

WORDS = st.sampled_from(("un", "banc", "près", "de", "l’école", ",", "\n\n", "de la", "gare.", " "))
texts = st.lists(WORDS, max_size=40).map(" ".join) | st.text()


@given(texts, texts)
def test_without_what_is_gone_it_is_the_new_text_and_without_what_is_new_the_old(
    old: str, new: str
) -> None:
    pieces = difference(old, new)
    assert without("gone", pieces) == new
    assert without("new", pieces) == old


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert difference(text, text) == ((Piece("same", text),) if text else ())


@given(texts, texts)
def test_two_pieces_of_a_kind_never_follow_each_other_and_none_is_empty(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert all(piece.text for piece in pieces)
    assert all(a.kind != b.kind for a, b in pairwise(pieces))


def test_words_are_never_cut() -> None:
    assert difference("Un banc près de l’école.", "Deux bancs près de l’école !") == (
        Piece("gone", "Un banc"),
        Piece("new", "Deux bancs"),
        Piece("same", " près de l’école"),
        Piece("gone", "."),
        Piece("new", " !"),
    )


@given(st.text(), st.text())
def test_what_was_chosen_is_exchanged_whole(old: str, new: str) -> None:
    pieces = exchange(old, new)
    assert (without("gone", pieces), without("new", pieces)) == (new, old)
    assert len(pieces) <= 2


@given(st.booleans(), st.booleans(), st.booleans())
def test_pictures_are_named_only_where_nothing_else_can_have_changed(
    text: bool, answers: bool, is_next: bool
) -> None:
    told = parts_changed(text=text, answers=answers, is_next=is_next)
    assert (Part.TEXT in told, Part.ANSWERS in told) == (text, answers)
    assert (Part.PICTURES in told) == (is_next and not text and not answers)
