"""Changing a list of questions one at a time, as the forms of the desk do."""

from collections.abc import Iterable
from dataclasses import replace

from beffroi.contributions.rules.questions import (
    Clause,
    Condition,
    Definition,
    Match,
    Option,
    Question,
)


def next_id(definition: Definition) -> str:
    """An id that no question of the list has."""
    return f"q{_after(question.id for question in definition.questions)}"


def put(definition: Definition, question: Question) -> Definition:
    """With this question in the place of the one of its id, else at the end."""
    if definition.question(question.id) is None:
        return Definition((*definition.questions, question))
    changed = (question if one.id == question.id else one for one in definition.questions)
    return Definition(tuple(changed))


def without(definition: Definition, question_id: str) -> Definition:
    """Without this question; what depended on it is asked whatever was answered to it."""
    left = (one for one in definition.questions if one.id != question_id)
    return Definition(tuple(_untied(one, question_id) for one in left))


def moved(definition: Definition, question_id: str, step: int) -> Definition:
    """With this question one place further up (-1) or down (1); at the end it stays."""
    questions = list(definition.questions)
    here = next((at for at, one in enumerate(questions) if one.id == question_id), None)
    if here is None or not 0 <= here + step < len(questions):
        return definition
    questions[here], questions[here + step] = questions[here + step], questions[here]
    return Definition(tuple(questions))


def with_clause(question: Question, match: Match, clause: Clause) -> Question:
    """Asked under one more condition; the same one again is one."""
    clauses = question.condition.clauses
    added = clauses if clause in clauses else (*clauses, clause)
    return replace(question, condition=Condition(match, added))


def without_clause(question: Question, number: int) -> Question:
    """Asked under one condition less, the one of this number."""
    left = (one for at, one in enumerate(question.condition.clauses) if at != number)
    return replace(question, condition=replace(question.condition, clauses=tuple(left)))


def from_lines(text: str, before: tuple[Option, ...]) -> tuple[Option, ...]:
    """One option a line; a line that was there keeps its id, and the conditions on it hold."""
    known = {option.label: option.id for option in before}
    following = _after(option.id for option in before)
    options = []
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            continue
        option_id = known.pop(line, None)
        if option_id is None:
            option_id, following = f"a{following}", following + 1
        options.append(Option(option_id, line))
    return tuple(options)


def _untied(question: Question, question_id: str) -> Question:
    clauses = question.condition.clauses
    left = tuple(clause for clause in clauses if clause.question != question_id)
    if left == clauses:
        return question
    return replace(question, condition=replace(question.condition, clauses=left))


def _after(ids: Iterable[str]) -> int:
    """One more than the highest number that ends one of these."""
    ends = (one.lstrip("abcdefghijklmnopqrstuvwxyz") for one in ids)
    return max((int(end) for end in ends if end.isascii() and end.isdigit()), default=0) + 1
