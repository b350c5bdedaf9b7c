"""Questions as a form asks them: the names of its fields, what was typed, faults by field."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import request

from beffroi.contributions.question_words import wrong_in_words
from beffroi.contributions.rules.questions import (
    Answers,
    Definition,
    Kind,
    Question,
    Reading,
    Wrong,
    read,
)
from beffroi.core.i18n import LazyString

ASKED = "posees"
_PARTS = {Kind.RANKING: "options", Kind.MATRIX: "rows"}


@dataclass(frozen=True)
class Asked:
    """A question on the page with what was typed in it; `is_new` when the page just grew by it."""

    question: Question
    given: Any
    is_new: bool = False

    @property
    def name(self) -> str:
        return name_of(self.question.id)


def name_of(question_id: str) -> str:
    """The name of its field; ids hold no dash, so that none of these is another's."""
    return f"q-{question_id}"


def typed(definition: Definition) -> dict[str, Any]:
    """What the form that was sent says, question by question, of those that it held."""
    given = {one.id: _typed(one) for one in definition.questions}
    return {question_id: value for question_id, value in given.items() if value is not None}


def read_typed(definition: Definition) -> tuple[dict[str, Any], Reading]:
    """The same, and what it comes to."""
    given = typed(definition)
    return given, read(definition, given)


def asked_before() -> set[str]:
    """The questions that the form which was sent had on it."""
    return set(request.form.get(ASKED, "").split())


def on_page(
    definition: Definition, given: Answers, new: Collection[str] = (), *, every: bool = False
) -> list[Asked]:
    """The questions that these answers open, as they are asked; `every` of them for a preview."""
    shown = read(definition, given).shown
    return [
        Asked(one, as_typed(one, given.get(one.id)), one.id in new)
        for one in definition.questions
        if every or one.id in shown
    ]


def as_typed(question: Question, answer: Any) -> Any:
    """An answer as the fields of a form hold it."""
    if question.kind is Kind.RANKING and isinstance(answer, list):
        return {option: str(place) for place, option in enumerate(answer, start=1)}
    return answer


def faults_by_field(
    wrong: Mapping[str, Wrong], asked: Iterable[str]
) -> dict[str, list[LazyString]]:
    """What is wrong with what was asked, under the names of the fields."""
    return {name_of(one): [wrong_in_words(wrong[one])] for one in asked if one in wrong}


def labels_by_field(definition: Definition) -> dict[str, str]:
    """The questions by the names of their fields, for the summary of faults."""
    return {name_of(one.id): one.label for one in definition.questions}


def _typed(question: Question) -> Any:
    name = name_of(question.id)
    if question.kind in _PARTS:
        parts = [part.id for part in getattr(question, _PARTS[question.kind])]
        found = {part: request.form.get(f"{name}-{part}") for part in parts}
        return {part: value for part, value in found.items() if value} or None
    if question.kind is Kind.MULTIPLE:
        return request.form.getlist(name) or None
    return request.form.get(name)
