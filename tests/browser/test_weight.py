"""A first visit is light: few requests, all of them ours, and a page a slow network can carry."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Response

from tests.browser.atlas import STOPS, Stop
from tests.browser.town import Town
from tests.support.browser import Visitors

MOST_REQUESTS = 6
MOST_BYTES = {"document": 14_000, "stylesheet": 12_000, "script": 6_000, "all": 50_000}
FIRST_VISITS = [stop for stop in STOPS if not stop.who and stop.status == 200]
FOR_BUILDERS = {"/galerie"}  # every component at once, for those who make pages


@dataclass(frozen=True)
class Sent:
    """What was sent for one request, compressed as the server or its proxy sends it."""

    kind: str
    url: str
    size: int


@pytest.mark.parametrize(
    "stop", [stop for stop in FIRST_VISITS if stop.path not in FOR_BUILDERS], ids=str
)
def test_a_first_visit_is_light(visitor: Visitors, town: Town, stop: Stop) -> None:
    somebody = visitor()
    page = somebody.open()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.insert(0, answer))
    page.goto(stop.path.format_map(town.places), wait_until="networkidle")
    sent = [_weighed(answer) for answer in answers]
    assert len(sent) <= MOST_REQUESTS, [one.url for one in sent]
    assert somebody.strayed == []
    too_heavy = {kind: (_sum(sent, kind), most) for kind, most in MOST_BYTES.items()}
    assert {k: v for k, v in too_heavy.items() if v[0] > v[1]} == {}, sent


def _weighed(answer: Response) -> Sent:
    return Sent(answer.request.resource_type, answer.url, len(gzip.compress(answer.body(), 6)))


def _sum(sent: Iterable[Sent], kind: str) -> int:
    return sum(one.size for one in sent if kind in {"all", one.kind})
