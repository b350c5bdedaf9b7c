"""One way to find texts on both databases: folded words by their beginnings, then near misses.

PostgreSQL searches a `tsvector` and trigrams, SQLite two FTS5 tables; both see the same folded
words, so that accents, case and plurals never matter. Migration 0002 makes what is not a table.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, String, Text, UniqueConstraint, bindparam, column, select, text
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core import db
from beffroi.core.folding import words

MIGRATION_ONLY = ("search_words", "search_trigrams", "ix_search_entry_")
MAX_WORDS = 12
MAX_WORD = 60
MAX_LENGTH = 20_000
SIMILAR_ENOUGH = 0.35
_CANDIDATES = 60
_INDEXES = ("search_words", "search_trigrams")


class SearchEntry(db.Base):
    """The folded text of something public."""

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[uuid.UUID]
    heading: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True)
class Near:
    """Something whose heading resembles what was asked, from 0 to 1."""

    subject_id: uuid.UUID
    similarity: float


def index(kind: str, subject_id: uuid.UUID, heading: str, body: str = "") -> None:
    """Make a text findable, or bring it up to date."""
    entry = _entry(kind, subject_id) or SearchEntry(kind=kind, subject_id=subject_id)
    entry.heading = _clipped(heading)
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
    folded = _clipped(heading)
    if len(folded) < 3:
        return []
    rows = db.session().execute(_near_query(kind, folded))
    scored = [Near(row.subject_id, similarity(folded, row.heading)) for row in rows]
    close = [candidate for candidate in scored if candidate.similarity >= SIMILAR_ENOUGH]
    return sorted(close, key=lambda n: (-n.similarity, str(n.subject_id)))[:limit]


def similarity(left: str, right: str) -> float:
    """The share of trigrams two folded texts have in common (Jaccard, as pg_trgm counts it)."""
    ours, theirs = trigrams(left), trigrams(right)
    return len(ours & theirs) / len(ours | theirs) if ours or theirs else 0.0


def trigrams(folded: str) -> frozenset[str]:
    """The trigrams of each word, with its beginning marked by two spaces and its end by one."""
    return frozenset(
        padded[i : i + 3]
        for padded in (f"  {word} " for word in folded.split())
        for i in range(len(padded) - 2)
    )


_WORDS = {
    "postgresql": "search_entry.search_words @@ CAST(:asked AS tsquery)",
    "sqlite": "search_entry.id IN (SELECT rowid FROM search_words WHERE search_words MATCH :asked)",
}


def _clipped(written: str) -> str:
    """Folded words, none longer than an index admits."""
    return " ".join(word[:MAX_WORD] for word in words(written))[:MAX_LENGTH].strip()


def _asked(wanted: list[str]) -> str:
    if db.dialect() == "postgresql":
        return " & ".join(f"'{word}':*" for word in wanted)
    return " ".join(f'"{word}"*' for word in wanted)


def _near_query(kind: str, folded: str) -> Any:
    columns = select(SearchEntry.subject_id, SearchEntry.heading).where(SearchEntry.kind == kind)
    if db.dialect() == "postgresql":
        alike = text("heading % :asked").bindparams(bindparam("asked", folded))
        closest = text("similarity(heading, :asked) DESC").bindparams(asked=folded)
        return columns.where(alike).order_by(closest).limit(_CANDIDATES)
    pieces = sorted({piece for word in folded.split() for piece in _pieces(word)})
    asked = " OR ".join(f'"{piece}"' for piece in pieces) or '"  "'
    ranked = text(
        "SELECT entry.id FROM search_trigrams JOIN search_entry AS entry"
        " ON entry.id = search_trigrams.rowid"
        " WHERE search_trigrams MATCH :asked AND entry.kind = :kind"
        " ORDER BY rank LIMIT :candidates"
    ).bindparams(asked=asked, kind=kind, candidates=_CANDIDATES)
    hits = ranked.columns(column("id")).subquery()
    return columns.join(hits, hits.c.id == SearchEntry.id)


def _pieces(word: str) -> list[str]:
    """What the trigram tokenizer of SQLite can look up."""
    return [word[i : i + 3] for i in range(len(word) - 2)]


def _entry(kind: str, subject_id: uuid.UUID) -> SearchEntry | None:
    wanted = select(SearchEntry).filter_by(kind=kind, subject_id=subject_id)
    return db.session().scalars(wanted).one_or_none()
