"""What the page cache passes on answers conditions too; what it keeps carries nobody's count."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.test import Client
from werkzeug.wrappers import Response

from beffroi.core.page_cache import PageCache

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

KEPT = {"Cache-Control": "public, max-age=0, s-maxage=2"}


def reader(headers: dict[str, str]) -> Client:
    """Somebody without a cookie before a site that always answers with these headers."""

    def site(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        return Response("Bonjour", headers=headers)(environ, start)

    return Client(PageCache(site), use_cookies=False)


def test_who_has_an_answer_that_is_not_kept_gets_304() -> None:
    someone = reader({"Cache-Control": "no-cache", "ETag": '"12"'})
    answer = someone.get("/static/a.css", headers={"If-None-Match": 'W/"12"'})
    assert (answer.status_code, answer.data) == (304, b"")
    assert someone.get("/static/a.css", headers={"If-None-Match": '"13"'}).status_code == 200


def test_how_often_one_reader_came_is_not_told_to_the_next() -> None:
    someone = reader(KEPT | {"X-RateLimit-Remaining": "7", "Retry-After": "3"})
    answer = someone.get("/idees")
    assert not {"X-RateLimit-Remaining", "Retry-After"} & set(answer.headers.keys())
