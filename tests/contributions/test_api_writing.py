"""Ideas, supports, stages and comments as programs write them."""

import uuid
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from beffroi.contributions.models import Comment, Idea
from beffroi.core import db
from tests.factories import make_call, make_idea, make_person, make_staff
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("clock")

TEXT = {"title": "Un banc", "body": "Près de l’école."}


def send(
    client: FlaskClient, method: str, path: str, body: Any, status: int, **headers: str
) -> Any:
    db.session().commit()
    answer = client.open(f"/api/v1{path}", method=method, json=body, headers=headers)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer


def errors(answer: Any) -> set[str]:
    assert answer.mimetype == "application/problem+json"
    return set(answer.get_json()["errors"])


def ideas() -> int:
    return db.session().scalar(select(func.count()).select_from(Idea)) or 0


def new(**given: Any) -> dict[str, Any]:
    return TEXT | {"call": make_call().slug, "author_name": "Zoé"} | given


def test_an_idea_is_submitted_and_says_where_it_is(client: FlaskClient) -> None:
    answer = send(client, "POST", "/ideas", new(), 201)
    idea = answer.get_json()
    assert answer.headers["Location"] == f"/api/v1/ideas/{idea['id']}"
    assert (idea["visibility"], idea["version"]) == ("waiting", 1)


def test_the_same_key_makes_one_idea(client: FlaskClient) -> None:
    body = new()
    headers = {"Idempotency-Key": "k-1"}
    first = send(client, "POST", "/ideas", body, 201, **headers)
    again = send(client, "POST", "/ideas", body, 201, **headers)
    assert again.get_json() == first.get_json()
    assert again.headers["Location"] == first.headers["Location"]
    assert ideas() == 1


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"title": 3}, {"title"}),
        ({"title": None}, {"title"}),
        ({"title": "x" * 10_000}, {"title"}),
        ({"title": "a\u202eb"}, {"title"}),
        ({"body": "a\x00b"}, {"body"}),
        ({"body": ""}, {"body"}),
        ({"call": "nulle-part"}, {"call"}),
        ({"call": ["a"]}, {"call"}),
        ({"neighbourhood": "nulle-part"}, {"neighbourhood"}),
        ({"themes": "propre"}, {"themes"}),
        ({"themes": ["rien"]}, {"themes"}),
        ({"themes": ["a", "b", "c", "d", "e", "f"]}, {"themes"}),
        ({"email": "pas une adresse"}, {"email"}),
        ({"author_name": ""}, {"author_name"}),
        ({"language": "klingon"}, {"language"}),
        ({"surprise": 1}, {"surprise"}),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(
    client: FlaskClient, given: dict[str, Any], fields: set[str]
) -> None:
    answer = send(client, "POST", "/ideas", new(**given), 422)
    named = {name.split(".")[0] for name in errors(answer)}
    assert named == fields
    assert ideas() == 0


def test_what_is_not_json_is_refused(client: FlaskClient) -> None:
    for content in (b"{", b'{"title": "\xff"}', b"[]", b'"x"', b""):
        answer = client.post("/api/v1/ideas", data=content, content_type="application/json")
        assert 400 <= answer.status_code < 500
        assert answer.mimetype == "application/problem+json"


def test_script_is_kept_as_it_was_written(client: FlaskClient) -> None:
    body = new(title="<script>alert(1)</script>")
    idea = send(client, "POST", "/ideas", body, 201).get_json()
    assert idea["title"] == "<script>alert(1)</script>"


def test_an_author_revises_the_version_they_read(sign_in: SignIn) -> None:
    me = make_person()
    idea_id = make_idea(author=me, visibility="waiting").id
    client = sign_in(me)
    tag = client.get(f"/api/v1/ideas/{idea_id}/text").headers["ETag"]
    path = f"/ideas/{idea_id}/text"
    answer = send(client, "PUT", path, TEXT, 200, **{"If-Match": tag})
    assert (answer.get_json()["version"], answer.headers["ETag"]) == (2, '"2"')
    stale = send(client, "PUT", path, TEXT | {"title": "Deux"}, 412, **{"If-Match": tag})
    assert stale.get_json()["code"] == "stale_text"


@pytest.mark.parametrize("tag", [None, "1", '"0"', '"x"', '"99999999999"', "*"])
def test_a_revision_without_a_version_is_refused(sign_in: SignIn, tag: str | None) -> None:
    me = make_person()
    idea_id = make_idea(author=me, visibility="waiting").id
    headers = {"If-Match": tag} if tag else {}
    answer = send(sign_in(me), "PUT", f"/ideas/{idea_id}/text", TEXT, 422, **headers)
    assert errors(answer) == {"If-Match"}


def test_a_support_is_said_not_toggled(client: FlaskClient, sign_in: SignIn) -> None:
    idea_id = make_idea().id
    mine, path = sign_in(make_person()), f"/ideas/{idea_id}/support"
    for _ in range(2):
        answer = send(mine, "PUT", path, {"support": True}, 200)
        assert answer.get_json() == {"support": True, "support_count": 1, "counted": True}
    answer = send(mine, "PUT", path, {"support": False}, 200)
    assert answer.get_json() == {"support": False, "support_count": 0, "counted": False}
    assert errors(send(mine, "PUT", path, {"support": "oui"}, 422)) == {"support"}
    send(mine, "PUT", f"/ideas/{uuid.uuid4()}/support", {"support": True}, 404)
    send(client, "PUT", path, {"support": True}, 401)


def test_staff_moves_an_idea_and_residents_do_not(sign_in: SignIn) -> None:
    idea_id = make_idea().id
    path, move = f"/ideas/{idea_id}/stage", {"stage": "kept", "answer": "En mai."}
    staff = sign_in(make_staff())
    assert send(staff, "PUT", path, move, 200).get_json()["stage"] == "kept"
    assert errors(send(staff, "PUT", path, {"stage": "done"}, 422)) == {"answer"}
    assert send(staff, "PUT", path, {"stage": "open"}, 409).get_json()["code"] == "impossible_move"
    send(sign_in(make_person()), "PUT", path, move, 403)


def test_a_comment_is_written_read_and_put_right(sign_in: SignIn) -> None:
    idea = make_idea()
    client = sign_in(make_person())
    answer = send(client, "POST", f"/ideas/{idea.id}/comments", {"body": "Oui !"}, 201)
    place = answer.headers["Location"].removeprefix("/api/v1")
    assert client.get(f"/api/v1{place}").get_json()["body"] == "Oui !"
    tag = {"If-Match": '"1"'}
    changed = send(client, "PUT", f"{place}/text", {"body": "Oui, oui !"}, 200, **tag)
    assert changed.get_json()["version"] == 2
    assert db.session().scalars(select(Comment.body)).one() == "Oui, oui !"


def test_a_comment_that_waits_is_read_by_its_author_only(
    client: FlaskClient, sign_in: SignIn
) -> None:
    idea = make_idea()
    mine = sign_in(make_person())
    answer = send(mine, "POST", f"/ideas/{idea.id}/comments", {"body": "Oui !"}, 201)
    assert client.get(answer.headers["Location"]).status_code == 404
    send(client, "POST", f"/ideas/{idea.id}/comments", {"body": "Oui !"}, 401)


def test_somebody_confirms_the_idea_sent_with_their_address(sign_in: SignIn) -> None:
    me = make_person()
    idea = make_idea(author=me, visibility="waiting", author_confirmed=False)
    path = f"/ideas/{idea.id}/author"
    assert send(sign_in(me), "PUT", path, None, 200).get_json()["author_confirmed"]
    send(sign_in(make_person()), "PUT", path, None, 404)
