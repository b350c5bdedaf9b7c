"""The register of data (art. 30 GDPR), in code: each table says what it holds, why, how long.

From these records come the archive a person downloads, the erasure, the nightly purge and the
table of the privacy page. A table nobody declared fails the tests.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, delete, inspect, select, tuple_, update
from sqlalchemy.orm import InstrumentedAttribute

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.i18n import LazyString

Condition = ColumnElement[bool]


class Holds(StrEnum):
    """The class of what a table holds."""

    REFERENCE = "reference"
    PUBLIC_TEXT = "public_text"
    ACCOUNT = "account"
    CONTACT = "contact"
    PROOF = "proof"
    OPINION = "opinion"
    JOURNAL = "journal"
    TECHNICAL = "technical"


class Basis(StrEnum):
    """What makes it lawful: a letter of art. 6(1) GDPR."""

    CONSENT = "a"
    LEGAL_OBLIGATION = "c"
    PUBLIC_TASK = "e"


class Choice(StrEnum):
    """What becomes of the texts of a person who leaves."""

    ANONYMISE = "anonymise"
    REMOVE = "remove"


@dataclass
class Leaving:
    """An erasure under way; the higher slices tell the lower ones what they did.

    `texts` are the ids of all that the person wrote, by kind; `removed` those whose words are
    gone; `paths` the pages that are no more, or of what is gone; `beside` those that stay, whose
    messages may name it as the other of two; `letters` the ids of what was sent to or about them.
    """

    person_id: uuid.UUID
    choice: Choice
    by: Actor
    texts: defaultdict[str, set[uuid.UUID]] = field(default_factory=lambda: defaultdict(set))
    removed: defaultdict[str, set[uuid.UUID]] = field(default_factory=lambda: defaultdict(set))
    paths: set[str] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)
    letters: set[str] = field(default_factory=set)


@dataclass(frozen=True, kw_only=True)
class Record:
    """A table in the register.

    `personal` and `nobody_s` say of each column of free text why it is there. `shown` columns are
    in a person's archive; `hidden` ones (digests, sealed values) are named there and never shown.
    `theirs` tells the rows of a person, `erase` what their erasure does (by default: the rows go),
    `stays` why something outlives it. `over` is the condition of rows past their time, `drop` how
    these go (by default: deleted); `dated` is the column that says when somebody was last there;
    `is_sent` is whether a mail or a text message bears the id of a row. `file` tells the name in an
    archive and the key of the file that a row names, for what people gave as a file.
    """

    table: type[db.Base]
    holds: Holds
    what: LazyString
    purpose: LazyString
    kept: LazyString
    basis: Basis | None = Basis.PUBLIC_TASK
    personal: Mapping[str, str] = field(default_factory=dict)
    nobody_s: Mapping[str, str] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    present: Callable[[Any], dict[str, Any]] | None = None
    theirs: Callable[[Any], Condition] | None = None
    erase: Callable[[Leaving], None] | None = None
    stays: LazyString | None = None
    over: Callable[[], Condition] | None = None
    drop: Callable[[Sequence[Any]], None] | None = None
    dated: str | None = None
    is_sent: bool = False
    is_content: bool = False
    file: Callable[[Any], tuple[str, str]] | None = None

    @property
    def name(self) -> str:
        """The name of the table."""
        return str(self.table.__tablename__)

    @property
    def is_personal(self) -> bool:
        """Whether a person may find something of theirs in it."""
        return self.basis is not None

    @property
    def columns(self) -> Table:
        """The table itself."""
        return cast("Table", inspect(self.table).local_table)

    def let_go(self, leaving: Leaving) -> None:
        """What the erasure of a person does here."""
        if self.is_sent and self.theirs is not None:
            sent = select(self.columns.c.id).where(self.theirs(leaving.person_id))
            leaving.letters.update(str(one) for one in db.session().scalars(sent))
        if self.erase is not None:
            self.erase(leaving)
        elif self.theirs is not None and self.stays is None:
            _untracked(delete(self.table).where(self.theirs(leaving.person_id)))

    def drop_batch(self, limit: int) -> int:
        """Let at most `limit` rows past their time go; how many went."""
        if self.over is None:
            return 0
        keys = self.columns.primary_key.columns
        found = db.session().execute(select(*keys).where(self.over()).order_by(*keys).limit(limit))
        rows = [tuple(row) for row in found]
        if rows and self.drop is not None:
            self.drop(rows)
        elif rows:
            _untracked(delete(self.table).where(tuple_(*keys).in_(rows)))
        return len(rows)


_records: dict[str, tuple[int, Record]] = {}


def declare(floor: int, records: Iterable[Record]) -> None:
    """Bring the tables of a slice to the register; the same table again replaces its record."""
    for record in records:
        _records[record.name] = (floor, record)


def records() -> tuple[Record, ...]:
    """Every record, the highest slice first and its tables in the order of their declaration."""
    return tuple(record for _floor, record in sorted(_records.values(), key=lambda one: -one[0]))


def record_of(table_name: str) -> Record:
    """The record of a table; KeyError when nobody declared it."""
    return _records[table_name][1]


def personal_records() -> tuple[Record, ...]:
    """What the privacy page tells of, class by class."""
    order = list(Holds)
    told = [record for record in records() if record.is_personal]
    return tuple(sorted(told, key=lambda record: order.index(record.holds)))


def load(slices: Sequence[Iterable[Record]]) -> None:
    """The records of every slice, the lowest first."""
    for floor, of_slice in enumerate(slices):
        declare(floor, of_slice)


def own(column: InstrumentedAttribute[Any]) -> Callable[[Any], Condition]:
    """The rows of a person are those whose column holds their id."""
    return lambda person_id: column == person_id


def untie(column: InstrumentedAttribute[Any]) -> Callable[[Leaving], None]:
    """The row stays and no longer says whose it was."""

    def erase(leaving: Leaving) -> None:
        _untracked(update(column.class_).where(column == leaving.person_id).values({column: None}))

    return erase


def _untracked(statement: Any) -> None:
    """Rows that the session holds are not looked at: they are read again after the commit."""
    db.session().execute(statement.execution_options(synchronize_session=False))
