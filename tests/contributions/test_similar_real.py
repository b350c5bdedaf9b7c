"""Whether a real idea is found again when somebody else would write it, slips and all."""

import csv
import unicodedata
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import insert

from beffroi.contributions import services
from beffroi.contributions.models import Idea
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS
from beffroi.core.clock import now
from beffroi.core.folding import fold
from beffroi.core.gist import telling_words
from beffroi.core.ids import new_id
from beffroi.core.search import SearchEntry
from tests.factories import make_call

EXPORTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "contributions"
PROPOSALS = "republique_numerique_2015_proposals.csv"
PROJECTS = "paris_bp_laureats_2014_2018.csv"
ASKED = 150

pytestmark = pytest.mark.usefixtures("app", "clock")


def rows(name: str, delimiter: str = ",") -> list[dict[str, str]]:
    path = EXPORTS / name
    if not path.exists():
        pytest.skip(f"NOT MEASURED: {name} is not beside the checkout")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def texts() -> Iterator[tuple[str, str]]:
    """Titles that say something, each once."""
    seen = set()
    proposals = [(row["title"], row["body"][:600]) for row in rows(PROPOSALS)]
    title = next(name for name in rows(PROJECTS, ";")[0] if "titre" in name.lower())
    projects = [(row[title], "") for row in rows(PROJECTS, ";")]
    for heading, body in proposals + projects:
        told = frozenset(telling_words(heading))
        if len(told) >= 3 and told not in seen and len(heading) <= 120:
            seen.add(told)
            yield heading, body


def published(slug_of: uuid.UUID, written: list[tuple[str, str]]) -> list[uuid.UUID]:
    ids = [new_id() for _ in written]
    common = {"call_id": slug_of, "contract_slug": "lens-lievin", "author_name": "Zoé"}
    common |= {"visibility": "published", "submitted_at": now(), "published_at": now()}
    both = list(zip(ids, written, strict=True))
    ideas = [{"id": i, "title": t, "body": b, "fingerprint": str(i)} for i, (t, b) in both]
    entries = [
        {"subject_id": i, "heading": " ".join(telling_words(t)), "folded": fold(f"{t} {b}")}
        for i, (t, b) in both
    ]
    db.session().execute(insert(Idea), [idea | common for idea in ideas])
    place = {"kind": "idea", "realm": "lens-lievin"}
    db.session().execute(insert(SearchEntry), [entry | place for entry in entries])
    return ids


def without_accents(title: str, _rng: Random) -> str:
    plain = unicodedata.normalize("NFD", title.lower())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def slipped(title: str, rng: Random) -> str:
    """One letter of every other long word is left out, doubled, or changes places."""
    return " ".join(
        _slip(word, rng) if len(word) > 5 and n % 2 else word
        for n, word in enumerate(title.split())
    )


def _slip(word: str, rng: Random) -> str:
    at = rng.randrange(1, len(word) - 2)
    before, here, after = word[:at], word[at : at + 2], word[at + 2 :]
    return before + rng.choice((here[1], here[0] + here, here[::-1])) + after


def in_the_plural(title: str, _rng: Random) -> str:
    return " ".join(f"{word}s" if word[-1:].isalpha() else word for word in title.split())


def told_otherwise(title: str, rng: Random) -> str:
    """The words that count, in another order, within other words; one of four is left out."""
    told = telling_words(title)
    rng.shuffle(told)
    kept = told[: max(2, len(told) * 3 // 4)]
    return "Il faudrait " + " pour ".join(kept)


WAYS: dict[str, tuple[Callable[[str, Random], str], float]] = {
    "as it is": (lambda title, _rng: title, 1.0),
    "without accents": (without_accents, 1.0),
    "in the plural": (in_the_plural, 0.97),
    "with slips": (slipped, 0.93),
    "told otherwise": (told_otherwise, 0.9),
}


def test_a_real_idea_is_found_again_however_it_is_written() -> None:
    written, rng = list(texts()), Random(2015)
    call = make_call()
    ids = published(call.id, written)
    chosen = rng.sample(range(len(ids)), ASKED)
    found = dict.fromkeys(WAYS, 0)
    for name, (way, _) in WAYS.items():
        for n in chosen:
            near = services.similar_ideas(ANONYMOUS, call.slug, way(written[n][0], rng))
            found[name] += ids[n] in {one.card.id for one in near}
    share = {name: count / ASKED for name, count in found.items()}
    assert all(share[name] >= least for name, (_, least) in WAYS.items()), share


def test_what_nobody_wrote_resembles_nothing() -> None:
    call = make_call()
    published(call.id, list(texts()))
    strange = (
        "Un tournoi de pétanque pour les retraités de la cité",
        "Réparer l’ascenseur de la tour B",
        "Des cours de couture le mercredi",
        "Moins de pigeons sous le pont du chemin de fer",
    )
    found = {title: services.similar_ideas(ANONYMOUS, call.slug, title) for title in strange}
    assert {t: [one.card.title for one in near] for t, near in found.items() if near} == {}
