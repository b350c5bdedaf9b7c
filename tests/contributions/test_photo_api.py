"""Pictures by the API: multipart, idempotent, for the author; refused with the field named."""

import uuid
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from beffroi.contributions.models import Idea, Photo
from beffroi.core import db, pictures
from beffroi.identity.models import Person
from tests.factories import make_idea, make_person
from tests.photo_factories import make_photo
from tests.picture_factories import drawn, photo, telling_photo
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("app", "clock")


@pytest.fixture
def author() -> Person:
    return make_person()


@pytest.fixture
def idea_id(author: Person) -> uuid.UUID:
    idea = make_idea(author=author)
    db.session().commit()
    return idea.id


@pytest.fixture
def mine(author: Person, idea_id: uuid.UUID, sign_in: SignIn) -> FlaskClient:
    return sign_in(author)


def send(
    client: FlaskClient,
    idea_id: uuid.UUID,
    content: bytes,
    key: str = "",
    **more: str,
) -> TestResponse:
    db.session().close()  # each request of a real server has a session of its own
    sent = {"photo": FileStorage(BytesIO(content), "../x.jpg")} | more
    boundary, body = encode_multipart(sent)
    return client.post(
        f"/api/v1/ideas/{idea_id}/photos",
        data=body,
        content_type=f"multipart/form-data; boundary={boundary}",
        headers={"Idempotency-Key": key} if key else {},
    )


def another(width: int) -> bytes:
    out = BytesIO()
    drawn(width).save(out, "PNG")
    return out.getvalue()


def count() -> int:
    db.session().rollback()
    return db.session().scalar(select(func.count()).select_from(Photo)) or 0


def test_a_picture_is_sent_described_and_taken_out(mine: FlaskClient, idea_id: uuid.UUID) -> None:
    answer = send(mine, idea_id, telling_photo(), alternative="Un banc cassé.")
    assert answer.status_code == 201
    sent = answer.get_json()
    assert (sent["alternative"], sent["width"], sent["height"]) == ("Un banc cassé.", 400, 300)
    assert list(sent["sizes"]) == ["320", "800", "1600"]
    assert mine.get(sent["sizes"]["800"]).content_type == "image/webp"
    url = f"/api/v1/ideas/{idea_id}/photos/{sent['id']}"
    assert mine.put(url, json={"alternative": "Un banc."}).get_json()["alternative"] == "Un banc."
    assert mine.get(f"/api/v1/ideas/{idea_id}").get_json()["photos"][0]["alternative"] == "Un banc."
    assert mine.delete(url).status_code == 204
    assert mine.get(f"/api/v1/ideas/{idea_id}").get_json()["photos"] == []


def test_the_same_key_makes_one_picture_and_gives_one_answer(
    mine: FlaskClient, idea_id: uuid.UUID
) -> None:
    first = send(mine, idea_id, photo(), "cle-1")
    again = send(mine, idea_id, photo(), "cle-1")
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (201, "true")
    assert again.get_json() == first.get_json()
    other = send(mine, idea_id, another(410), "cle-1")
    assert other.status_code == 422
    assert "Idempotency-Key" in other.get_json()["errors"]
    described = send(mine, idea_id, photo(), "cle-1", alternative="Autre.")
    assert described.status_code == 422
    assert count() == 1


def test_without_a_key_the_same_picture_is_still_there_once(
    mine: FlaskClient, idea_id: uuid.UUID
) -> None:
    ids = {send(mine, idea_id, photo()).get_json()["id"] for _ in range(2)}
    assert len(ids) == 1
    assert count() == 1


@pytest.mark.parametrize(
    ("content", "status", "field"),
    [
        (b"", 422, "photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 422, "photo"),
        (b"\xff\xd8" + b"x" * (pictures.LARGEST + 100_000), 413, ""),
    ],
    ids=["nothing", "svg", "heavy"],
)
def test_what_cannot_be_taken_names_its_field(
    mine: FlaskClient, idea_id: uuid.UUID, content: bytes, status: int, field: str
) -> None:
    answer = send(mine, idea_id, content)
    assert answer.status_code == status
    assert list(answer.get_json().get("errors", {})) == ([field] if field else [])
    assert count() == 0


def test_other_fields_are_refused_or_checked(mine: FlaskClient, idea_id: uuid.UUID) -> None:
    intruder = send(mine, idea_id, photo(), intruder="x")
    assert list(intruder.get_json()["errors"]) == ["intruder"]
    long = send(mine, idea_id, photo(), alternative="x" * 301)
    assert list(long.get_json()["errors"]) == ["alternative"]
    bare = mine.post(f"/api/v1/ideas/{idea_id}/photos", data={"alternative": "x"})
    assert list(bare.get_json()["errors"]) == ["photo"]
    assert mine.post(f"/api/v1/ideas/{idea_id}/photos", json={}).status_code == 422
    assert count() == 0


def test_a_fourth_picture_is_refused(mine: FlaskClient, idea_id: uuid.UUID) -> None:
    codes = [send(mine, idea_id, another(width)).status_code for width in (401, 402, 403, 404)]
    assert codes == [201, 201, 201, 422]


def test_nobody_touches_the_pictures_of_another(idea_id: uuid.UUID, sign_in: SignIn) -> None:
    kept_id = make_photo(db.session().get_one(Idea, idea_id)).id
    db.session().commit()
    other = sign_in(make_person())
    url = f"/api/v1/ideas/{idea_id}/photos/{kept_id}"
    assert send(other, idea_id, photo()).status_code == 403
    assert other.put(url, json={"alternative": "x"}).status_code == 403
    assert other.delete(url).status_code == 403
    assert count() == 1
