"""Errors: one shape for programs, a helpful page for people, and nothing of the inside."""

from pathlib import Path

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy import func, select, text

from beffroi import MAX_BODY_BYTES
from beffroi.core import db, problems
from beffroi.core.outbox import Tick
from beffroi.core.policy import PUBLIC, guarded
from beffroi.core.problems import PROBLEM_JSON, Conflict, Problem
from tests.factories import make_person
from tests.support.people import SignIn

KINDS = [kind for kind in problems._BY_STATUS.values() if kind.status != 401]
SECRET = "what-somebody-typed"


@pytest.fixture
def database_url(one_database: str) -> str:
    """Only one test here asks the database, and says so."""
    return one_database


def raising(app: Flask, error: BaseException | type[BaseException], path: str = "/rate") -> None:
    """A page and an API route that fail so, after having written."""

    def fail() -> str:
        db.session().execute(text("INSERT INTO tick (name, next_at) VALUES ('half', '2026-01-01')"))
        raise error

    view = guarded(PUBLIC)(fail)
    for rule in (path, f"/api/v1{path}"):
        app.add_url_rule(rule, rule, view, methods=["GET", "POST"])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_problem_is_json_for_programs_and_a_page_for_people(
    app: Flask, kind: type[Problem]
) -> None:
    raising(app, kind(errors={"title": ["Trop long."]}))
    client = app.test_client()
    answer = client.post("/api/v1/rate")
    assert (answer.status_code, answer.mimetype) == (kind.status, PROBLEM_JSON)
    body = answer.get_json()
    assert body["type"] == f"urn:beffroi:problem:{kind.code}"
    assert (body["status"], body["code"]) == (kind.status, kind.code)
    assert body["errors"] == {"title": ["Trop long."]}
    page = client.post("/rate")
    assert (page.status_code, page.mimetype) == (kind.status, "text/html")
    assert str(kind.title) in page.text
    assert page.headers["Cache-Control"] == answer.headers["Cache-Control"] == "no-store"


def test_a_problem_is_said_in_the_reader_s_language(app: Flask) -> None:
    raising(app, Conflict())
    said = {
        language: app.test_client().get("/rate", headers={"Accept-Language": language}).text
        for language in ("fr", "en")
    }
    assert "Quelque chose a changé entre-temps" in said["fr"]
    assert '<html lang="en"' in said["en"]


def test_a_program_who_is_nobody_is_told_how_to_sign_in(client: FlaskClient) -> None:
    answer = client.get("/api/v1/me")
    assert (answer.status_code, answer.mimetype) == (401, PROBLEM_JSON)
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="beffroi"'


def test_a_person_is_led_to_sign_in_and_back(client: FlaskClient) -> None:
    answer = client.get("/moi/idees?apres=abc")
    assert (answer.status_code, answer.location) == (
        303,
        "/connexion?suite=/moi/idees%3Fapres%3Dabc",
    )


@pytest.mark.parametrize(
    ("referrer", "back"),
    [
        ("http://localhost/idees/7?x=1", "/idees/7"),
        ("https://elsewhere.example/idees", "/"),
        ("http://localhost.elsewhere.example/idees", "/"),
        ("http://localhost//elsewhere.example", "/"),
        ("http://[", "/"),
        ("http://localhost//[", "/"),
        ("é\\", "/"),
        ("", "/"),
    ],
)
def test_after_a_form_one_is_led_back_to_the_page_it_was_on(
    client: FlaskClient, referrer: str, back: str
) -> None:
    answer = client.post("/moi/messages/lus", headers={"Referer": referrer})
    assert (answer.status_code, answer.location) == (303, f"/connexion?suite={back}")


@pytest.mark.parametrize("path", ["/rate", "/api/v1/rate"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_accident_shows_nothing_of_the_inside_and_leaves_nothing(
    app: Flask, path: str, method: str, capsys: pytest.CaptureFixture[str]
) -> None:
    raising(app, ValueError(SECRET))
    answer = app.test_client().open(path, method=method)
    assert answer.status_code == 500
    assert answer.headers["Cache-Control"] == "no-store"
    for inside in (SECRET, "ValueError", "Traceback", ".py", "INSERT"):
        assert inside not in answer.text
    assert db.session().scalar(select(func.count()).select_from(Tick)) == 0
    captured = capsys.readouterr()
    assert SECRET not in captured.out + captured.err


def test_a_failed_statement_still_gives_the_page_that_says_so(app: Flask, sign_in: SignIn) -> None:
    def ask_nonsense() -> str:
        db.session().execute(text("SELECT nothing FROM nowhere"))
        return "never"

    app.add_url_rule("/absurde", view_func=guarded(PUBLIC)(ask_nonsense))
    answer = sign_in(make_person()).get("/absurde")
    assert answer.status_code == 500
    assert "Une erreur est survenue de notre côté" in answer.text


def test_what_has_no_problem_of_its_own_keeps_its_status(app: Flask) -> None:
    app.add_url_rule("/theiere", view_func=guarded(PUBLIC)(lambda: abort(418)))
    assert app.test_client().get("/theiere").status_code == 418


@pytest.mark.parametrize("path", ["/nulle-part", "/api/v1/nowhere", "/api/nowhere"])
def test_what_does_not_exist_is_a_404(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert (answer.mimetype == PROBLEM_JSON) == path.startswith("/api/")


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/charte", {"GET", "HEAD", "OPTIONS"}), ("/api/v1/themes", {"GET", "HEAD", "OPTIONS"})],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"])
def test_an_unknown_method_says_which_are_known(
    client: FlaskClient, path: str, allowed: set[str], method: str
) -> None:
    answer = client.open(path, method=method)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == allowed


def test_validation_names_each_field(client: FlaskClient) -> None:
    answer = client.post("/api/v1/ideas", json={"title": 3, "unheard_of": 1})
    assert answer.status_code == 422
    errors = answer.get_json()["errors"]
    assert {"title", "unheard_of", "call"} <= set(errors)
    assert all(isinstance(m, str) for texts in errors.values() for m in texts)


BAD_BODIES = {
    "broken JSON": b'{"title": ',
    "broken UTF-8": b'{"title": "\xff\xfe"}',
    "not an object": b'["title"]',
    "a number": b"3",
    "null": b"null",
    "nothing": b"",
    "very deep": b"[" * 100_000,
    "deep objects": b'{"title":' * 20_000,
    "a very long number": b'{"title": ' + b"9" * 6000 + b"}",
    "not a number": b'{"title": NaN}',
    "half a surrogate": b'{"title": "\\ud800", "\\ud800": 1}',
    "null bytes": b'{"title": "a\\u0000b", "body": "\\u0000"}',
    "a null byte": b"\x00",
    "an override": '{"title": "a\u202eb"}'.encode(),
    "with a mark": b"\xef\xbb\xbf{}",
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES)
@pytest.mark.parametrize("path", ["/api/v1/ideas", "/api/v1/sign-in-links", "/api/v1/sessions"])
def test_a_bad_body_is_the_sender_s_fault(client: FlaskClient, path: str, body: bytes) -> None:
    answer = client.post(path, data=body, content_type="application/json")
    assert answer.status_code in {400, 422}, answer.text
    assert answer.mimetype == PROBLEM_JSON
    assert "Traceback" not in answer.text


def test_an_oversize_body_is_refused(client: FlaskClient) -> None:
    heavy = "é" * MAX_BODY_BYTES
    assert client.post("/api/v1/ideas", json={"title": heavy}).status_code == 413
    assert client.post("/connexion", data={"email": heavy}).status_code == 413
    assert client.post("/connexion", data={str(n): "x" for n in range(5000)}).status_code < 500


BAD_FORMS = {
    "broken UTF-8": b"email=%ff%fe&suite=%00",
    "null byte": b"email=a%00b@example.org",
    "no equals": b"&&&;;===",
    "an override": "email=a\u202eb".encode(),
}


@pytest.mark.parametrize("body", BAD_FORMS.values(), ids=BAD_FORMS)
def test_a_bad_form_is_shown_again(client: FlaskClient, body: bytes) -> None:
    kind = "application/x-www-form-urlencoded"
    assert client.post("/connexion", data=body, content_type=kind).status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "/idees?q=%ff%00&theme=%ff&apres=%00&quartier=%27&tri=%22&statut=%00&appel=%00",
        "/quartiers/%00",
        "/quartiers/%ff",
        "/idees/%00",
        "/connexion/lien/%00%ff",
        "/connexion?suite=%00//x",
        "/courrier/..%2f..%2fetc%2fpasswd",
        "/courrier/%00",
        "/static/x/..%2f..%2fsettings.py",
        "/static/x/%00",
        "/api/v1/ideas?q=%00&limit=1e9&theme=%ff",
        "/api/v1/ideas?limit=0",
        "/api/v1/ideas?limit=99999999999999999999999",
        "/api/v1/neighbourhoods/%00",
        "/?lang=%00",
    ],
)
def test_a_bad_address_is_never_an_accident(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code < 500


def test_reading_a_package_file_through_static_is_a_404(client: FlaskClient) -> None:
    assert (Path(problems.__file__).parents[1] / "settings.py").exists()
    assert client.get("/static/x/../settings.py").status_code == 404
