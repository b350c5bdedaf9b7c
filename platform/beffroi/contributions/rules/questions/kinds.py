"""What a question is: its kind, its words, what may be answered and when it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MAX_QUESTIONS = 60
MAX_OPTIONS = 40
MAX_ROWS = 15
MAX_COLUMNS = 10
MAX_CLAUSES = 8
HIGHEST = 10  # the last step of a scale

Answers = Mapping[str, Any]


class Kind(StrEnum):
    """The shape of an answer."""

    SHORT = "short"
    LONG = "long"
    SINGLE = "single"
    MULTIPLE = "multiple"
    RANKING = "ranking"
    SCALE = "scale"
    MATRIX = "matrix"


TEXT_KINDS = frozenset({Kind.SHORT, Kind.LONG})
CHOOSING = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING})
# What the form of an idea may ask beside its text.
FIELD_KINDS = frozenset({Kind.SHORT, Kind.LONG, Kind.SINGLE, Kind.MULTIPLE})
LONGEST = {Kind.SHORT: 200, Kind.LONG: 2000}


class Match(StrEnum):
    """Whether all clauses of a condition must hold, or one of them."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True)
class Option:
    """Something to choose, a row or a column of a matrix; its id stays when its words change."""

    id: str
    label: str


@dataclass(frozen=True)
class Clause:
    """Whether an earlier question has one of these answers; `has=False` turns it round.

    Without answers: whether it was answered at all. A question that was not shown has no answer.
    """

    question: str
    answers: tuple[str, ...] = ()
    has: bool = True


@dataclass(frozen=True)
class Condition:
    """When a question is asked; a question without clauses always is."""

    match: Match = Match.ALL
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. `least` and `most` bound how many are chosen; `low` and `high` end a scale."""

    id: str
    kind: Kind
    label: str
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    columns: tuple[Option, ...] = ()
    least: int | None = None
    most: int | None = None
    low: int = 1
    high: int = 5
    low_label: str = ""
    high_label: str = ""
    condition: Condition = Condition()

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps of a scale."""
        return tuple(range(self.low, self.high + 1))

    @property
    def answerable(self) -> frozenset[str]:
        """The answers that a condition may name."""
        if self.kind is Kind.SCALE:
            return frozenset(str(step) for step in self.steps)
        return frozenset(option.id for option in self.options)


@dataclass(frozen=True)
class Definition:
    """Questions in the order in which they are asked."""

    questions: tuple[Question, ...] = ()

    def question(self, question_id: str) -> Question | None:
        """The question of this id."""
        return next((one for one in self.questions if one.id == question_id), None)

    @property
    def has_branches(self) -> bool:
        """Whether some questions depend on answers to others."""
        return any(question.condition.clauses for question in self.questions)
