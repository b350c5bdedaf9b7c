"""One way to find texts on both databases: folded words by their beginnings, then near misses.

PostgreSQL searches a `tsvector` and trigrams, SQLite two FTS5 tables; both see the same folded
words, so that accents, case and plurals never matter. Migration 0002 makes what is not a table.
Headings are kept without the words that any sentence has: they would be near to everything.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Select,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    column,
    func,
    select,
    table,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core import db
from beffroi.core.folding import words
from beffroi.core.gist import similarity, telling_words

MIGRATION_ONLY = ("search_words", "search_trigrams", "ix_search_entry_")
MAX_WORDS = 12
MAX_WORD = 60
MAX_LENGTH = 20_000
SIMILAR_ENOUGH = 0.35
MAX_ASKED = 4  # the longest words are the rarest; each more costs as much and finds little
LONG = 6  # letters
MAX_COMPARED = 1000  # signs of a text that are compared
_CANDIDATES = 60
_INDEXES = ("search_words", "search_trigrams")


class SearchEntry(db.Base):
    """The folded text of something public, and the realm (a contract) within which it is near."""

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[uuid.UUID]
    realm: Mapped[str] = mapped_column(String(80), default="")
    heading: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True)
class Near:
    """Something whose heading resembles what was asked, from 0 to 1."""

    subject_id: uuid.UUID
    similarity: float


@dataclass(frozen=True)
class Alike:
    """Something to compare: the words its heading tells, and its folded text or the start of it."""

    subject_id: uuid.UUID
    heading: str
    folded: str


def index(
    kind: str, subject_id: uuid.UUID, heading: str, body: str = "", *, realm: str = ""
) -> None:
    """Make a text findable, or bring it up to date."""
    entry = _entry(kind, subject_id) or SearchEntry(kind=kind, subject_id=subject_id)
    entry.realm, entry.heading = realm, _gist(heading)
    entry.folded = _clipped(f"{heading} {body}")
    db.session().add(entry)


def forget(kind: str, subject_id: uuid.UUID) -> None:
    """Make it unfindable."""
    entry = _entry(kind, subject_id)
    if entry is not None:
        db.session().delete(entry)


def scrub() -> None:
    """Take forgotten words out of the pages of the index too, where a deletion leaves them.

    An index of SQLite only marks what is deleted until its pieces are merged; PostgreSQL does the
    same with its dead rows until its own vacuum comes by, within minutes.
    """
    if db.dialect() == "sqlite":
        db.session().flush()
        for name in _INDEXES:
            merge = f"INSERT INTO {name}({name}) VALUES ('optimize')"  # noqa: S608 (names of ours)
            db.session().execute(text(merge))


def matching(kind: str, query: str) -> Select[Any]:
    """The ids of what holds every word of the query, the last letters of each left open."""
    wanted = _clipped(query).split()[:MAX_WORDS]
    found = select(SearchEntry.subject_id).where(SearchEntry.kind == kind)
    if not wanted:
        return found.where(text("1 = 0"))
    # Written into the statement, quoted by SQLAlchemy: how many rows a word finds decides how
    # PostgreSQL had best look for them, and it must see the word to know.
    asked = bindparam("asked", _asked(wanted), String(), literal_execute=True)
    return found.where(text(_WORDS[db.dialect()]).bindparams(asked))


def near(kind: str, heading: str, limit: int = 5) -> list[Near]:
    """What resembles a heading in spite of typing errors, closest first."""
    folded = _gist(heading)
    scored = [Near(row.subject_id, similarity(folded, row.heading)) for row in _alike(kind, folded)]
    close = [candidate for candidate in scored if candidate.similarity >= SIMILAR_ENOUGH]
    return sorted(close, key=lambda n: (-n.similarity, str(n.subject_id)))[:limit]


def alike(kind: str, realm: str, heading: str) -> list[Alike]:
    """What may be of the same matter within a realm: a heading spelled alike, or all its words.

    A few tens at most, for the caller to compare by its own rule.
    """
    folded = _gist(heading)
    found = [*_alike(kind, folded, realm), *_holding(kind, folded, realm)]
    return [Alike(*row) for row in dict.fromkeys(map(tuple, found))]


_COMPARED = (
    SearchEntry.subject_id,
    SearchEntry.heading,
    func.substr(SearchEntry.folded, 1, MAX_COMPARED).label("folded"),
)
_RANKED = table("search_trigrams", column("rowid"))
_HELD = table("search_words", column("rowid"))
_TRIGRAMS = "search_trigrams MATCH :asked"
_WORDS = {
    "postgresql": "search_entry.search_words @@ CAST(:asked AS tsquery)",
    "sqlite": "search_entry.id IN (SELECT rowid FROM search_words WHERE search_words MATCH :asked)",
}
_HOLDING = _WORDS | {"sqlite": "search_words MATCH :asked"}


def _clipped(written: str) -> str:
    """Folded words, none longer than an index admits."""
    return " ".join(word[:MAX_WORD] for word in words(written))[:MAX_LENGTH].strip()


def _gist(heading: str) -> str:
    """The folded words that say what a heading is about."""
    return " ".join(word[:MAX_WORD] for word in telling_words(heading))[:MAX_LENGTH].strip()


def _asked(wanted: list[str]) -> str:
    if db.dialect() == "postgresql":
        return " & ".join(f"'{word}':*" for word in wanted)
    return " ".join(f'"{word}"*' for word in wanted)


def _alike(kind: str, folded: str, realm: str | None = None) -> Sequence[Any]:
    """Headings that share trigrams with the longest words asked, the closest few tens."""
    asked = " ".join(sorted(dict.fromkeys(folded.split()), key=len, reverse=True)[:MAX_ASKED])
    if len(asked) < 3:
        return ()
    columns = select(*_COMPARED).where(SearchEntry.kind == kind)
    columns = columns if realm is None else columns.where(SearchEntry.realm == realm)
    if db.dialect() == "postgresql":
        sharing = text("heading % :asked").bindparams(asked=asked)
        closest = text("similarity(heading, :asked) DESC").bindparams(asked=asked)
    else:
        pieces = sorted({piece for word in asked.split() for piece in _pieces(word)})
        sharing = text(_TRIGRAMS).bindparams(asked=_any_of(pieces))
        closest = text("search_trigrams.rank")
        columns = columns.join(_RANKED, _RANKED.c.rowid == SearchEntry.id)
    return db.session().execute(columns.where(sharing).order_by(closest).limit(_CANDIDATES)).all()


def _holding(kind: str, folded: str, realm: str) -> Sequence[Any]:
    """The newest few tens that hold every word asked, anywhere in their text."""
    wanted = folded.split()[:MAX_WORDS]
    if not wanted:
        return ()
    columns = select(*_COMPARED).where(SearchEntry.kind == kind, SearchEntry.realm == realm)
    if db.dialect() == "sqlite":
        columns = columns.join(_HELD, _HELD.c.rowid == SearchEntry.id)
        asked, newest = " AND ".join(f'"{word}"' for word in wanted), _HELD.c.rowid.desc()
    else:
        # Computed, so that PostgreSQL never walks the whole table backwards for words it has not.
        asked, newest = " & ".join(f"'{word}'" for word in wanted), (SearchEntry.id + 0).desc()
    held = text(_HOLDING[db.dialect()]).bindparams(
        bindparam("asked", asked, String(), literal_execute=True)
    )
    return db.session().execute(columns.where(held).order_by(newest).limit(_CANDIDATES)).all()


def _any_of(pieces: list[str]) -> str:
    return " OR ".join(f'"{piece}"' for piece in pieces) or '"  "'


def _pieces(word: str) -> list[str]:
    """What the trigram tokenizer of SQLite can look up; of a long word every other one does."""
    return [word[i : i + 3] for i in range(0, len(word) - 2, 1 if len(word) < LONG else 2)]


def _entry(kind: str, subject_id: uuid.UUID) -> SearchEntry | None:
    wanted = select(SearchEntry).filter_by(kind=kind, subject_id=subject_id)
    return db.session().scalars(wanted).one_or_none()
