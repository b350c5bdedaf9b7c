"""Pages that are the same for everybody: kept a moment, never anybody's own."""

import gzip
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse
from werkzeug.wrappers import Response

from beffroi import create_app
from beffroi.core import db
from beffroi.core.page_cache import MAX_BYTES, MAX_ENTRIES, PageCache
from beffroi.identity import services as identity
from beffroi.settings import Settings
from tests.factories import make_person

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PUBLIC = "public, max-age=0, s-maxage=2"


@dataclass
class Site:
    """What stands behind the cache: counts what reaches it, answers as it is told."""

    headers: dict[str, str] = field(default_factory=lambda: {"Cache-Control": PUBLIC})
    status: int = 200
    body: str = "Bonjour"
    calls: int = 0
    time: float = 100.0

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Any:
        self.calls += 1
        text = f"{self.body} {environ.get('HTTP_ACCEPT_LANGUAGE', '')} {self.calls}"
        return Response(text, self.status, headers=self.headers)(environ, start)


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def crowd(site: Site) -> Client:
    """Somebody without a cookie; each request is a new person."""
    return Client(PageCache(site, lambda: site.time), use_cookies=False)


def test_a_second_reader_gets_the_page_of_the_first(site: Site, crowd: Client) -> None:
    first, second = crowd.get("/idees"), crowd.get("/idees")
    assert site.calls == 1
    assert first.text == second.text
    assert first.headers["Content-Type"] == second.headers["Content-Type"]
    assert second.headers["Content-Length"] == str(len(second.data))


def test_a_page_is_rendered_anew_once_its_seconds_are_over(site: Site, crowd: Client) -> None:
    crowd.get("/idees")
    site.time += 1.99
    crowd.get("/idees")
    assert site.calls == 1
    site.time += 0.01
    assert crowd.get("/idees").text.endswith("2")


def test_one_who_has_the_page_gets_304(site: Site, crowd: Client) -> None:
    tag = crowd.get("/idees").headers["ETag"]
    for asked in (tag, f'"other", {tag}'):
        answer = crowd.get("/idees", headers={"If-None-Match": asked})
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == tag
    assert crowd.get("/idees", headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_page_that_changed_has_another_tag(site: Site, crowd: Client) -> None:
    tag = crowd.get("/idees").headers["ETag"]
    site.time += 3
    answer = crowd.get("/idees", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.headers["ETag"] == tag) == (200, False)


def test_it_is_compressed_for_those_who_can_read_it(site: Site, crowd: Client) -> None:
    plain = crowd.get("/idees")
    packed = crowd.get("/idees", headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Content-Length"] == str(len(packed.data))
    assert "Content-Encoding" not in plain.headers
    refused = crowd.get("/idees", headers={"Accept-Encoding": "gzip;q=0"})
    assert refused.data == plain.data


@pytest.mark.parametrize(
    "other",
    [
        {"headers": {"Accept-Language": "en"}},
        {"base_url": "http://other.example"},
        {"base_url": "https://localhost"},
        {"path": "/quartiers"},
        {"query_string": {"q": "banc"}},
    ],
    ids=["language", "host", "scheme", "path", "query"],
)
def test_what_differs_is_kept_apart(site: Site, crowd: Client, other: dict[str, Any]) -> None:
    crowd.get("/idees")
    crowd.open(**{"path": "/idees"} | other)
    assert site.calls == 2
    assert crowd.get("/idees").text.endswith("1")


@pytest.mark.parametrize(
    "own",
    [{"Cookie": "beffroi_session=x"}, {"Cookie": ""}, {"Authorization": "Bearer x"}],
    ids=["cookie", "empty cookie", "token"],
)
def test_one_who_brings_anything_neither_gets_nor_fills_it(
    site: Site, crowd: Client, own: dict[str, str]
) -> None:
    assert crowd.get("/idees", headers=own).text.endswith("1")
    assert crowd.get("/idees").text.endswith("2")
    assert crowd.get("/idees", headers=own).text.endswith("3")
    assert crowd.get("/idees").text.endswith("2")


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "OPTIONS"])
def test_only_a_get_is_kept(site: Site, crowd: Client, method: str) -> None:
    crowd.open("/idees", method=method)
    crowd.open("/idees", method=method)
    assert site.calls == 2
    crowd.get("/idees")
    assert site.calls == 3


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Cache-Control": "private, no-store"},
        {"Cache-Control": "no-store"},
        {"Cache-Control": "public, max-age=60"},
        {"Cache-Control": "public, s-maxage=0"},
        {"Cache-Control": PUBLIC, "Set-Cookie": "beffroi_notice=x"},
        {"Cache-Control": PUBLIC, "set-cookie": "beffroi_session=x"},
    ],
    ids=lambda headers: ", ".join(headers.values()) or "nothing said",
)
def test_what_is_not_marked_for_everybody_is_not_kept(
    site: Site, crowd: Client, headers: dict[str, str]
) -> None:
    site.headers = headers
    first, second = crowd.get("/idees"), crowd.get("/idees")
    assert site.calls == 2
    assert (first.status_code, second.text[-1]) == (200, "2")


@pytest.mark.parametrize("status", [303, 404, 410, 422, 500, 503])
def test_an_error_is_not_kept(site: Site, crowd: Client, status: int) -> None:
    site.status = status
    assert [crowd.get("/idees").status_code for _ in range(2)] == [status, status]
    assert site.calls == 2


def test_a_very_long_page_is_not_kept(site: Site, crowd: Client) -> None:
    site.body = "x" * MAX_BYTES
    assert len(crowd.get("/idees").data) > MAX_BYTES
    crowd.get("/idees")
    assert site.calls == 2


def test_what_is_not_kept_goes_out_a_piece_at_a_time() -> None:
    made: list[int] = []

    def pieces() -> Iterator[bytes]:
        for number in range(3):
            made.append(number)
            yield b"%d" % number

    stream = Response(pieces(), headers={"Cache-Control": "private, no-store"})
    answer = Client(PageCache(stream), use_cookies=False).get("/ideas.csv", buffered=False)
    before = len(made)
    assert answer.get_data() == b"012"
    assert (before, len(made)) == (1, 3)


def test_it_does_not_grow_without_end(site: Site) -> None:
    cache = PageCache(site, lambda: site.time)
    crowd = Client(cache, use_cookies=False)
    for number in range(MAX_ENTRIES + 20):
        crowd.get(f"/idees?q={number}")
    assert len(cache._kept) <= MAX_ENTRIES


def test_an_accident_behind_it_comes_through_and_is_not_kept(site: Site) -> None:
    def fail(_environ: "WSGIEnvironment", _start: "StartResponse") -> Iterator[bytes]:
        raise OSError

    cache = PageCache(fail)
    with pytest.raises(OSError):  # noqa: PT011 (its kind is all there is)
        Client(cache).get("/")
    assert cache._kept == {}


def test_a_burst_of_readers_all_get_a_whole_page(site: Site, crowd: Client) -> None:
    site.body = "é" * 5000

    def read(number: int) -> TestResponse:
        wanted = {"Accept-Encoding": "gzip"} if number % 2 else {}
        return Client(crowd.application, use_cookies=False).get("/idees", headers=wanted)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(read, range(200)))
    bodies = {gzip.decompress(a.data) if a.content_encoding else a.data for a in answers}
    assert {a.status_code for a in answers} == {200}
    assert {len(body) for body in bodies} <= {10_003, 10_004}
    assert site.calls <= 8


def test_the_clock_it_reads_never_goes_back() -> None:
    assert PageCache(Site())._monotonic is time.monotonic


@pytest.fixture
def database_url(one_database: str) -> str:
    """The cache knows no database."""
    return one_database


@pytest.fixture
def served(settings: Settings, tmp_path: Path) -> Iterator[Flask]:
    """The application as it is served: with its cache."""
    app = create_app(replace(settings, testing=False))
    with app.app_context():
        yield app
        db.session().close()
        db.engine().dispose()


def test_the_home_page_is_kept_and_never_a_person_s(served: Flask) -> None:
    token = identity.sign_in_token_for(make_person(display_name="Nora Unique").id)
    db.session().commit()
    person, stranger = served.test_client(), served.test_client(use_cookies=False)
    assert person.post(f"/connexion/lien/{token}").status_code == 303
    before = stranger.get("/idees")
    own = person.get("/idees")
    after = stranger.get("/idees")
    assert before.headers["Cache-Control"] == PUBLIC
    assert before.headers["ETag"] == after.headers["ETag"]
    assert "Set-Cookie" not in before.headers
    assert own.headers["Cache-Control"] != PUBLIC
    assert "Nora Unique" not in before.text + after.text
    assert {"Cookie", "Authorization", "Accept-Language"} <= set(before.vary)
