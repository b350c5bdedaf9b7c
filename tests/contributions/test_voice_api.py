"""Telling an idea by program: the same recording, the same reading over, as on the pages."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from beffroi.contributions.models import Call, Idea, Voice
from beffroi.contributions.services.voices import writing
from beffroi.core import db
from tests.factories import make_call, make_person
from tests.relay_factories import PLACE, acting, make_relay
from tests.sound_factories import SECRET, webm
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("app", "clock")
WORDS = {"title": "Un banc", "body": "Près de l’école.", "transcript_read": True}


@pytest.fixture
def call(app: Flask) -> Call:
    made = make_call((PLACE,), moderation="after")
    db.session().commit()
    return made


@pytest.fixture
def client(app: Flask, sign_in: SignIn) -> FlaskClient:
    return sign_in(make_person())


def told(client: FlaskClient, call: Call, content: bytes = b"") -> Any:
    sent = {"voice": (BytesIO(content or webm()), "idee.webm")}
    return client.post(f"/api/v1/calls/{call.slug}/told-ideas", data=sent)


def rows(table: type[db.Base]) -> list[Any]:
    db.session().rollback()
    return list(db.session().scalars(select(table)))


def test_a_recording_is_kept_bare_and_nothing_appears(client: FlaskClient, call: Call) -> None:
    answer = told(client, call)
    assert answer.status_code == 201, answer.text
    body = answer.get_json()
    assert (body["call"], body["idea"], body["voice"]["kind"]) == (call.slug, None, "audio/webm")
    assert rows(Idea) == []
    here = f"/api/v1/calls/{call.slug}/told-ideas/{body['id']}"
    assert client.get(here).get_json()["voice"]["seconds"] == body["voice"]["seconds"]
    sound = client.get(f"{body['url']}/voix/son")
    assert SECRET not in sound.data


@pytest.mark.parametrize("content", [b"not a sound", webm(130.0)])
def test_what_is_no_recording_of_two_minutes_is_refused(
    client: FlaskClient, call: Call, content: bytes
) -> None:
    refused = told(client, call, content)
    assert refused.status_code == 422
    assert list(refused.get_json()["errors"]) == ["voice"]
    assert rows(Voice) == []


def test_nothing_is_sent_before_the_words_are_read_over(client: FlaskClient, call: Call) -> None:
    here = f"/api/v1/calls/{call.slug}/told-ideas/{told(client, call).get_json()['id']}"
    unread = client.post(f"{here}/idea", json=WORDS | {"transcript_read": False})
    assert list(unread.get_json()["errors"]) == ["transcript_read"]
    assert rows(Idea) == []
    sent = client.post(f"{here}/idea", json=WORDS)
    assert sent.status_code == 201, sent.text
    assert client.post(f"{here}/idea", json=WORDS).get_json()["id"] == sent.get_json()["id"]
    [idea] = rows(Idea)
    assert (idea.title, idea.visibility) == ("Un banc", "published")
    assert sent.get_json()["url"] == f"/idees/{idea.id}"
    assert rows(Voice) == []
    assert client.get(here).get_json()["idea"] == str(idea.id)


def test_a_voice_to_be_heard_waits_for_a_person(client: FlaskClient, call: Call) -> None:
    here = f"/api/v1/calls/{call.slug}/told-ideas/{told(client, call).get_json()['id']}"
    sent = client.post(f"{here}/idea", json=WORDS | {"voice_is_heard": True})
    assert sent.status_code == 201
    [voice] = rows(Voice)
    assert str(voice.idea_id) == sent.get_json()["id"]
    assert rows(Idea)[0].visibility == "waiting"


def test_a_relay_writes_it_down_and_its_author_sends_what_was_written(
    client: FlaskClient, call: Call
) -> None:
    here = f"/api/v1/calls/{call.slug}/told-ideas/{told(client, call).get_json()['id']}"
    asked = client.put(f"{here}/writing-request", json={"neighbourhood": PLACE})
    assert asked.get_json()["voice"]["asked_at"]
    [voice] = rows(Voice)
    writing.write_down(acting(make_relay()), voice.id, "Un abri", "Pour la pluie.")
    db.session().commit()
    read = client.get(here).get_json()
    assert (read["title"], read["body"]) == ("Un abri", "Pour la pluie.")
    assert client.post(f"{here}/idea", json={"transcript_read": True}).status_code == 201
    [idea] = rows(Idea)
    assert (idea.title, idea.neighbourhood_slug) == ("Un abri", PLACE)


def test_who_cannot_be_told_asks_no_relay(app: Flask, call: Call) -> None:
    nobody = app.test_client()
    nobody.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    here = f"/api/v1/calls/{call.slug}/told-ideas/{told(nobody, call).get_json()['id']}"
    refused = nobody.put(f"{here}/writing-request", json={"neighbourhood": PLACE})
    assert refused.status_code in {401, 403}


def test_it_is_of_its_call_only(client: FlaskClient, call: Call) -> None:
    other = make_call((PLACE,))
    db.session().commit()
    draft = told(client, call).get_json()["id"]
    assert client.get(f"/api/v1/calls/{other.slug}/told-ideas/{draft}").status_code == 404
