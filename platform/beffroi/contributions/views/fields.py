"""What is read of the questions beside the text of an idea."""

from dataclasses import dataclass, field
from typing import Any

from beffroi.contributions.rules.differences import Piece
from beffroi.contributions.rules.questions import Definition, as_json


@dataclass(frozen=True)
class FieldsView:
    """The questions of a call; version 0 is that none was ever asked."""

    call_slug: str
    definition: Definition = field(repr=False)
    version: int
    is_frozen: bool

    @property
    def questions(self) -> list[dict[str, Any]]:
        """The questions as JSON."""
        listed: list[dict[str, Any]] = as_json(self.definition)["questions"]
        return listed


@dataclass(frozen=True)
class FieldAnswer:
    """A question and its answer as one reads it; `is_written` is whether a person typed it."""

    question: str
    label: str
    answer: Any
    text: str
    is_written: bool


@dataclass(frozen=True)
class FieldChange:
    """A question and its answer with two versions, in words; None where there was none."""

    question: str
    label: str
    before: str | None
    after: str | None
    pieces: tuple[Piece, ...]
    is_written: bool
