"""Results as pages and programs show them: counts where they may be shown, None where not."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from beffroi.contributions.questionnaires.rules.masking import Counts, masked, masked_table
from beffroi.contributions.questionnaires.rules.tallies import (
    Ranked,
    Tally,
    choices_of,
    mean,
    median,
    ranking,
)
from beffroi.contributions.questionnaires.views import QuestionnaireView
from beffroi.contributions.rules.questions import TEXT_KINDS, Kind, Option, Question


@dataclass(frozen=True)
class Choice:
    """Something that could be answered and how many did; None: too few to be shown."""

    id: str
    label: str
    count: int | None


@dataclass(frozen=True)
class Row:
    """A row of a matrix."""

    id: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Place:
    """An option of a ranking, in the order of the result."""

    id: str
    label: str
    points: int
    ranked: int
    first: int | None
    mean_rank: Fraction | None


@dataclass(frozen=True)
class Outcome:
    """What was answered to one question; `is_hidden` when too few answered it."""

    question: Question
    asked: int | None
    answered: int | None
    choices: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    places: tuple[Place, ...] = ()
    mean: Fraction | None = None
    median: Fraction | None = None

    @property
    def is_hidden(self) -> bool:
        return self.answered is None


@dataclass(frozen=True)
class Results:
    """All the outcomes; without a count, too few people answered for anything to be shown."""

    questionnaire: QuestionnaireView
    count: int | None
    outcomes: tuple[Outcome, ...] = field(repr=False)
    is_whole: bool
    threshold: int


@dataclass(frozen=True)
class Crossing:
    """Two questions crossed: a row for each answer to the first."""

    first: Question
    second: Question
    columns: tuple[str, ...]
    rows: tuple[tuple[str, Counts], ...]


def outcome(tally: Tally, mask: int | None) -> Outcome:
    """What is shown of a question; with `mask`, numbers of people under it are not."""
    if mask is not None and 0 < tally.answered < mask:
        return Outcome(tally.question, None, None)
    told = Outcome(tally.question, _alone(tally.asked, mask), tally.answered)
    kind = tally.question.kind
    if kind in TEXT_KINDS:
        return told
    if kind is Kind.RANKING:
        return replace(told, places=_places(tally, mask))
    if kind is Kind.MATRIX:
        return replace(told, rows=_rows(tally, mask))
    if kind is Kind.SCALE:
        return replace(told, choices=_choices(tally, mask), mean=mean(tally), median=median(tally))
    return replace(told, choices=_choices(tally, mask))


def crossing(
    first: Question, second: Question, table: Sequence[Sequence[int]], threshold: int
) -> Crossing:
    """The table of two questions in words, without small numbers."""
    shown = masked_table(table, threshold)
    return Crossing(first, second, _labels(second), tuple(zip(_labels(first), shown, strict=True)))


def label_of(question: Question, choice: str) -> str:
    """What an answer is called; the ends of a scale have words."""
    if question.kind is Kind.SCALE:
        ends = {str(question.low): question.low_label, str(question.high): question.high_label}
        return f"{choice} – {ends[choice]}" if ends.get(choice) else choice
    return next(option.label for option in question.options if option.id == choice)


def _labels(question: Question) -> tuple[str, ...]:
    return tuple(label_of(question, choice) for choice in choices_of(question))


def _choices(tally: Tally, mask: int | None) -> tuple[Choice, ...]:
    ids = choices_of(tally.question)
    counts = _shown([tally.cells[(one,)] for one in ids], mask)
    return tuple(
        Choice(one, label_of(tally.question, one), count)
        for one, count in zip(ids, counts, strict=True)
    )


def _rows(tally: Tally, mask: int | None) -> tuple[Row, ...]:
    return tuple(Row(row.id, row.label, _of_row(tally, row, mask)) for row in tally.question.rows)


def _of_row(tally: Tally, row: Option, mask: int | None) -> tuple[Choice, ...]:
    columns = tally.question.columns
    counts = _shown([tally.cells[(row.id, one.id)] for one in columns], mask)
    return tuple(Choice(c.id, c.label, n) for c, n in zip(columns, counts, strict=True))


def _places(tally: Tally, mask: int | None) -> tuple[Place, ...]:
    standings: list[Ranked] = ranking(tally)
    firsts = _shown([one.first for one in standings], mask)
    labels = {option.id: option.label for option in tally.question.options}
    return tuple(
        Place(one.option, labels[one.option], one.points, one.ranked, first, one.mean_rank)
        for one, first in zip(standings, firsts, strict=True)
    )


def _shown(counts: Sequence[int], mask: int | None) -> Counts:
    return tuple(counts) if mask is None else masked(counts, mask)


def _alone(count: int, mask: int | None) -> int | None:
    return count if mask is None or not 0 < count < mask else None
