"""Questions and answers: what is asked, what is kept, whatever is sent."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.contributions.rules.questions import (
    FIELD_KINDS,
    Clause,
    Condition,
    Definition,
    Fault,
    Kind,
    Match,
    Option,
    Question,
    Wrong,
    as_json,
    faults,
    from_json,
    normalise,
    read,
)

JUNK: list[Any] = ["", None, "zz", 7, True, 1.5, [], ["zz"], [[]], {"zz": []}, {"x": "1"}]
WORDS = st.text(max_size=12)


def listed(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(f"a{n}", label) for n, label in enumerate(labels, start=1))


def asked(kind: Kind = Kind.SINGLE, **given: Any) -> Question:
    values: dict[str, Any] = {"id": "q1", "kind": kind, "label": "Quoi ?"}
    if kind in {Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING}:
        values["options"] = listed("Oui", "Non", "Peut-être")
    if kind is Kind.MATRIX:
        values |= {"rows": listed("Matin", "Soir"), "columns": listed("Bien", "Mal")}
    return Question(**values | given)


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    """Up to seven questions without a fault, with conditions on any earlier ones."""
    questions: list[Question] = []
    for number in range(1, draw(st.integers(1, 7)) + 1):
        kind = draw(st.sampled_from(Kind))
        question = asked(kind, id=f"q{number}", required=draw(st.booleans()))
        if kind in {Kind.MULTIPLE, Kind.RANKING} and draw(st.booleans()):
            least = draw(st.integers(0, 3))
            question = replace(question, least=least, most=draw(st.integers(max(1, least), 3)))
        questions.append(replace(question, condition=draw(conditions(questions))))
    return Definition(tuple(questions))


@st.composite
def conditions(draw: st.DrawFn, earlier: list[Question]) -> Condition:
    if not earlier:
        return Condition()
    clauses = []
    for question in draw(st.lists(st.sampled_from(earlier), max_size=2)):
        possible = sorted(question.answerable)
        named = draw(st.lists(st.sampled_from(possible), unique=True)) if possible else []
        clauses.append(Clause(question.id, tuple(named), draw(st.booleans())))
    return Condition(draw(st.sampled_from(Match)), tuple(clauses)) if clauses else Condition()


@st.composite
def sent(draw: st.DrawFn, definition: Definition) -> dict[str, Any]:
    """What a form or a program could send: right, wrong, or to questions that are not asked."""
    answers = {}
    for question in definition.questions:
        if draw(st.integers(0, 4)):
            answers[question.id] = draw(_sent_to(question))
    return answers


def _sent_to(question: Question) -> st.SearchStrategy[Any]:
    ids = [option.id for option in question.options] or ["a1"]
    columns = [option.id for option in question.columns] or ["a1"]
    rows = [option.id for option in question.rows] or ["a1"]
    right: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.SHORT: WORDS,
        Kind.LONG: WORDS,
        Kind.SINGLE: st.sampled_from(ids),
        Kind.MULTIPLE: st.lists(st.sampled_from(ids)),
        Kind.RANKING: st.one_of(
            st.lists(st.sampled_from(ids), unique=True),
            st.dictionaries(st.sampled_from(ids), st.integers(1, 9).map(str)),
        ),
        Kind.SCALE: st.one_of(st.integers(0, 6), st.integers(0, 6).map(str)),
        Kind.MATRIX: st.dictionaries(st.sampled_from(rows), st.sampled_from(columns)),
    }
    junk: st.SearchStrategy[Any] = st.sampled_from(JUNK)
    return st.one_of(right[question.kind], right[question.kind], junk)


@st.composite
def exchanges(draw: st.DrawFn) -> tuple[Definition, dict[str, Any]]:
    definition = draw(definitions())
    return definition, draw(sent(definition))


@given(definitions())
def test_a_definition_drawn_here_has_no_fault(definition: Definition) -> None:
    assert faults(definition) == ()


@given(definitions())
def test_a_definition_is_the_same_after_its_json(definition: Definition) -> None:
    assert from_json(as_json(definition)) == definition


@given(exchanges(), st.randoms())
def test_the_order_in_which_answers_are_sent_changes_nothing(
    exchange: tuple[Definition, dict[str, Any]], chance: Any
) -> None:
    definition, answers = exchange
    shuffled = list(answers.items())
    chance.shuffle(shuffled)
    assert read(definition, dict(shuffled)) == read(definition, answers)


@given(exchanges())
def test_nothing_is_kept_of_a_branch_that_was_not_shown(
    exchange: tuple[Definition, dict[str, Any]],
) -> None:
    definition, answers = exchange
    reading = read(definition, answers)
    assert set(reading.answers) | set(reading.wrong) <= set(reading.shown)
    shown_only = {name: value for name, value in answers.items() if name in reading.shown}
    assert read(definition, shown_only) == reading


@given(exchanges())
def test_what_is_kept_read_again_is_kept_as_it_is(
    exchange: tuple[Definition, dict[str, Any]],
) -> None:
    definition, answers = exchange
    reading = read(definition, answers)
    again = read(definition, reading.answers)
    assert again.answers == reading.answers
    assert again.shown == reading.shown


@given(exchanges())
def test_what_is_asked_and_must_be_answered_is_answered_or_at_fault(
    exchange: tuple[Definition, dict[str, Any]],
) -> None:
    definition, answers = exchange
    reading = read(definition, answers)
    needed = {q.id for q in definition.questions if q.required and q.id in reading.shown}
    assert needed <= set(reading.answers) | set(reading.wrong)


@given(st.permutations(["a1", "a2", "a3"]), st.integers(1, 3))
def test_a_ranking_by_list_and_by_rank_are_one(order: list[str], count: int) -> None:
    ranked = order[:count]
    by_rank = {option: str(3 * place + 1) for place, option in enumerate(ranked)}
    question = asked(Kind.RANKING)
    assert normalise(question, ranked) == normalise(question, by_rank) == ranked


@given(st.lists(st.sampled_from(["a1", "a2", "a3"]), min_size=1))
def test_a_ranking_is_an_order_without_ties_of_what_was_chosen(chosen: list[str]) -> None:
    question = asked(Kind.RANKING)
    if len(set(chosen)) < len(chosen):
        assert read(Definition((question,)), {"q1": chosen}).wrong == {"q1": Wrong("twice")}
    else:
        assert sorted(normalise(question, chosen)) == sorted(set(chosen))


@pytest.mark.parametrize(
    ("question", "given", "wrong"),
    [
        (asked(Kind.SHORT), 7, Wrong("not_text")),
        (asked(Kind.SHORT), "b" * 201, Wrong("too_long", 200)),
        (asked(Kind.LONG), "Un\x00banc", Wrong("unsafe")),
        (asked(Kind.LONG, required=True), " \n ", Wrong("required")),
        (asked(Kind.SINGLE), "a9", Wrong("unknown_option")),
        (asked(Kind.SINGLE), ["a1"], Wrong("unknown_option")),
        (asked(Kind.MULTIPLE, least=2), ["a1", "a1"], Wrong("too_few", 2)),
        (asked(Kind.MULTIPLE, most=1), ["a1", "a2"], Wrong("too_many", 1)),
        (asked(Kind.MULTIPLE), "a1", Wrong("not_a_list")),
        (asked(Kind.RANKING), {"a1": "1", "a2": "1"}, Wrong("same_rank", 1)),
        (asked(Kind.RANKING), {"a1": "premier"}, Wrong("not_a_number")),
        (asked(Kind.SCALE), 6, Wrong("off_scale")),
        (asked(Kind.SCALE), True, Wrong("not_a_number")),
        (asked(Kind.MATRIX, required=True), {"a1": "a1"}, Wrong("rows_missing", 1)),
        (asked(Kind.MATRIX), {"a1": "a9"}, Wrong("unknown_option")),
        (asked(Kind.MATRIX), "a1", Wrong("not_rows")),
    ],
)
def test_an_answer_that_cannot_be_taken_says_why(
    question: Question, given: Any, wrong: Wrong
) -> None:
    reading = read(Definition((question,)), {"q1": given})
    assert reading.wrong == {"q1": wrong}
    assert reading.answers == {}


def test_an_answer_to_a_question_that_does_not_exist_is_a_fault() -> None:
    reading = read(Definition((asked(),)), {"q1": "a1", "q7": "x"})
    assert reading.wrong == {"q7": Wrong("unknown_question")}


def test_a_chain_of_questions_falls_with_its_first_link() -> None:
    chain = Definition(
        (
            asked(id="q1"),
            asked(id="q2", condition=Condition(clauses=(Clause("q1", ("a1",)),))),
            asked(Kind.SHORT, id="q3", condition=Condition(clauses=(Clause("q2", ("a2",)),))),
        )
    )
    all_three = {"q1": "a1", "q2": "a2", "q3": "Parce que."}
    assert read(chain, all_three).answers == all_three
    assert read(chain, all_three | {"q1": "a2"}).answers == {"q1": "a2"}


@pytest.mark.parametrize(
    ("clause", "answer", "is_shown"),
    [
        (Clause("q1", ("a1", "a2")), ["a2", "a3"], True),
        (Clause("q1", ("a1",)), ["a2"], False),
        (Clause("q1", ("a1",), has=False), ["a2"], True),
        (Clause("q1", ("a1",), has=False), None, True),
        (Clause("q1"), ["a2"], True),
        (Clause("q1"), None, False),
        (Clause("q1", has=False), None, True),
    ],
)
def test_a_clause_looks_at_an_earlier_answer(clause: Clause, answer: Any, is_shown: bool) -> None:
    second = asked(Kind.SHORT, id="q2", condition=Condition(clauses=(clause,)))
    reading = read(Definition((asked(Kind.MULTIPLE), second)), {"q1": answer})
    assert ("q2" in reading.shown) is is_shown


def test_one_clause_is_enough_when_any_will_do() -> None:
    clauses = (Clause("q1", ("a1",)), Clause("q1", ("a2",)))
    for match, expected in ((Match.ANY, True), (Match.ALL, False)):
        second = asked(Kind.SHORT, id="q2", condition=Condition(match, clauses))
        reading = read(Definition((asked(), second)), {"q1": "a2"})
        assert ("q2" in reading.shown) is expected


def on(question_id: str, *answers: str) -> Condition:
    return Condition(clauses=(Clause(question_id, answers),))


@pytest.mark.parametrize(
    ("questions", "fault"),
    [
        ((), Fault("questions", "no_question")),
        ((asked(label=" "),), Fault("questions.0.label", "no_label")),
        ((asked(), asked()), Fault("questions", "same_id", "q1")),
        ((asked(options=listed("Oui")),), Fault("questions.0.options", "too_few_options")),
        (
            (asked(options=listed("Oui", "Oui")),),
            Fault("questions.0.options", "same_label", "Oui"),
        ),
        ((asked(options=listed("Oui", " ")),), Fault("questions.0.options", "blank_option")),
        ((asked(Kind.MATRIX, rows=()),), Fault("questions.0.rows", "no_row")),
        ((asked(Kind.MULTIPLE, least=4),), Fault("questions.0.least", "bad_least", "3")),
        ((asked(Kind.MULTIPLE, least=2, most=1),), Fault("questions.0.most", "bad_most", "3")),
        ((asked(Kind.SCALE, low=5, high=5),), Fault("questions.0.high", "bad_scale")),
        (
            (asked(condition=on("q1")),),
            Fault("questions.0.condition.clauses.0.question", "asks_itself"),
        ),
        (
            (asked(condition=on("q7")),),
            Fault("questions.0.condition.clauses.0.question", "unknown_question"),
        ),
        (
            (asked(condition=on("q2")), asked(id="q2")),
            Fault("questions.0.condition.clauses.0.question", "asked_later"),
        ),
        (
            (asked(condition=on("q2")), asked(id="q2", condition=on("q1"))),
            Fault("questions.0.condition.clauses.0.question", "circle"),
        ),
        (
            (asked(), asked(id="q2", condition=on("q1", "a9"))),
            Fault("questions.1.condition.clauses.0.answers", "unknown_answer", "Quoi ?"),
        ),
    ],
)
def test_a_fault_of_a_definition_is_said_where_it_is(
    questions: tuple[Question, ...], fault: Fault
) -> None:
    assert fault in faults(Definition(questions))


def test_the_form_of_an_idea_ranks_nothing() -> None:
    wrong = faults(Definition((asked(Kind.RANKING),)), FIELD_KINDS)
    assert wrong == (Fault("questions.0.kind", "kind_not_here"),)
