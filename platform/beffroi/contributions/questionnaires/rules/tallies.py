"""What answers add up to: exact counts, from which every figure of a result is derived."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from beffroi.contributions.rules.questions import (
    TEXT_KINDS,
    Answers,
    Definition,
    Kind,
    Question,
    is_met,
)

Cell = tuple[str, ...]


@dataclass
class Tally:
    """Of one question: to how many it was put, how many answered, and how often each answer.

    A cell is `(option,)`, `(step,)`, `(option, place)` in a ranking, `(row, column)` in a matrix.
    """

    question: Question
    asked: int = 0
    answered: int = 0
    cells: Counter[Cell] = field(default_factory=Counter)

    def add(self, answer: Any) -> None:
        """One more person answered this."""
        self.answered += 1
        self.cells.update(cells_of(self.question, answer))


@dataclass
class Tallies:
    """Of all the questions of a definition, in their order."""

    definition: Definition
    sheets: int = 0
    by_id: dict[str, Tally] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_id = {one.id: Tally(one) for one in self.definition.questions}

    def add(self, answers: Answers) -> None:
        """One more sheet."""
        self.sheets += 1
        for question in self.definition.questions:
            if is_met(question.condition, answers):
                self.by_id[question.id].asked += 1
            if question.id in answers:
                self.by_id[question.id].add(answers[question.id])


def tallied(definition: Definition, sheets: Iterable[Answers]) -> Tallies:
    """The tallies of these sheets."""
    tallies = Tallies(definition)
    for answers in sheets:
        tallies.add(answers)
    return tallies


def cells_of(question: Question, answer: Any) -> Iterator[Cell]:
    """What an answer counts in; a text counts in nothing."""
    if question.kind is Kind.MATRIX:
        yield from answer.items()
    elif question.kind is Kind.RANKING:
        yield from ((option, str(place)) for place, option in enumerate(answer, start=1))
    elif isinstance(answer, list):
        yield from ((option,) for option in answer)
    elif question.kind in {Kind.SINGLE, Kind.SCALE}:
        yield (str(answer),)


@dataclass(frozen=True)
class Ranked:
    """An option of a ranking: its points, how many ranked it, first or at all, its mean rank."""

    option: str
    points: int
    ranked: int
    first: int
    mean_rank: Fraction | None


def ranking(tally: Tally) -> list[Ranked]:
    """By points (Borda), the most first; of equal ones, the one ranked first more often, then
    in the order of the question. With n options a first place is worth n points, the next n - 1;
    an option that was not ranked gets none.
    """
    standings = [_ranked(tally, option.id) for option in tally.question.options]
    return sorted(standings, key=lambda one: (-one.points, -one.first))


def _ranked(tally: Tally, option: str) -> Ranked:
    count = len(tally.question.options)
    places = {place: tally.cells[(option, str(place))] for place in range(1, count + 1)}
    ranked = sum(places.values())
    points = sum((count - place + 1) * times for place, times in places.items())
    total = sum(place * times for place, times in places.items())
    return Ranked(option, points, ranked, places[1], Fraction(total, ranked) if ranked else None)


def mean(tally: Tally) -> Fraction | None:
    """Of the steps of a scale; None when nobody answered."""
    steps = _steps(tally.cells)
    times = sum(steps.values())
    return Fraction(sum(step * count for step, count in steps.items()), times) if times else None


def median(tally: Tally) -> Fraction | None:
    """As many answered this or less as this or more; between two steps, half way."""
    steps = _steps(tally.cells)
    times = sum(steps.values())
    if not times:
        return None
    low, high = _nth(steps, (times - 1) // 2), _nth(steps, times // 2)
    return Fraction(low + high, 2)


def _steps(cells: Mapping[Cell, int]) -> dict[int, int]:
    return {int(cell[0]): count for cell, count in cells.items() if count}


def _nth(steps: Mapping[int, int], place: int) -> int:
    seen = 0
    for step in sorted(steps):
        seen += steps[step]
        if place < seen:
            return step
    raise ValueError("beyond the last answer")


def crossed(
    first: Question, second: Question, sheets: Iterable[Answers]
) -> tuple[tuple[int, ...], ...]:
    """How many gave each pair of answers to two questions; a row for each answer to the first."""
    pairs: Counter[tuple[str, str]] = Counter()
    for answers in sheets:
        if first.id in answers and second.id in answers:
            here = [cell[0] for cell in cells_of(first, answers[first.id])]
            there = [cell[0] for cell in cells_of(second, answers[second.id])]
            pairs.update((a, b) for a in here for b in there)
    rows, columns = choices_of(first), choices_of(second)
    return tuple(tuple(pairs[(a, b)] for b in columns) for a in rows)


def without_texts(definition: Definition, answers: Answers) -> dict[str, Any]:
    """The same sheet with empty words where something was written: its counts do not move."""
    texts = {question.id for question in definition.questions if question.kind in TEXT_KINDS}
    return {name: "" if name in texts else answer for name, answer in answers.items()}


def choices_of(question: Question) -> Sequence[str]:
    """What may be chosen, in the order of the question."""
    if question.kind is Kind.SCALE:
        return [str(step) for step in question.steps]
    return [option.id for option in question.options]
