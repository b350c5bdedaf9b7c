"""A comment that a relay takes down for somebody: once, with a yes, and taken back at will."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from beffroi.contributions.models import Comment, Idea
from beffroi.contributions.services import assisted, taking_back
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.identity.models import AssistedAct, Person
from beffroi.identity.services import assisted_acts
from tests.factories import make_call, make_idea
from tests.relay_factories import acting, entry, make_relay
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("app", "clock")
PATH = "/api/v1/assisted-acts"


@pytest.fixture
def relay(app: Flask) -> Person:
    return make_relay()


@pytest.fixture
def client(relay: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(relay)


@pytest.fixture
def idea(app: Flask) -> Idea:
    made = make_idea(make_call(moderation="after"))
    db.session().commit()
    return made


def sent(client: FlaskClient, idea: Idea, key: str = "k-1", **given: str) -> int:
    values = {"kind": "comment", "idea": str(idea.id), "title": "", "body": "Pour mes genoux."}
    answer = client.post(PATH, json=entry(**values | given), headers={"Idempotency-Key": key})
    db.session().rollback()
    return answer.status_code


def comments() -> list[Comment]:
    return list(db.session().scalars(select(Comment)))


def test_it_stands_under_the_idea_in_the_words_of_the_person(
    client: FlaskClient, idea: Idea
) -> None:
    assert sent(client, idea, name="Mauricette") == 201
    [comment] = comments()
    assert (comment.idea_id, comment.body) == (idea.id, "Pour mes genoux.")
    assert comment.author_name.startswith("Mauricette")
    [act] = db.session().scalars(select(AssistedAct))
    assert (act.kind, act.subject_id, act.person_id) == ("comment", comment.id, comment.author_id)
    assert comment.author_id != act.relay_id


def test_an_entry_sent_twice_is_one_comment(client: FlaskClient, idea: Idea) -> None:
    assert [sent(client, idea), sent(client, idea)] == [201, 201]
    assert len(comments()) == 1


def test_without_words_without_an_idea_or_without_a_yes_nothing_is_written(
    client: FlaskClient, idea: Idea
) -> None:
    assert sent(client, idea, body="") == 422
    assert sent(client, idea, consent="1999-01") == 422
    assert client.post(PATH, json=entry(kind="comment")).status_code == 422
    assert comments() == []


def test_the_journal_names_the_idea(client: FlaskClient, idea: Idea, relay: Person) -> None:
    sent(client, idea)
    acts = assisted_acts.journal_of(acting(relay)).items
    assert assisted.titles_for(acts) == {comments()[0].id: idea.title}
    assert "Commentaire" in client.get("/relais/journal").text


def test_its_author_takes_it_back_and_its_words_are_gone(client: FlaskClient, idea: Idea) -> None:
    sent(client, idea, name="Mauricette")
    [act] = db.session().scalars(select(AssistedAct))
    author = Actor("person", act.person_id, is_guest=True)
    taking_back.contest(author, act.id, "Non.", remove=True)
    db.session().commit()
    [comment] = comments()
    assert (comment.visibility, comment.body, comment.author_name) == ("removed", "", "")
    assert db.session().get_one(Idea, idea.id).comment_count == 0
