"""What a map says of a foreign export, once read: which column is what, and where it all goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from beffroi.contributions.proposals import NewCall


class MapError(Exception):
    """The map cannot be followed, or the file is not the one it describes; each fault is named."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class TitleRule:
    """A column, or the first sentence of the text where that is empty or there is none."""

    column: str | None = None
    from_text: bool = False
    too_long: Literal["refuse", "cut"] = "refuse"


@dataclass(frozen=True)
class TextLine:
    """A column of the text; a label is written before it, and an empty one leaves no line."""

    column: str
    label: str = ""


@dataclass(frozen=True)
class DateRule:
    """A column, read by a `strptime` format or as ISO 8601; a moment where it is empty."""

    column: str | None = None
    format: str | None = None
    default: datetime | None = None


@dataclass(frozen=True)
class AuthorRule:
    """The public name: what stands before it, a column, a name for those who gave none."""

    column: str | None = None
    prefix: str = ""
    default: str = ""


@dataclass(frozen=True)
class Lookup:
    """The slugs that values of a column stand for; without a default an unknown one is refused."""

    column: str | None = None
    separator: str | None = None
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    default: tuple[str, ...] | None = None

    def slugs(self) -> set[str]:
        """Every slug it may give."""
        return {slug for slugs in (*self.values.values(), self.default or ()) for slug in slugs}


@dataclass(frozen=True)
class LeaveOut:
    """Rows that are no contribution: a column that is empty, or holds one of some values."""

    column: str
    empty: bool = False
    equals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Target:
    """The call that receives the rows; `new` announces it when it is not there yet."""

    slug: str
    new: NewCall | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A whole map."""

    key: str
    title: TitleRule
    body: tuple[TextLine, ...]
    date: DateRule
    call: Target
    delimiter: str = ","
    encoding: str = "utf-8-sig"
    language: str = "fr"
    author: AuthorRule = AuthorRule()
    outside_supports: str | None = None
    neighbourhood: Lookup | None = None
    themes: Lookup | None = None
    leave_out: tuple[LeaveOut, ...] = ()

    def columns(self) -> set[str]:
        """Every column that the map names."""
        named = [self.key, self.title.column, self.date.column, self.author.column]
        named += [self.outside_supports, *(line.column for line in self.body)]
        named += [lookup.column for lookup in (self.neighbourhood, self.themes) if lookup]
        named += [rule.column for rule in self.leave_out]
        return {name for name in named if name is not None}
