"""A relay's desk on pages: no script, nothing typed is lost, a receipt to print."""

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from beffroi.contributions.models import Call, Idea
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.identity.models import AssistedAct, Person
from beffroi.identity.services import assistance
from tests.factories import make_call, make_idea, make_person, make_staff
from tests.relay_factories import CODE, PLACE, form, make_relay
from tests.support.people import SignIn

CODE_SHOWN = re.compile(r'<p class="code">((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})</p>')

pytestmark = pytest.mark.usefixtures("app", "clock")


@pytest.fixture
def database_url(one_database: str) -> str:
    """The services run on both."""
    return one_database


@pytest.fixture
def relay(app: Flask) -> Person:
    return make_relay()


@pytest.fixture
def client(relay: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(relay)


@pytest.fixture
def call(app: Flask) -> Call:
    made = make_call((PLACE,))
    db.session().commit()
    return made


def note(client: FlaskClient, asked: Call, **given: str) -> TestResponse:
    return client.post("/relais/idee", data=form(asked, **given))


def acts() -> int:
    db.session().rollback()
    return db.session().scalar(select(func.count()).select_from(AssistedAct)) or 0


def test_an_idea_is_noted_and_leads_to_a_receipt_with_its_code(
    app: Flask, client: FlaskClient, call: Call
) -> None:
    page = client.get("/relais/idee")
    assert "À lire à voix haute" in page.text
    assert "Êtes-vous d’accord" in page.text
    done = note(client, call, name="Rose")
    assert done.status_code == 303
    receipt = client.get(done.location).text
    found = CODE_SHOWN.search(receipt)
    assert found
    for told in ("Rose", "Delphine, relais", "Marché du samedi", "Un banc devant l’école", "<svg"):
        assert told in receipt
    person = app.test_client()
    person.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    assert person.post("/suivi", data={"code": found[1]}).status_code == 303
    assert "Noté pour vous par Delphine, relais, le vendredi 20 novembre 2026" in (
        person.get("/suivi").text
    )


def test_the_code_is_shown_on_the_day_only(client: FlaskClient, call: Call) -> None:
    path = note(client, call).location
    with core_clock.at(core_clock.now() + timedelta(days=1)):
        later = client.get(path)
    assert later.status_code == 200
    assert CODE_SHOWN.search(later.text) is None


def test_a_second_tap_finds_the_same_receipt(client: FlaskClient, call: Call) -> None:
    page = client.get("/relais/idee").text
    entry = re.search(r'name="entry" value="([\w-]+)"', page)
    assert entry
    first, second = (note(client, call, entry=entry[1]) for _ in range(2))
    assert first.location == second.location
    assert acts() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"consent": ""}, "consent"),
        ({"title": ""}, "title"),
        ({"neighbourhood": ""}, "neighbourhood"),
        ({"acted_on": "2030-01-01"}, "acted_on"),
        ({"acted_on": "demain"}, "acted_on"),
        ({"follow_code": CODE}, "follow_code"),
        ({"call": ""}, "call"),
    ],
)
def test_what_is_wrong_is_linked_and_what_was_typed_stays(
    client: FlaskClient, call: Call, wrong: dict[str, str], field: str
) -> None:
    answer = note(client, call, **wrong)
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    assert "On attend debout à la sortie." in answer.text
    assert acts() == 0


def test_at_the_cap_the_page_keeps_the_words(
    client: FlaskClient, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistance, "daily_cap", lambda: 0)
    answer = note(client, call)
    assert answer.status_code == 429
    assert "Vous avez atteint le nombre de saisies" in answer.text
    assert "On attend debout à la sortie." in answer.text


def test_what_a_relay_types_for_others_is_not_left_on_the_device(client: FlaskClient) -> None:
    for path in ("/relais/idee", "/relais/preuve"):
        assert "data-draft" not in client.get(path).text


def test_a_support_is_found_by_its_words_then_noted(client: FlaskClient, call: Call) -> None:
    idea = make_idea(call, title="Une fontaine sur la place")
    make_idea(call, title="Un abri")
    db.session().commit()
    found = client.get("/relais/soutien?q=fontaine").text
    assert f"idee={idea.id}" in found
    assert "Un abri" not in found
    by_address = client.get(f"/relais/soutien?q=http://localhost/idees/{idea.id}").text
    assert f"idee={idea.id}" in by_address
    assert "Une fontaine" in client.get(f"/relais/soutien?idee={idea.id}").text
    given = form() | {"idea": str(idea.id)}
    assert client.post("/relais/soutien", data=given).status_code == 303
    db.session().expire_all()
    assert idea.support_count == 1


def test_an_idea_that_takes_no_support_leads_back_to_the_choice(client: FlaskClient) -> None:
    idea = make_idea(visibility="waiting", title="Une idée cachée")
    db.session().commit()
    answer = client.get(f"/relais/soutien?idee={idea.id}")
    assert answer.status_code == 422
    assert "Une idée cachée" not in answer.text


def test_a_proof_is_noted_without_the_paper(client: FlaskClient) -> None:
    given = form() | {"seen": ["home", "16"]}
    done = client.post("/relais/preuve", data=given)
    assert done.status_code == 303
    assert "Preuve" in client.get(done.location).text
    assert client.post("/relais/preuve", data=form()).status_code == 422


def test_a_receipt_is_sent_and_the_contact_is_checked(
    client: FlaskClient,
    call: Call,
    drain: Callable[[], int],
    mails: Callable[[], list[EmailMessage]],
) -> None:
    path = f"{note(client, call).location}/envoyer"
    for wrong in (
        {},
        {"phone": "12"},
        {"email": "rose"},
        {"email": "a@b.fr", "phone": "0612345678"},
    ):
        assert client.post(path, data=wrong).status_code == 422
    assert client.post(path, data={"email": "rose@example.org"}).status_code == 303
    assert client.post(path, data={"phone": "06 12 34 56 78"}).status_code == 303
    drain()
    assert [mail["To"] for mail in mails()] == ["rose@example.org"]


def test_the_receipt_of_another_relay_does_not_exist(
    client: FlaskClient, call: Call, sign_in: SignIn
) -> None:
    path = note(client, call).location
    other = sign_in(make_relay())
    assert other.get(path).status_code == 404
    assert other.post(f"{path}/envoyer", data={"email": "a@b.fr"}).status_code == 404


def test_the_journal_and_the_home_say_what_was_done(client: FlaskClient, call: Call) -> None:
    assert "Vous n’avez encore rien noté" in client.get("/relais/journal").text
    note(client, call)
    assert "1 saisie sur 60" in client.get("/relais").text
    assert "Un banc devant l’école" in client.get("/relais/journal").text


def test_staff_read_the_journal_of_their_place_without_what_waits(
    client: FlaskClient, call: Call, sign_in: SignIn
) -> None:
    note(client, call, name="Rose")
    page = sign_in(make_staff()).get("/relais/territoire").text
    assert "Delphine" in page
    assert "Un banc devant l’école" not in page
    assert "Rose" not in page


def test_the_person_contests_then_takes_it_back(
    app: Flask, client: FlaskClient, call: Call
) -> None:
    found = CODE_SHOWN.search(client.get(note(client, call).location).text)
    assert found
    person = app.test_client()
    person.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    person.post("/suivi", data={"code": found[1]})
    page = person.get("/moi/actes").text
    action = re.search(r'action="(/moi/actes/[\w-]+/contester)"', page)
    assert action
    assert person.post(action[1], data={"way": "x", "words": "Un abri."}).status_code == 422
    assert person.post(action[1], data={"way": "tell", "words": "Un abri."}).status_code == 303
    assert "Un abri." in person.get("/moi/actes").text
    assert "Un abri." in client.get("/relais/journal").text
    assert client.post(action[1], data={"way": "remove"}).status_code == 404
    assert person.post(action[1], data={"way": "remove"}).status_code == 303
    assert "Une idée qui a été enlevée" in client.get("/relais/journal").text
    db.session().expire_all()
    assert [idea.body for idea in db.session().scalars(select(Idea))] == [""]


def test_the_tracking_page_says_who_noted_it_and_the_public_page_does_not(
    app: Flask, client: FlaskClient
) -> None:
    call = make_call((PLACE,), moderation="after")
    db.session().commit()
    receipt = client.get(note(client, call).location).text
    found = CODE_SHOWN.search(receipt)
    assert found
    person = app.test_client()
    person.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    person.post("/suivi", data={"code": found[1]})
    idea = db.session().scalars(select(Idea)).one()
    assert "Noté pour vous par Delphine" in person.get(f"/idees/{idea.id}/suivi").text
    public = app.test_client().get(f"/idees/{idea.id}").text
    assert "recueillie par un relais" in public
    assert "Delphine" not in public


def test_the_notebook_holds_nothing_of_the_session(client: FlaskClient, call: Call) -> None:
    page = client.get("/relais/carnet")
    assert "worker-src 'self'" in page.headers["Content-Security-Policy"]
    assert "csrf_token" not in page.text
    assert "Delphine" not in page.text
    assert call.title in page.text


def test_the_worker_serves_its_folder_only_and_holds_no_secret(app: Flask) -> None:
    answer = app.test_client().get("/relais/sw.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Service-Worker-Allowed"] == "/relais/"
    assert '"/relais/carnet"' in answer.text
    assert "&#34;" not in answer.text


def test_each_relay_has_a_notebook_of_their_own(sign_in: SignIn) -> None:
    mark = re.compile(r"&#34;mark&#34;: &#34;([0-9a-f]{16})&#34;")
    marks = set()
    for relay in (make_relay(), make_relay()):
        found = mark.search(sign_in(relay).get("/relais/carnet").text)
        assert found
        marks.add(found[1])
    assert len(marks) == 2


@pytest.mark.parametrize("path", ["/relais", "/relais/idee", "/relais/carnet", "/relais/journal"])
def test_who_is_no_relay_is_turned_away(app: Flask, sign_in: SignIn, path: str) -> None:
    assert app.test_client().get(path).status_code == 303
    assert sign_in(make_person()).get(path).status_code == 403
