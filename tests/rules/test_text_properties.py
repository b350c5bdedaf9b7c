"""What holds for any text at all."""

import itertools
import re

from bleach.sanitizer import Cleaner
from hypothesis import given
from hypothesis import strategies as st

from beffroi.core.folding import fingerprint, fold, words
from beffroi.core.text import as_html, excerpt, is_clean, tidy, unsafe_characters
from beffroi.moderation.detectors.screening import screen
from tests.support.xss_corpus import PAYLOADS

ANY_CHARACTER = st.characters(exclude_categories=())
MARKUP = ("\n", " ", "http://", "https://a.example/", "&", "<", ">", '"', "'", "(", "[", "l'", "é")
CONTACTS = ("06", "FR76", "+33", " 39 98 11 22", "@", " arobase ", "point", "a.fr", "!!", "www.")
PIECES = st.sampled_from((*PAYLOADS, *MARKUP, *CONTACTS))
TEXTS = st.one_of(st.text(ANY_CHARACTER), st.lists(PIECES, max_size=8).map("".join))
ALLOWED = re.compile(r'</?p>|<br>|<a href="https?://[^"<>]*" rel="nofollow ugc noopener">|</a>')


@given(TEXTS)
def test_html_holds_no_tag_but_paragraph_break_and_link(text: str) -> None:
    assert not re.search(r"[<>]", ALLOWED.sub("", as_html(text)))


@given(TEXTS)
def test_the_cleaner_finds_nothing_more_to_clean(text: str) -> None:
    assert Cleaner(tags={"p", "br", "a"}, attributes={"a": ["href", "rel"]}).clean(
        as_html(text)
    ) == as_html(text)


@given(TEXTS)
def test_html_is_itself_clean(text: str) -> None:
    assert is_clean(as_html(text))


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_words_and_fingerprints_follow_the_fold(text: str) -> None:
    assert words(text) == fold(text).split()
    assert fingerprint(text) == fingerprint(fold(text))


@given(TEXTS, st.integers(min_value=0, max_value=60))
def test_an_excerpt_keeps_to_its_length(text: str, length: int) -> None:
    assert len(excerpt(text, length)) <= length


@given(TEXTS)
def test_clean_means_no_unsafe_character(text: str) -> None:
    assert is_clean(text) == (unsafe_characters(text) == [])


@given(TEXTS)
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(TEXTS)
def test_findings_slice_the_text_in_order_without_overlap(text: str) -> None:
    found = screen(text)
    assert found == sorted(found)
    assert all(0 <= f.start < f.end <= len(text) and f.passage(text) for f in found)
    for detector in {f.detector for f in found}:
        own = [f for f in found if f.detector == detector]
        assert all(a.end <= b.start for a, b in itertools.pairwise(own))
