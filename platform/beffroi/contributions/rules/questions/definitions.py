"""A definition as JSON, the form in which it is stored, sent and compared."""

from collections.abc import Iterable, Mapping
from typing import Any

from beffroi.contributions.rules.questions.kinds import (
    CHOOSING,
    Clause,
    Condition,
    Definition,
    Kind,
    Match,
    Option,
    Question,
)

Json = dict[str, Any]


def from_json(stored: Mapping[str, Any]) -> Definition:
    """The definition; its shape has been checked by whoever took it in."""
    return Definition(tuple(_question(one) for one in stored.get("questions", ())))


def as_json(definition: Definition) -> Json:
    """The definition with, for each question, what its kind needs and nothing else."""
    return {"questions": [_as_json(question) for question in definition.questions]}


def _question(given: Mapping[str, Any]) -> Question:
    return Question(
        id=given["id"],
        kind=Kind(given["kind"]),
        label=given["label"],
        hint=given.get("hint", ""),
        required=given.get("required", False),
        options=_options(given, "options"),
        rows=_options(given, "rows"),
        columns=_options(given, "columns"),
        least=given.get("least"),
        most=given.get("most"),
        low=given.get("low", Question.low),
        high=given.get("high", Question.high),
        low_label=given.get("low_label", ""),
        high_label=given.get("high_label", ""),
        condition=_condition(given.get("condition") or {}),
    )


def _options(given: Mapping[str, Any], name: str) -> tuple[Option, ...]:
    return tuple(Option(one["id"], one["label"]) for one in given.get(name, ()))


def _condition(given: Mapping[str, Any]) -> Condition:
    clauses = (
        Clause(one["question"], tuple(one.get("answers", ())), one.get("has", True))
        for one in given.get("clauses", ())
    )
    return Condition(Match(given.get("match", Match.ALL)), tuple(clauses))


def _as_json(question: Question) -> Json:
    said: Json = {"id": question.id, "kind": question.kind.value, "label": question.label}
    said |= {"hint": question.hint, "required": question.required}
    said |= _of_kind(question)
    if question.condition.clauses:
        clauses = [
            {"question": clause.question, "answers": list(clause.answers), "has": clause.has}
            for clause in question.condition.clauses
        ]
        said["condition"] = {"match": question.condition.match.value, "clauses": clauses}
    return said


def _of_kind(question: Question) -> Json:
    if question.kind is Kind.MATRIX:
        return {"rows": _listed(question.rows), "columns": _listed(question.columns)}
    if question.kind is Kind.SCALE:
        ends = ("low", "high", "low_label", "high_label")
        return {name: getattr(question, name) for name in ends}
    if question.kind not in CHOOSING:
        return {}
    bounds = (
        {} if question.kind is Kind.SINGLE else {"least": question.least, "most": question.most}
    )
    return {"options": _listed(question.options)} | bounds


def _listed(options: Iterable[Option]) -> list[Json]:
    return [{"id": option.id, "label": option.label} for option in options]
