"""Ideas that resemble one being written, looked for among tens of thousands, on both databases."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import quantiles

from flask import Flask
from sqlalchemy import insert, text

from beffroi import create_app, schema
from beffroi.contributions import services
from beffroi.contributions.models import Call, Idea
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS
from beffroi.core.folding import fold
from beffroi.core.gist import telling_words
from beffroi.core.ids import new_id
from beffroi.core.search import SearchEntry
from beffroi.settings import Settings
from beffroi.territories import services as territories
from tests.bench import texts
from tests.bench.served import SECRET
from tests.bench.tables import CALL, CALL_WORDS

IDEAS = 50_000
ASKED = 200
AIM = 100  # milliseconds of wall time that 95 of 100 questions do not exceed
CONTRACT = "lens-lievin"
SLUG = "un-appel"
CHANCE = 4119  # any number: it only has to stay the same


@dataclass(frozen=True)
class Near:
    """What it took on one database, in milliseconds."""

    database: str
    ideas: int
    times: list[float]
    found: int

    @property
    def p95(self) -> float:
        return quantiles(self.times, n=100)[94]


def measured(
    urls: dict[str, str], data: Path, ideas: int = IDEAS, asked: int = ASKED
) -> list[Near]:
    """The same ideas and the same questions on each database."""
    return [_measured(name, url, data, ideas, asked) for name, url in urls.items()]


def table(results: list[Near]) -> str:
    """Markdown, with the aim beside what was reached."""
    lines = [
        "| similar ideas while writing | ideas | p50 | p95 | most | aim | found |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for one in results:
        cuts = quantiles(one.times, n=100)
        kept = "" if one.p95 <= AIM else " missed"
        lines.append(
            f"| {one.database} | {one.ideas} | {cuts[49]:.1f} | {one.p95:.1f} "
            f"| {max(one.times):.1f} | {AIM}{kept} | {one.found} of {len(one.times)} |"
        )
    return "\n".join([*lines, "Milliseconds of wall time, service and database, one at a time."])


def _measured(name: str, url: str, data: Path, ideas: int, asked: int) -> Near:
    schema.migrate(url)
    app = create_app(Settings(data=data, database_url=url, secret_key=SECRET))
    with _filled(app, ideas):
        questions = [_question(Random(CHANCE + n)) for n in range(asked)]
        services.similar_ideas(ANONYMOUS, SLUG, *questions[0])
        times, found = [], 0
        for question in questions:
            began = time.perf_counter()
            found += bool(services.similar_ideas(ANONYMOUS, SLUG, *question))
            times.append((time.perf_counter() - began) * 1000)
    return Near(name, ideas, times, found)


@contextmanager
def _filled(app: Flask, ideas: int) -> Iterator[None]:
    with app.app_context():
        with db.transaction():
            territories.load_reference()
        with db.transaction():
            _fill(ideas)
        with db.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
        try:
            yield
        finally:
            db.session().rollback()
            db.engine().dispose()


def _fill(ideas: int) -> None:
    now, rng, call_id = datetime.now(UTC), Random(CHANCE), new_id()
    dates = (now + timedelta(days=60), now - timedelta(days=1), now + timedelta(days=30))
    names = (
        "question",
        "summary",
        "easy",
        "for_whom",
        "information",
        "what_happens",
        "who_decides",
    )
    said = dict(zip(names, CALL_WORDS, strict=True))
    when = dict(zip(("decided_by", "opens_at", "closes_at"), dates, strict=True))
    ways = dict(zip(("level", "moderation", "decision_hours", "imported"), CALL, strict=True))
    call = {"id": call_id, "slug": SLUG, "contract_slug": CONTRACT, "title": "Un appel"}
    db.session().execute(insert(Call), [call | said | when | ways])
    written = [(new_id(), *texts.idea(rng)) for _ in range(ideas)]
    common = {"call_id": call_id, "contract_slug": CONTRACT, "author_name": "Zoé"}
    common |= {"visibility": "published", "submitted_at": now, "published_at": now}
    rows = [{"id": i, "title": t, "body": b, "fingerprint": str(i)} | common for i, t, b in written]
    db.session().execute(insert(Idea), rows)
    db.session().execute(insert(SearchEntry), [_entry(*one) for one in written])


def _entry(idea_id: object, title: str, body: str) -> dict[str, object]:
    heading, folded = " ".join(telling_words(title)), fold(f"{title} {body}")
    return {"kind": "idea", "subject_id": idea_id, "realm": CONTRACT} | {
        "heading": heading,
        "folded": folded,
    }


def _question(rng: Random) -> tuple[str, str]:
    """An idea of the same kind, typed with a slip, sometimes about nothing that is there."""
    title, body = texts.idea(rng)
    slip = rng.randrange(3, len(title) - 1)
    typed = title[:slip] + title[slip + 1 :]
    return (typed if rng.random() < 0.9 else "Réduire les impôts des entreprises"), body
