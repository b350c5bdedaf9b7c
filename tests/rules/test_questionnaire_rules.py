"""What answers add up to, what of it is hidden, and how a list of questions is changed."""

from collections.abc import Sequence
from fractions import Fraction
from statistics import median as plain_median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.contributions.questionnaires.rules import editing
from beffroi.contributions.questionnaires.rules.masking import masked, masked_table
from beffroi.contributions.questionnaires.rules.tallies import (
    crossed,
    mean,
    median,
    ranking,
    tallied,
    without_texts,
)
from beffroi.contributions.rules.questions import Definition, Kind, Match, Option, Question, faults
from tests.questionnaire_factories import ALL, COMES, FIRST, FULL, PLEASED, WHAT

COUNTS = st.lists(st.integers(0, 30), min_size=1, max_size=8)
THRESHOLDS = st.integers(2, 8)
SHEETS = st.lists(
    st.fixed_dictionaries(
        {"q1": st.sampled_from(["a1", "a2"])},
        optional={
            "q4": st.permutations(["a1", "a2", "a3"]).map(lambda order: order[:2]),
            "q5": st.integers(1, 5),
        },
    ),
    max_size=30,
)


@given(SHEETS)
def test_every_answer_is_counted_once(sheets: list[dict[str, Any]]) -> None:
    tallies = tallied(ALL, sheets)
    assert tallies.sheets == len(sheets)
    single, scale = tallies.by_id["q1"], tallies.by_id["q5"]
    assert sum(single.cells.values()) == single.answered == len(sheets)
    assert sum(scale.cells.values()) == scale.answered == sum("q5" in one for one in sheets)


@given(SHEETS, st.randoms())
def test_the_order_of_the_sheets_changes_nothing(sheets: list[dict[str, Any]], chance: Any) -> None:
    shuffled = list(sheets)
    chance.shuffle(shuffled)
    assert tallied(ALL, shuffled) == tallied(ALL, sheets)


@given(SHEETS)
def test_the_points_of_a_ranking_are_those_of_its_places(sheets: list[dict[str, Any]]) -> None:
    tally = tallied(ALL, sheets).by_id["q4"]
    standings = ranking(tally)
    assert sum(one.points for one in standings) == tally.answered * (3 + 2)  # two places given
    assert sum(one.first for one in standings) == tally.answered
    assert [one.points for one in standings] == sorted((o.points for o in standings), reverse=True)
    for one in standings:
        assert one.mean_rank is None or 1 <= one.mean_rank <= 2


@given(st.lists(st.integers(1, 5), min_size=1, max_size=40))
def test_mean_and_median_of_a_scale_are_exact(steps: list[int]) -> None:
    tally = tallied(ALL, [{"q1": "a1", "q5": step} for step in steps]).by_id["q5"]
    assert mean(tally) == Fraction(sum(steps), len(steps))
    assert median(tally) == Fraction(plain_median(steps))


def test_a_scale_nobody_answered_has_neither() -> None:
    tally = tallied(ALL, []).by_id["q5"]
    assert (mean(tally), median(tally)) == (None, None)


def test_a_question_is_asked_of_those_to_whom_it_was_shown() -> None:
    tallies = tallied(ALL, [FULL, {"q1": "a2"}, {"q1": "a2", "q2": "La boue."}])
    asked = {name: (one.asked, one.answered) for name, one in tallies.by_id.items()}
    assert (asked["q1"], asked["q2"], asked["q3"]) == ((3, 3), (2, 1), (1, 1))


def test_the_rows_of_a_matrix_are_counted_apart() -> None:
    cells = tallied(ALL, [FULL, FULL | {"q6": {"a1": "a1", "a2": "a1"}}]).by_id["q6"].cells
    assert dict(cells) == {("a1", "a2"): 1, ("a1", "a1"): 1, ("a2", "a1"): 1}


def test_two_questions_are_crossed_answer_by_answer() -> None:
    sheets = [FULL, FULL | {"q5": 1}, {"q1": "a2", "q5": 1}]
    assert crossed(COMES, PLEASED, sheets) == ((1, 0, 0, 1, 0), (1, 0, 0, 0, 0))
    assert crossed(COMES, WHAT, sheets) == ((2, 2, 0), (0, 0, 0))


def test_erased_texts_leave_the_counts_as_they_are() -> None:
    left = without_texts(ALL, FULL)
    assert left["q7"] == ""
    assert tallied(ALL, [left]) == tallied(ALL, [FULL])


@given(COUNTS, THRESHOLDS)
def test_no_small_number_is_shown(counts: list[int], threshold: int) -> None:
    for count, shown in zip(counts, masked(counts, threshold), strict=True):
        assert shown in {None, count}
        assert shown is None or shown == 0 or shown >= threshold


@given(COUNTS, THRESHOLDS)
def test_what_is_hidden_is_not_told_by_the_total(counts: list[int], threshold: int) -> None:
    hidden = _hidden(counts, masked(counts, threshold))
    assert (
        not hidden or len(hidden) == len(counts) or (len(hidden) > 1 and sum(hidden) >= threshold)
    )


@given(COUNTS, THRESHOLDS)
def test_nothing_is_hidden_without_need(counts: list[int], threshold: int) -> None:
    if all(count == 0 or count >= threshold for count in counts):
        assert masked(counts, threshold) == tuple(counts)


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 20), min_size=width, max_size=width), min_size=1, max_size=4
        )
    ),
    THRESHOLDS,
)
def test_neither_rows_nor_columns_of_a_table_tell(table: list[list[int]], threshold: int) -> None:
    shown = masked_table(table, threshold)
    lines: list[tuple[Sequence[int], Sequence[int | None]]] = list(zip(table, shown, strict=True))
    lines += list(zip(zip(*table, strict=True), zip(*shown, strict=True), strict=True))
    for counts, seen in lines:
        hidden = _hidden(counts, seen)
        assert all(one is None or one == 0 or one >= threshold for one in seen)
        assert not hidden or len(hidden) == len(counts) or len(hidden) > 1


def _hidden(counts: Sequence[int], shown: Sequence[int | None]) -> list[int]:
    return [count for count, one in zip(counts, shown, strict=True) if one is None]


LINES = st.lists(
    st.sampled_from(["Oui", "Non", "Parfois", "Jamais", "Le dimanche"]), unique=True, max_size=5
)


@given(LINES, LINES)
def test_an_option_keeps_its_id_while_its_words_stand(before: list[str], after: list[str]) -> None:
    first = editing.from_lines("\n".join(before), ())
    second = editing.from_lines("\n".join(after), first)
    ids = {option.label: option.id for option in first}
    assert [option.label for option in second] == after
    assert all(ids.get(option.label, option.id) == option.id for option in second)
    assert len({option.id for option in second}) == len(second)
    new = {option.id for option in second if option.label not in ids}
    assert not new & set(ids.values())


@given(st.sampled_from([one.id for one in ALL.questions]), st.sampled_from([-1, 1]))
def test_a_question_that_moves_is_lost_neither_way(question_id: str, step: int) -> None:
    moved = editing.moved(ALL, question_id, step)
    assert sorted(one.id for one in moved.questions) == [f"q{n}" for n in range(1, 8)]
    if moved != ALL:
        assert editing.moved(moved, question_id, -step) == ALL


@given(st.sampled_from([one.id for one in ALL.questions]))
def test_a_list_without_one_of_its_questions_has_no_fault(question_id: str) -> None:
    left = editing.without(ALL, question_id)
    assert left.question(question_id) is None
    assert faults(left) == ()


def test_a_new_question_gets_an_id_of_its_own() -> None:
    assert editing.next_id(ALL) == "q8"
    assert editing.next_id(Definition()) == "q1"
    added = editing.put(ALL, Question(id="q8", kind=Kind.SHORT, label="Autre chose ?"))
    assert added.questions[-1].id == "q8"
    assert editing.put(added, FIRST) == added


def test_a_condition_comes_once_and_goes_by_its_number() -> None:
    clause = ALL.questions[1].condition.clauses[0]
    asked = editing.with_clause(ALL.questions[1], Match.ANY, clause)
    assert asked.condition.clauses == (clause,)
    assert editing.without_clause(asked, 0).condition.clauses == ()
    assert editing.without_clause(asked, 7).condition.clauses == (clause,)


@pytest.mark.parametrize("text", ["", " \n \n", "\n"])
def test_empty_lines_are_no_options(text: str) -> None:
    assert editing.from_lines(text, (Option("a1", "Oui"),)) == ()
