"""The same write sent twice with one key: done once, answered the same, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from beffroi.contributions.models import Comment
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.clock import now
from beffroi.core.idempotency import HEADER, KEPT, IdempotencyKey, forget_old_keys
from tests.conftest import NOON
from tests.factories import make_idea, make_person
from tests.support.people import SignIn

KEY = "f3c1-0001"
WORDS = {"body": "Bonne idée, il manque aussi une fontaine."}


@pytest.fixture
def path(app: Flask) -> str:
    """Where comments on an idea are sent."""
    idea = make_idea()
    db.session().commit()
    return f"/api/v1/ideas/{idea.id}/comments"


def send(
    client: FlaskClient, path: str, key: str = KEY, words: dict[str, Any] = WORDS
) -> TestResponse:
    return client.post(path, json=words, headers={HEADER: key})


def written() -> tuple[int, int]:
    """Comments, and keys kept."""
    session = db.session()
    session.rollback()
    return (
        session.scalar(select(func.count()).select_from(Comment)) or 0,
        session.scalar(select(func.count()).select_from(IdempotencyKey)) or 0,
    )


def test_the_same_key_twice_writes_once_and_answers_the_same(path: str, sign_in: SignIn) -> None:
    client = sign_in(make_person())
    first, again = send(client, path), send(client, path)
    assert first.status_code == again.status_code == 201
    assert first.get_json() == again.get_json()
    assert first.headers.get("Location") == again.headers.get("Location")
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert written() == (1, 1)


def test_without_a_key_each_sending_is_its_own(path: str, sign_in: SignIn) -> None:
    client = sign_in(make_person())
    assert client.post(path, json=WORDS).status_code == 201
    assert client.post(path, json={"body": "Et un arbre à côté de la fontaine."}).status_code == 201
    assert written() == (2, 0)


def test_another_key_is_another_write(path: str, sign_in: SignIn) -> None:
    client = sign_in(make_person())
    send(client, path)
    send(client, path, "f3c1-0002", {"body": "Et un arbre à côté de la fontaine."})
    assert written() == (2, 2)


def test_two_threads_at_once_write_once(app: Flask, path: str, sign_in: SignIn) -> None:
    client = sign_in(make_person())
    cookie = client.get_cookie("beffroi_session")
    assert cookie is not None
    start = Barrier(4)

    def send_now(_thread: int) -> TestResponse:
        own = app.test_client()
        start.wait(timeout=20)
        headers = {HEADER: KEY, "Authorization": f"Bearer {cookie.value}"}
        return own.post(path, json=WORDS, headers=headers)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send_now, range(4)))
    assert [a.status_code for a in answers] == [201] * 4
    assert len({a.get_json()["id"] for a in answers}) == 1
    assert sum("Idempotent-Replayed" in a.headers for a in answers) == 3
    assert written() == (1, 1)


def test_the_same_key_for_another_body_is_refused(path: str, sign_in: SignIn) -> None:
    client = sign_in(make_person())
    send(client, path)
    refused = send(client, path, words={"body": "Tout autre chose, vraiment."})
    assert refused.status_code == 422
    assert set(refused.get_json()["errors"]) == {HEADER}
    assert written() == (1, 1)


def test_the_key_of_another_person_is_another_key(path: str, sign_in: SignIn) -> None:
    ones, others = sign_in(make_person()), sign_in(make_person())
    first, second = send(ones, path), send(others, path)
    assert first.status_code == second.status_code == 201
    assert first.get_json()["id"] != second.get_json()["id"]
    assert "Idempotent-Replayed" not in second.headers


def test_the_key_of_another_route_is_another_key(app: Flask, path: str, sign_in: SignIn) -> None:
    other = make_idea(title="Une fontaine")
    db.session().commit()
    elsewhere = f"/api/v1/ideas/{other.id}/comments"
    client = sign_in(make_person())
    send(client, path)
    second = send(client, elsewhere, words={"body": "Et ici aussi, une fontaine."})
    assert second.status_code == 201
    assert "Idempotent-Replayed" not in second.headers


def test_a_failure_is_not_kept(path: str, sign_in: SignIn) -> None:
    client = sign_in(make_person())
    nowhere = f"{path[:-47]}ideas/00000000-0000-7000-8000-000000000000/comments"
    assert send(client, nowhere).status_code == 404
    assert send(client, path, words={"body": ""}).status_code == 422
    assert written() == (0, 0)
    assert send(client, path).status_code == 201


def test_one_who_may_not_leaves_no_key(path: str, client: FlaskClient) -> None:
    assert send(client, path).status_code == 401
    assert written() == (0, 0)


@pytest.mark.parametrize("key", ["x" * 201, "a\x7fb", "caf\u0085"])
def test_a_key_no_program_makes_is_refused(path: str, sign_in: SignIn, key: str) -> None:
    refused = send(sign_in(make_person()), path, key)
    assert refused.status_code == 422
    assert set(refused.get_json()["errors"]) == {HEADER}


def test_a_key_is_kept_as_a_digest_alone(path: str, sign_in: SignIn) -> None:
    send(sign_in(make_person()), path, "marie-0612345678")
    kept = db.session().scalars(select(IdempotencyKey)).one()
    assert "marie" not in f"{kept.digest} {kept.fingerprint} {kept.location}"
    assert (len(kept.digest), len(kept.fingerprint)) == (64, 64)


def test_keys_are_forgotten_after_two_days(app: Flask) -> None:
    def keep(name: str) -> None:
        db.session().add(IdempotencyKey(digest=name, fingerprint="", used_at=now()))
        db.session().flush()

    with core_clock.at(NOON - KEPT - timedelta(seconds=1)):
        keep("old")
    with core_clock.at(NOON):
        keep("young")
        assert forget_old_keys() == 1
    assert [k.digest for k in db.session().scalars(select(IdempotencyKey))] == ["young"]
