"""Fills the database in bulk, always with the same rows for the same sizes."""

import hashlib
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import psycopg

from beffroi.core.gist import telling_words
from beffroi.identity.services.links import digest
from tests.bench import debates, texts
from tests.bench.debates import Said
from tests.bench.tables import ACTS, CALL, CALL_WORDS, TABLES

CHANCE = 5962  # any number: it only has to stay the same
CALLS = 12
STAGES = ("open", "open", "open", "open", "studied", "kept", "under_way", "done")
SPAN = timedelta(days=170)
Row = tuple[Any, ...]
Pairs = list[tuple[int, int]]


@dataclass(frozen=True)
class Size:
    """How many of each; `devices` are the sessions of people who have not acted yet.

    `talk` and `debate` are the comments of two ideas, beside those of the others.
    """

    ideas: int = 10_000
    comments: int = 50_000
    supports: int = 100_000
    people: int = 20_000
    devices: int = 200
    talk: int = 50
    debate: int = 5_000
    near: int = 50_000  # ideas among which similar ones are looked for


@dataclass(frozen=True)
class Seeded:
    """What the scenarios need to know of it."""

    ideas: list[uuid.UUID]
    call_slugs: list[str]
    places: list[str]
    tokens: list[str]
    debates: tuple[uuid.UUID, uuid.UUID]
    debated: tuple[int, int]


class Seeder:
    """One connection, one source of chance, one moment that is now."""

    def __init__(self, connection: "psycopg.Connection[Any]", size: Size) -> None:
        self._connection, self._size = connection, size
        self._rng, self._now = Random(CHANCE), datetime.now(UTC)
        self._began = self._now - SPAN
        places = "SELECT slug, contract_slug FROM neighbourhood ORDER BY slug"
        self._places: list[tuple[str, str]] = connection.execute(places).fetchall()
        self._people = [self._id(self._began, n) for n in range(size.people)]
        self._dates = [self._began + SPAN * (n / size.ideas) for n in range(size.ideas)]
        self._ideas = [self._id(date, n) for n, date in enumerate(self._dates)]

    def fill(self) -> Seeded:
        """Everything, then what the nightly upkeep does: statistics, a checkpoint."""
        calls = self._fill_calls()
        tokens = self._fill_people()
        supports, comments = self._supports(), self._comments()
        self._fill_ideas(calls, Counter(i for i, _ in supports), comments)
        self._copy("support", self._support_rows(supports))
        self._copy("comment", self._comment_rows(comments))
        self._fill_floor()
        self._connection.commit()
        self._connection.autocommit = True
        self._connection.execute("VACUUM (ANALYZE)")
        self._connection.execute("CHECKPOINT")
        places = [slug for slug, contract in self._places if contract == calls[0][1]]
        return Seeded(
            self._ideas,
            [slug for _id, _contract, slug in calls],
            places,
            tokens,
            debates=(self._ideas[self._debates[0]], self._ideas[self._debates[1]]),
            debated=(self._size.talk, self._size.debate),
        )

    def _fill_calls(self) -> list[tuple[uuid.UUID, str, str]]:
        """Of two contracts in turn; the first belongs to the one with most neighbourhoods."""
        sizes = Counter(contract for _slug, contract in self._places)
        contracts = [contract for contract, _count in sizes.most_common()]
        calls = [
            (self._id(self._began, n), contracts[n % len(contracts)], f"appel-{n + 1}")
            for n in range(CALLS)
        ]
        dates = (self._now + SPAN, self._began, self._now + SPAN / 2)
        rows = [(*call, f"Appel {call[2]}", *CALL_WORDS, *dates, *CALL) for call in calls]
        self._copy("call", rows)
        self._copy("call_phase", [(call[0], 0, "", *dates[1:], ACTS) for call in calls])
        return calls

    def _fill_people(self) -> list[str]:
        rows = [
            (person, f"habitante{n}@example.org", f"Habitante {n}", "fr", self._began, self._began)
            for n, person in enumerate(self._people)
        ]
        self._copy("person", rows)
        tokens = [self._rng.randbytes(32).hex() for _ in range(self._size.devices)]
        ends = self._now + timedelta(days=30)
        devices = zip(tokens, self._people, strict=False)
        self._copy(
            "session",
            [(self._id(self._now, 0), digest(t), p, "", self._now, ends) for t, p in devices],
        )
        return tokens

    def _supports(self) -> Pairs:
        """Few ideas have many; nobody supports one twice; who has a device keeps free hands."""
        pairs: dict[tuple[int, int], None] = {}
        while len(pairs) < self._size.supports:
            person = self._rng.randrange(self._size.devices, self._size.people)
            pairs[int(self._size.ideas * self._rng.random() ** 2), person] = None
        return list(pairs)

    def _comments(self) -> list[Said]:
        size, (short, long) = self._size, self._debates
        wanted = ((short, size.talk), (long, size.debate))
        return debates.say(self._rng, size.ideas, size.people, size.comments, wanted)

    @property
    def _debates(self) -> tuple[int, int]:
        """Two ideas of the middle of the list."""
        return self._size.ideas // 2, self._size.ideas // 2 + 1

    def _fill_ideas(
        self,
        calls: list[tuple[uuid.UUID, str, str]],
        supports: Counter[int],
        comments: list[Said],
    ) -> None:
        by_contract: dict[str, list[uuid.UUID]] = {}
        for call_id, contract, _slug in calls:
            by_contract.setdefault(contract, []).append(call_id)
        written = [texts.idea(self._rng) for _ in self._ideas]
        rows, themes = [], []
        counted, held = Counter(one.idea for one in comments), debates.held(comments)
        themes_of = self._themes()
        for n, (idea, date) in enumerate(zip(self._ideas, self._dates, strict=True)):
            place, contract = self._rng.choice(self._places)
            author = self._rng.randrange(self._size.people)
            rows.append((
                idea, self._rng.choice(by_contract[contract]), contract, place,
                self._people[author], True, f"Habitante {author}", *written[n], "fr", 1,
                _digest(n), "published", self._rng.choice(STAGES), "", supports[n], counted[n],
                *(held[n, position] for position in ("for", "against", "question")),
                date, date,
            ))  # fmt: skip
            kept = self._rng.sample(themes_of[contract], self._rng.randint(1, 2))
            themes += [(idea, theme) for theme in kept]
        self._copy("idea", rows)
        self._copy("idea_theme", themes)
        dated = zip(self._ideas, written, self._dates, strict=True)
        self._copy("idea_version", [(idea, 1, *words, date) for idea, words, date in dated])
        self._copy("search_entry", self._search_rows(written))

    def _themes(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for slug, contract in self._connection.execute(
            "SELECT slug, contract_slug FROM theme ORDER BY slug"
        ):
            found.setdefault(contract, []).append(slug)
        return found

    def _search_rows(self, written: list[tuple[str, str]]) -> Iterator[Row]:
        for idea, (title, body) in zip(self._ideas, written, strict=True):
            heading = " ".join(telling_words(title))
            yield "idea", idea, "", heading, texts.folded(f"{title}. {body}")

    def _support_rows(self, pairs: Pairs) -> Iterator[Row]:
        for idea, person in pairs:
            yield self._ideas[idea], self._people[person], self._dates[idea]

    def _comment_rows(self, comments: list[Said]) -> Iterator[Row]:
        dates = [
            self._dates[one.idea] + timedelta(minutes=n % 5000) for n, one in enumerate(comments)
        ]
        ids = [self._id(date, n) for n, date in enumerate(dates)]
        answers = debates.answers(comments)
        for n, one in enumerate(comments):
            above = None if one.above is None else ids[one.above]
            yield (
                ids[n], self._ideas[one.idea], above, above is None, above and True, one.position,
                self._people[one.person], f"Habitante {one.person}",
                texts.comment(self._rng), "fr", 1, _digest(n), "published", answers[n], dates[n],
            )  # fmt: skip

    def _fill_floor(self) -> None:
        """The same texts in the table of the floors."""
        self._connection.execute(
            "INSERT INTO floor_line (title, body, place, counter, published_at)"
            " SELECT title, body, neighbourhood_slug, support_count,"
            " published_at AT TIME ZONE 'UTC' FROM idea ORDER BY published_at"
        )

    def _copy(self, table: str, rows: Iterable[Row]) -> None:
        statement = f'COPY "{table}" ({", ".join(TABLES[table])}) FROM STDIN'
        with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)

    def _id(self, moment: datetime, number: int) -> uuid.UUID:
        """A UUIDv7 as `core.ids` makes them, of that moment."""
        milliseconds = int(moment.timestamp() * 1000)
        low = self._rng.getrandbits(62)
        fraction = number % 4096
        return uuid.UUID(int=(milliseconds << 80) | (7 << 76) | (fraction << 64) | (2 << 62) | low)


def _digest(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()
