"""What a decision needs, when it is due, and how findings lie over a text."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from beffroi.moderation.outcomes import ASK_CHANGE, OUTCOMES, PUBLISH, REFUSE
from beffroi.moderation.rules import Span, due_at, faults, laid_over, needs_of

FIELDS = ("reason_code", "words", "structure")
spans = st.builds(
    Span, st.integers(-3, 30), st.integers(-3, 30), st.sampled_from(["téléphone", "lien"])
)
choices = st.fixed_dictionaries(dict.fromkeys(FIELDS, st.booleans()))


@given(st.text(max_size=25), st.lists(spans, max_size=6))
def test_the_pieces_of_a_text_joined_are_the_text(text: str, found: list[Span]) -> None:
    assert "".join(piece for piece, _why in laid_over(text, found)) == text


@given(st.text(max_size=25), st.lists(spans, max_size=6))
def test_what_is_marked_is_what_was_found_within_the_text(text: str, found: list[Span]) -> None:
    wanted = {
        place
        for span in found
        if 0 <= span.start < span.end <= len(text)
        for place in range(span.start, span.end)
    }
    marked: set[int] = set()
    at = 0
    for piece, why in laid_over(text, found):
        if why:
            marked.update(range(at, at + len(piece)))
        at += len(piece)

    assert marked == wanted


def test_findings_that_overlap_become_one_mark_with_both_reasons() -> None:
    found = [Span(0, 6, "lien"), Span(3, 9, "téléphone"), Span(4, 5, "lien")]

    assert laid_over("abcdefghij", found) == [("abcdefghi", "lien ; téléphone"), ("j", "")]


@given(choices, st.booleans())
def test_a_publication_takes_nothing_with_it(given_: dict[str, bool], orients: bool) -> None:
    wrong = faults(needs_of(PUBLISH, orients=orients), given_)

    assert wrong == {name: "not_wanted" for name in FIELDS if given_[name]}


@given(choices, st.sampled_from([ASK_CHANGE, REFUSE]), st.booleans())
def test_whatever_is_not_a_publication_wants_a_reason_and_words(
    given_: dict[str, bool], outcome: str, orients: bool
) -> None:
    wrong = faults(needs_of(outcome, orients=orients), given_)

    assert [name for name in ("reason_code", "words") if wrong.get(name) == "missing"] == [
        name for name in ("reason_code", "words") if not given_[name]
    ]


def test_only_the_refusal_of_a_kind_that_orients_wants_a_structure() -> None:
    wanting = [
        (outcome, orients)
        for outcome in OUTCOMES
        for orients in (False, True)
        if needs_of(outcome, orients=orients).structure == "wanted"
    ]

    assert wanting == [(REFUSE, True)]


@given(st.integers(1, 1000))
def test_personal_data_on_show_leaves_half_the_time(hours: int) -> None:
    opened = datetime(2026, 11, 20, tzinfo=UTC)
    usual = due_at(opened, hours, exposes_somebody=False)

    assert usual - opened == timedelta(hours=hours)
    assert (due_at(opened, hours, exposes_somebody=True) - opened) * 2 == usual - opened
