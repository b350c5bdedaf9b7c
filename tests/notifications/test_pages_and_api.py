"""One's messages on a page and by the API."""

import re
import uuid

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DbSession

from beffroi.core import db
from beffroi.identity.models import Person
from beffroi.notifications import services
from tests.factories import make_person
from tests.support.people import SignIn


@pytest.fixture
def amina(db_session: DbSession) -> Person:
    """Somebody who was told two things."""
    person = make_person(display_name="Amina")
    for title in ("Un banc", "<b>Un préau</b>"):
        services.tell(person.id, "idea_published", {"title": title}, "/moi/sessions")
    db_session.commit()
    return person


def test_the_page_shows_each_message_with_its_next_step(sign_in: SignIn, amina: Person) -> None:
    page = sign_in(amina).get("/moi/messages").text
    assert page.index("Un préau") < page.index("Un banc")
    assert "<b>Un préau" not in page
    assert page.count("/ouvrir") == 2
    assert "2 messages en tout" in page


def test_opening_a_message_reads_it_and_goes_on(sign_in: SignIn, amina: Person) -> None:
    client = sign_in(amina)
    found = re.search(r"/moi/messages/[\w-]+/ouvrir", client.get("/moi/messages").text)
    assert found is not None
    assert client.post(found[0]).location == "/moi/sessions"
    assert client.get("/moi/messages").text.count(" unread") == 1


def test_all_are_marked_read(sign_in: SignIn, amina: Person) -> None:
    client = sign_in(amina)
    assert client.post("/moi/messages/lus").location == "/moi/messages"
    assert "Non lu" not in client.get("/moi/messages").text.split("<main")[1]


def test_the_menu_counts_what_is_unread(sign_in: SignIn, amina: Person) -> None:
    page = sign_in(amina).get("/moi").text
    assert re.search(r"<b>2<span[^>]*> non lus", page)


def test_who_was_told_nothing_learns_what_to_do(sign_in: SignIn) -> None:
    assert "Aucun message pour l’instant" in sign_in(make_person()).get("/moi/messages").text


def test_a_broken_cursor_is_refused(sign_in: SignIn, amina: Person) -> None:
    assert sign_in(amina).get("/moi/messages?apres=zz").status_code == 422


def test_messages_want_somebody(client: FlaskClient) -> None:
    assert client.get("/moi/messages").location == "/connexion?suite=/moi/messages"
    assert client.get("/api/v1/me/messages").status_code == 401


def test_a_program_reads_and_marks_messages(sign_in: SignIn, amina: Person) -> None:
    client = sign_in(amina)
    page = client.get("/api/v1/me/messages?limit=1").get_json()
    assert (page["total"], len(page["items"])) == (2, 1)
    rest = client.get(f"/api/v1/me/messages?limit=1&cursor={page['next_cursor']}").get_json()
    [message] = rest["items"]
    assert message["words"]["subject"] == "Votre idée est publiée"
    assert message["words"]["structure"] is None
    read = client.put(f"/api/v1/me/messages/{message['id']}/read").get_json()
    assert read["read_at"] is not None


@pytest.mark.parametrize("query", ["cursor=x", "limit=0", "limit=101", "limit=a"])
def test_a_wrong_question_is_refused(sign_in: SignIn, amina: Person, query: str) -> None:
    assert sign_in(amina).get(f"/api/v1/me/messages?{query}").status_code == 422


def test_somebody_elses_message_does_not_exist(sign_in: SignIn, amina: Person) -> None:
    other = make_person()
    message = services.tell(other.id, "idea_published", {"title": "Un banc"}, "/idees")
    assert message is not None
    db.session().commit()
    client = sign_in(amina)
    for message_id in (message.id, uuid.uuid4()):
        assert client.put(f"/api/v1/me/messages/{message_id}/read").status_code == 404
        assert client.post(f"/moi/messages/{message_id}/ouvrir").status_code == 404
