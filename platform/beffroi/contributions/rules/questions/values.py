"""One answer: brought to the form in which it is kept, or what is wrong with it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from beffroi.contributions.rules.questions.kinds import LONGEST, Kind, Option, Question
from beffroi.core.text import is_blank, is_clean, tidy


@dataclass(unsafe_hash=True)  # not frozen: Python writes where an exception was raised
class Wrong(Exception):
    """Why an answer cannot be taken; `number` is the bound that was passed."""

    code: str
    number: int = 0


def normalise(question: Question, given: Any) -> Any:
    """The answer as it is kept; None when there is none. Raises Wrong."""
    answer = None if given is None else _SHAPES[question.kind](question, given)
    if answer is None and question.required:
        raise Wrong("required")
    return answer


def _text(question: Question, given: Any) -> str | None:
    if not isinstance(given, str):
        raise Wrong("not_text")
    text = tidy(given)
    if question.kind is Kind.SHORT:
        text = " ".join(text.split())
    if not is_clean(text):
        raise Wrong("unsafe")
    longest = LONGEST[question.kind]
    if len(text) > longest:
        raise Wrong("too_long", longest)
    return None if is_blank(text) else text


def _single(question: Question, given: Any) -> str | None:
    """A form sends an empty word where nothing was chosen."""
    if given == "":
        return None
    if not isinstance(given, str) or given not in _ids(question.options):
        raise Wrong("unknown_option")
    return given


def _multiple(question: Question, given: Any) -> list[str] | None:
    chosen = _listed(given)
    if not set(chosen) <= _ids(question.options):
        raise Wrong("unknown_option")
    kept = [option.id for option in question.options if option.id in chosen]
    _within(question, len(kept))
    return kept or None


def _ranking(question: Question, given: Any) -> list[str] | None:
    """A list from the first to the last, or the rank of each as the lists of a form say it."""
    ranked = _by_rank(given) if isinstance(given, Mapping) else _listed(given)
    if not set(ranked) <= _ids(question.options):
        raise Wrong("unknown_option")
    if len(set(ranked)) < len(ranked):
        raise Wrong("twice")
    _within(question, len(ranked))
    return ranked or None


def _by_rank(given: Mapping[Any, Any]) -> list[str]:
    """Gaps are closed: who gives the ranks 1 and 3 means first and second."""
    ranks: dict[int, str] = {}
    for option, rank in given.items():
        if rank in ("", None):
            continue
        place = _whole(rank)
        if place in ranks:
            raise Wrong("same_rank", place)
        ranks[place] = str(option)
    return [ranks[place] for place in sorted(ranks)]


def _scale(question: Question, given: Any) -> int | None:
    if given == "":
        return None
    step = _whole(given)
    if step not in question.steps:
        raise Wrong("off_scale")
    return step


def _matrix(question: Question, given: Any) -> dict[str, str] | None:
    if not isinstance(given, Mapping):
        raise Wrong("not_rows")
    said = {str(row): column for row, column in given.items() if column not in ("", None)}
    if not set(said) <= _ids(question.rows):
        raise Wrong("unknown_option")
    columns = _ids(question.columns)
    if any(not isinstance(column, str) or column not in columns for column in said.values()):
        raise Wrong("unknown_option")
    if question.required and len(said) < len(question.rows):
        raise Wrong("rows_missing", len(question.rows) - len(said))
    return {row.id: said[row.id] for row in question.rows if row.id in said} or None


_SHAPES: dict[Kind, Callable[[Question, Any], Any]] = {
    Kind.SHORT: _text,
    Kind.LONG: _text,
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.RANKING: _ranking,
    Kind.SCALE: _scale,
    Kind.MATRIX: _matrix,
}


def _within(question: Question, count: int) -> None:
    """Nothing chosen is no answer; once something is, the bounds hold."""
    if count == 0:
        return
    if question.least is not None and count < question.least:
        raise Wrong("too_few", question.least)
    if question.most is not None and count > question.most:
        raise Wrong("too_many", question.most)


def _listed(given: Any) -> list[str]:
    if not isinstance(given, list | tuple) or not all(isinstance(one, str) for one in given):
        raise Wrong("not_a_list")
    return [one for one in given if one]


def _whole(given: Any) -> int:
    """A form sends figures as a word; true and false are no figures."""
    if isinstance(given, bool) or not isinstance(given, int | str):
        raise Wrong("not_a_number")
    if isinstance(given, str) and not (given.isascii() and given.isdigit() and len(given) < 4):
        raise Wrong("not_a_number")
    return int(given)


def _ids(options: Collection[Option]) -> set[str]:
    return {option.id for option in options}
