"""What is wrong with a definition, said of the very question, option or clause that has it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from beffroi.contributions.rules.questions.kinds import (
    CHOOSING,
    HIGHEST,
    MAX_CLAUSES,
    MAX_COLUMNS,
    MAX_OPTIONS,
    MAX_QUESTIONS,
    MAX_ROWS,
    Definition,
    Kind,
    Option,
    Question,
)


@dataclass(frozen=True)
class Fault:
    """`place` is the path in the definition: `questions.2.options`; `about` names what it is of."""

    place: str
    code: str
    about: str = ""


def faults(definition: Definition, kinds: Collection[Kind] = tuple(Kind)) -> tuple[Fault, ...]:
    """Everything that keeps these questions from being asked; `kinds` are those allowed here."""
    questions = definition.questions
    found = chain(
        _count(questions),
        _twice("questions", [question.id for question in questions]),
        *(_question(at, question, kinds) for at, question in enumerate(questions)),
        *(_condition(at, question, definition) for at, question in enumerate(questions)),
    )
    return tuple(found)


def _count(questions: Sequence[Question]) -> Iterator[Fault]:
    if not questions:
        yield Fault("questions", "no_question")
    if len(questions) > MAX_QUESTIONS:
        yield Fault("questions", "too_many_questions")


def _question(at: int, question: Question, kinds: Collection[Kind]) -> Iterator[Fault]:
    place = f"questions.{at}"
    if not question.label.strip():
        yield Fault(f"{place}.label", "no_label")
    if question.kind not in kinds:
        yield Fault(f"{place}.kind", "kind_not_here")
    if question.kind in CHOOSING:
        yield from _options(f"{place}.options", question.options, MAX_OPTIONS)
        yield from _bounds(place, question)
    if question.kind is Kind.MATRIX:
        yield from _options(f"{place}.rows", question.rows, MAX_ROWS, least=1)
        yield from _options(f"{place}.columns", question.columns, MAX_COLUMNS)
    if question.kind is Kind.SCALE and not 0 <= question.low < question.high <= HIGHEST:
        yield Fault(f"{place}.high", "bad_scale")


def _options(
    place: str, options: Sequence[Option], most: int, *, least: int = 2
) -> Iterator[Fault]:
    if len(options) < least:
        yield Fault(place, "too_few_options" if least > 1 else "no_row")
    if len(options) > most:
        yield Fault(place, "too_many_options", str(most))
    if any(not option.label.strip() for option in options):
        yield Fault(place, "blank_option")
    yield from _twice(place, [option.id for option in options])
    yield from _twice(place, [option.label.strip() for option in options], "same_label")


def _bounds(place: str, question: Question) -> Iterator[Fault]:
    least, most = question.least, question.most
    count = len(question.options)
    if least is not None and not 0 <= least <= count:
        yield Fault(f"{place}.least", "bad_least", str(count))
    if most is not None and not max(1, least or 0) <= most <= max(1, count):
        yield Fault(f"{place}.most", "bad_most", str(count))


def _condition(at: int, question: Question, definition: Definition) -> Iterator[Fault]:
    """A clause names an earlier question: that alone makes circles impossible."""
    clauses = question.condition.clauses
    if len(clauses) > MAX_CLAUSES:
        yield Fault(f"questions.{at}.condition", "too_many_clauses")
    earlier = {one.id: one for one in definition.questions[:at]}
    for number, clause in enumerate(clauses):
        place = f"questions.{at}.condition.clauses.{number}"
        asked = earlier.get(clause.question)
        if asked is None:
            yield Fault(f"{place}.question", _not_earlier(question, clause.question, definition))
            continue
        for answer in clause.answers:
            if answer not in asked.answerable:
                yield Fault(f"{place}.answers", "unknown_answer", asked.label)


def _not_earlier(question: Question, wanted: str, definition: Definition) -> str:
    if wanted == question.id:
        return "asks_itself"
    if definition.question(wanted) is None:
        return "unknown_question"
    return "circle" if question.id in _reached(wanted, definition) else "asked_later"


def _reached(question_id: str, definition: Definition) -> set[str]:
    """The questions that this one depends on, from near to far."""
    seen: set[str] = set()
    waiting = [question_id]
    while waiting:
        question = definition.question(waiting.pop())
        clauses = question.condition.clauses if question else ()
        new = {clause.question for clause in clauses} - seen
        seen |= new
        waiting.extend(new)
    return seen


def _twice(place: str, names: Sequence[str], code: str = "same_id") -> Iterator[Fault]:
    seen: set[str] = set()
    for name in names:
        if name and name in seen:
            yield Fault(place, code, name)
        seen.add(name)
