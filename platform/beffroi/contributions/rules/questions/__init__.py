"""Questions asked without code: what a form asks, when, and what of the answers is kept."""

from beffroi.contributions.rules.questions.checks import Fault, faults
from beffroi.contributions.rules.questions.conditions import is_met
from beffroi.contributions.rules.questions.definitions import as_json, from_json
from beffroi.contributions.rules.questions.kinds import (
    CHOOSING,
    FIELD_KINDS,
    HIGHEST,
    LONGEST,
    MAX_CLAUSES,
    MAX_COLUMNS,
    MAX_OPTIONS,
    MAX_QUESTIONS,
    MAX_ROWS,
    TEXT_KINDS,
    Answers,
    Clause,
    Condition,
    Definition,
    Kind,
    Match,
    Option,
    Question,
)
from beffroi.contributions.rules.questions.reading import Reading, read
from beffroi.contributions.rules.questions.values import Wrong, normalise

__all__ = [
    "CHOOSING",
    "FIELD_KINDS",
    "HIGHEST",
    "LONGEST",
    "MAX_CLAUSES",
    "MAX_COLUMNS",
    "MAX_OPTIONS",
    "MAX_QUESTIONS",
    "MAX_ROWS",
    "TEXT_KINDS",
    "Answers",
    "Clause",
    "Condition",
    "Definition",
    "Fault",
    "Kind",
    "Match",
    "Option",
    "Question",
    "Reading",
    "Wrong",
    "as_json",
    "faults",
    "from_json",
    "is_met",
    "normalise",
    "read",
]
