"""Pictures by the pages: one at a time, without script; what is wrong is said under the field."""

import uuid
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from beffroi.contributions import services
from beffroi.contributions.models import Draft, Idea, Photo
from beffroi.contributions.rules import Visibility
from beffroi.contributions.services.publication import move_idea_to
from beffroi.core import db, pictures
from tests.factories import make_call, make_idea, make_person
from tests.photo_factories import make_photo
from tests.picture_factories import huge_png, photo, telling_photo
from tests.support.actors import actor_of
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("app", "clock")
TEXT = {"title": "Un banc", "body": "Près de l’école."}


def started(moderation: str = "after") -> str:
    view = services.start_draft(
        actor_of(make_person()), make_call(moderation=moderation).slug, TEXT
    )
    db.session().commit()
    return view.url


def send(client: FlaskClient, url: str, content: bytes, name: str = "photo.jpg") -> TestResponse:
    data = {"photo": FileStorage(BytesIO(content), name), "alternative": "Un banc cassé."}
    boundary, body = encode_multipart(data)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(f"{url}/photos", data=body, content_type=kind)


def the_photo() -> Photo:
    db.session().rollback()
    return db.session().scalars(select(Photo)).one()


def test_a_picture_is_laid_described_shown_and_taken_out(client: FlaskClient) -> None:
    url = started()
    assert "Ajouter une photo" in client.get(f"{url}/photos").text
    answer = send(client, url, telling_photo())
    assert (answer.status_code, answer.location) == (303, f"{url}/photos")
    kept = the_photo()
    page = client.get(f"{url}/photos").text
    assert f'src="{url}/photos/{kept.id}/320" width="320" height="240" alt="Un banc cassé."' in page
    assert "1 photo" in client.get(f"{url}/contact").text
    client.post(f"{url}/photos/{kept.id}", data={"alternative": "Deux bancs."})
    assert the_photo().alternative == "Deux bancs."
    shown = client.get(f"{url}/photos/{kept.id}/320")
    assert shown.content_type == "image/webp"
    assert shown.headers["Cache-Control"] == "private, no-store"
    client.post(f"{url}/photos/{kept.id}/retirer")
    assert client.get(f"{url}/photos/{kept.id}/320").status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "n’est pas une photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "n’est pas une photo"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100, "HEIC"),
        (huge_png(), "trop grande"),
        (photo()[:-1200], "pas arrivée entière"),
        (b"\xff\xd8" + b"x" * (pictures.LARGEST + 100_000), "plus de 8 Mo"),
    ],
    ids=["nothing", "svg", "heic", "huge", "half", "heavy"],
)
def test_what_cannot_be_taken_is_said_under_the_field(
    client: FlaskClient, content: bytes, words: str
) -> None:
    url = started()
    answer = send(client, url, content)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'id="f-photo-error"' in answer.text
    assert db.session().scalars(select(Photo)).all() == []


def test_a_form_without_a_file_says_so(client: FlaskClient) -> None:
    url = started()
    answer = client.post(f"{url}/photos", data={"alternative": "Un banc"})
    assert answer.status_code == 422
    assert "Choisissez une photo." in answer.text
    assert 'value="Un banc"' in answer.text


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\\b.png", "x" * 3000, "a\0.jpg", ".jpg"])
def test_the_name_of_the_file_is_of_no_use(client: FlaskClient, name: str) -> None:
    url = started()
    assert send(client, url, photo(), name).status_code == 303
    assert the_photo().file_stem.isalnum()


def test_only_these_routes_take_more_than_a_form(client: FlaskClient) -> None:
    url = started()
    heavy = {"title": "Un banc", "body": "b" * 300_000}
    assert client.post(url.rsplit("/", 1)[0], data=heavy).status_code == 413
    assert send(client, url, photo() + b"x" * 1_000_000).status_code == 303


def test_a_public_picture_stays_in_the_browser_and_in_no_shared_cache(client: FlaskClient) -> None:
    idea = make_idea()
    kept = make_photo(idea)
    db.session().commit()
    url = f"/idees/{idea.id}/photos/{kept.id}/800"
    shown = client.get(url)
    assert shown.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert shown.headers["Content-Disposition"].startswith('inline; filename="photo-')
    tag = {"If-None-Match": shown.headers["ETag"]}
    assert client.get(url, headers=tag).status_code == 304
    move_idea_to(idea, Visibility.REFUSED)
    db.session().commit()
    assert client.get(url, headers=tag).status_code == 404


def test_a_picture_taken_away_with_its_idea_is_gone(client: FlaskClient, sign_in: SignIn) -> None:
    author = make_person()
    idea = make_idea(author=author, visibility="removed", published_at=None)
    db.session().commit()
    assert client.get(f"/idees/{idea.id}/photos/{uuid.uuid4()}/320").status_code == 410


def test_the_page_of_an_idea_shows_its_pictures_lazily(client: FlaskClient) -> None:
    idea = make_idea()
    kept = make_photo(idea, "Un banc <cassé>.")
    db.session().commit()
    page = client.get(f"/idees/{idea.id}").text
    assert f'src="/idees/{idea.id}/photos/{kept.id}/320" width="320" height="240"' in page
    assert 'alt="Un banc &lt;cassé&gt;." loading="lazy"' in page


def test_the_author_adds_and_takes_out_while_the_text_may_change(
    app: Flask, sign_in: SignIn
) -> None:
    author = make_person()
    idea_id = make_idea(make_call(moderation="after"), author).id
    mine, other = sign_in(author), sign_in(make_person())
    url = f"/idees/{idea_id}"
    assert send(other, url, photo()).status_code == 403
    assert other.get(f"{url}/photos").status_code == 403
    assert send(mine, url, photo()).status_code == 303
    kept = the_photo()
    assert db.session().get_one(Idea, idea_id).visibility == "waiting"
    assert mine.get(f"{url}/photos/{kept.id}/320").status_code == 200
    assert other.get(f"{url}/photos/{kept.id}/320").status_code == 404
    answer = mine.post(f"{url}/photos/{kept.id}", data={"alternative": "x" * 301})
    assert answer.status_code == 422
    assert f'id="f-alternative-{kept.id}-error"' in answer.text
    mine.post(f"{url}/photos/{kept.id}/retirer")
    assert db.session().scalars(select(Photo)).all() == []


def test_a_picture_sent_twice_by_a_double_tap_is_there_once(client: FlaskClient) -> None:
    url = started()
    assert [send(client, url, photo()).status_code for _ in range(2)] == [303, 303]
    the_photo()


def test_a_draft_that_was_sent_leads_to_the_thanks(client: FlaskClient) -> None:
    idea = make_idea()
    url = started()
    draft = db.session().get_one(Draft, uuid.UUID(url.rsplit("/", 1)[1]))
    draft.idea_id = idea.id
    db.session().commit()
    assert client.get(f"{url}/photos").location == f"{url}/merci"


def test_after_sending_the_page_says_that_somebody_looks(client: FlaskClient) -> None:
    url = started("before")
    send(client, url, photo())
    contact = {"author_name": "Zoé", "email": ""}
    assert client.post(f"{url}/contact", data=contact).status_code == 303
    assert "toujours examinée par une personne" in client.get(f"{url}/merci").text
