"""What is asked of the application and of the floors, and against which floor each is held."""

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode

from tests.bench import texts
from tests.bench.client import Ask
from tests.bench.seed import Seeded

LIMIT = 15  # lines of a page, of the application and of the floor
DEEP_PAGE = 200
MANY = 10
# A cookie that says nothing new: the page is then made for this reader, never taken from the cache.
UNSHARED = {"Cookie": "beffroi_langue=fr", "Accept-Encoding": "gzip"}
CROWD = {"Accept-Encoding": "gzip"}
JSON = {"Content-Type": "application/json"}
SEARCHES = ("bancs", "école", "jardin partage", "velo", "terril", "bus bancs", "cuisine", "canal")
Make = Callable[[int], Ask]


@dataclass(frozen=True)
class Scenario:
    """`make(n)` is its n-th request; `floor` is what it is held against, at most `aim` times it."""

    name: str
    make: Make
    floor: str = ""
    aim: float = 0.0
    of_floor: bool = False
    conditional: bool = False
    times: int = 1  # what costs next to nothing is asked more often, or the clock does not see it


def floors() -> list[Scenario]:
    """The three floors."""

    def insert(n: int) -> Ask:
        body = json.dumps({"line": n % 1000 + 1, "words": "Un banc devant l’école."})
        return Ask("/insert", "POST", JSON, body)

    return [
        Scenario("constant", lambda _n: Ask("/constant"), of_floor=True, times=MANY),
        Scenario("15 rows", lambda _n: Ask("/rows"), of_floor=True),
        Scenario("insert", insert, of_floor=True),
    ]


def scenarios(seeded: Seeded, cursor: str) -> list[Scenario]:
    """What residents do; `cursor` leads to the page that is deep in the list."""
    return [
        *_readings("page", "/idees", _PAGE_WORDS, seeded, cursor),
        *_readings("API", "/api/v1/ideas", _API_WORDS, seeded, cursor),
        *_debates(seeded),
        *_writings(seeded),
    ]


def readings(seeded: Seeded, cursor: str) -> list[Scenario]:
    """Those that read, page and API, and are made anew for their reader."""
    found = [
        *_readings("page", "/idees", _PAGE_WORDS, seeded, cursor),
        *_readings("API", "/api/v1/ideas", _API_WORDS, seeded, cursor),
    ]
    return [scenario for scenario in found if scenario.floor == "15 rows"]


_PAGE_WORDS = {"order": "tri", "supports": "soutiens", "place": "quartier", "cursor": "apres"}
_API_WORDS = {
    "order": "order",
    "supports": "supports",
    "place": "neighbourhood",
    "cursor": "cursor",
}


def _readings(
    kind: str, path: str, word: dict[str, str], seeded: Seeded, cursor: str
) -> list[Scenario]:
    def listed(**asked: str) -> Ask:
        return Ask(f"{path}?{urlencode(asked)}" if asked else path, headers=UNSHARED)

    def ordered(n: int) -> Ask:
        place = seeded.places[n % len(seeded.places)]
        return listed(**{word["order"]: word["supports"], word["place"]: place})

    def detail(n: int) -> Ask:
        return Ask(f"{path}/{seeded.ideas[_scattered(n, len(seeded.ideas))]}", headers=UNSHARED)

    first = Ask(path, headers=CROWD)
    deep = {word["cursor"]: cursor}
    search = [listed(q=words) for words in SEARCHES]
    return [
        Scenario(f"{kind}: list, first page", lambda _n: listed(), "15 rows", 2.5),
        Scenario(f"{kind}: list, a place, by supports", ordered, "15 rows", 2.5),
        Scenario(f"{kind}: list, page {DEEP_PAGE}", lambda _n: listed(**deep), "15 rows", 2.5),
        Scenario(f"{kind}: list, searched", lambda n: search[n % len(search)], "15 rows", 2.5),
        Scenario(f"{kind}: one idea", detail, "15 rows", 2.5),
        Scenario(f"{kind}: list, for a crowd", lambda _n: first, "constant", 1.2, times=MANY),
        Scenario(
            f"{kind}: list, unchanged (304)",
            lambda _n: first,
            "constant",
            1.2,
            conditional=True,
            times=MANY,
        ),
    ]


def _debates(seeded: Seeded) -> list[Scenario]:
    """An idea with thousands of comments, held against one with some tens."""
    ways = {
        "page: debate": "/idees/{}",
        "page: debate, most answered": "/idees/{}?tri=discutes",
        "API: debate": "/api/v1/ideas/{}/comments",
        "API: debate, for": "/api/v1/ideas/{}/comments?position=for&order=latest",
    }
    found = []
    for name, path in ways.items():
        short, long = (Ask(path.format(idea), headers=UNSHARED) for idea in seeded.debates)
        of_few = f"{name}, {seeded.debated[0]} comments"
        found += [
            Scenario(of_few, _always(short), "15 rows", 2.5),
            Scenario(f"{name}, {seeded.debated[1]}", _always(long), of_few, 1.2),
        ]
    return found


def _writings(seeded: Seeded) -> list[Scenario]:
    numbers, rng = itertools.count(), Random(17)

    def submitted(headers: dict[str, str], **more: str) -> Ask:
        title, body = texts.idea(rng)
        sent = {
            "call": seeded.call_slugs[0],
            "title": title,
            "body": body,
            "neighbourhood": seeded.places[0],
            **more,
        }
        return Ask("/api/v1/ideas", "POST", JSON | headers, json.dumps(sent))

    def bearer(n: int) -> dict[str, str]:
        return {"Authorization": f"Bearer {seeded.tokens[n % len(seeded.tokens)]}"}

    def support(_n: int) -> Ask:
        """Each device supports each idea once at most, whatever ran before."""
        number = next(numbers)
        idea = seeded.ideas[number // len(seeded.tokens) % len(seeded.ideas)]
        path = f"/api/v1/ideas/{idea}/support"
        return Ask(path, "PUT", JSON | bearer(number), '{"support": true}')

    return [
        Scenario(
            "API: submit, no account", lambda _n: submitted({}, author_name="Zoé"), "insert", 3.0
        ),
        Scenario("API: submit, signed in", lambda n: submitted(bearer(n)), "insert", 3.0),
        Scenario("API: support, signed in", support, "insert", 3.0),
    ]


def _always(ask: Ask) -> Make:
    return lambda _n: ask


def _scattered(number: int, size: int) -> int:
    """Another one each time, far from the last."""
    return number * 7919 % size
