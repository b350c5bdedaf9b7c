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
from tests.factories import make_call, make_idea, make_person
from tests.relay_factories import PLACE, acting, entry, form, make_relay
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
    made = make_idea(make_call((PLACE,), moderation="after"))
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


def test_a_page_notes_it_and_leads_to_a_receipt(client: FlaskClient, idea: Idea) -> None:
    page = client.get(f"/relais/commentaire?idee={idea.id}")
    assert "À lire à voix haute" in page.text
    given = form() | {"idea": str(idea.id), "body": "Pour mes genoux.", "position": "for"}
    done = client.post("/relais/commentaire", data=given | {"entry": "one"})
    again = client.post("/relais/commentaire", data=given | {"entry": "one"})
    assert done.location == again.location
    receipt = client.get(done.location).text
    assert "Commentaire" in receipt
    assert "/relais/commentaire?quartier=cite-des-brebis" in receipt
    [comment] = comments()
    assert (comment.body, comment.position) == ("Pour mes genoux.", "for")


def test_a_page_keeps_what_was_typed_when_it_cannot_be_noted(
    client: FlaskClient, idea: Idea
) -> None:
    given = form() | {"idea": str(idea.id), "body": "Pour mes genoux.", "consent": ""}
    refused = client.post("/relais/commentaire", data=given)
    assert refused.status_code == 422
    assert 'href="#f-consent"' in refused.text
    assert "Pour mes genoux." in refused.text
    assert comments() == []


def test_ideas_are_offered_for_what_their_call_takes(client: FlaskClient, idea: Idea) -> None:
    closed = make_idea(visibility="waiting")
    db.session().commit()
    assert idea.title in client.get("/relais/commentaire").text
    assert client.get(f"/relais/commentaire?idee={closed.id}").status_code == 422
    assert f'value="{idea.id}" data-takes="support comment"' in client.get("/relais/carnet").text


def test_the_page_of_an_idea_leads_a_relay_there_and_nobody_else(
    client: FlaskClient, idea: Idea, sign_in: SignIn
) -> None:
    way = f"/relais/commentaire?idee={idea.id}"
    assert way in client.get(f"/idees/{idea.id}").text
    assert way not in sign_in(make_person()).get(f"/idees/{idea.id}").text
