"""Ideas that resemble the one being written, shown instead of repeated."""

import re
import uuid
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from beffroi.contributions import services
from beffroi.contributions.models import Idea
from beffroi.contributions.rules import Visibility
from beffroi.contributions.services.publication import move_idea_to
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS
from beffroi.core.clock import now
from tests.factories import make_call, make_idea, make_person
from tests.support.actors import actor_of
from tests.support.people import SignIn
from tests.support.statements import statements

pytestmark = pytest.mark.usefixtures("app", "clock")
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


def near(slug: str, title: str, body: str = "") -> list[uuid.UUID]:
    return [found.card.id for found in services.similar_ideas(ANONYMOUS, slug, title, body)]


def test_accents_plurals_and_slips_do_not_hide_it() -> None:
    call = make_call()
    wanted = make_idea(call, title="Un éclairage doux près de la médiathèque")
    make_idea(call, title="Une crèche près de la gare")
    for typed in (
        "Des eclairages doux, mediathèques",
        "eclairrage de la mediateque",
        "MÉDIATHÈQUE : ÉCLAIRAGE",
    ):
        assert near(call.slug, typed) == [wanted.id], typed


def test_a_title_that_says_nothing_leaves_it_to_the_text() -> None:
    call = make_call()
    wanted = make_idea(call, title="Un composteur", body="Pour les épluchures.")
    assert near(call.slug, "Composteur", "") == [wanted.id]
    assert near(call.slug, "Mon idée", "Rien à voir.") == []


def test_what_a_title_asks_may_stand_in_the_text_of_another() -> None:
    call = make_call()
    wanted = make_idea(call, title="Du bruit la nuit", body="Les scooters tournent : bruit.")
    assert near(call.slug, "Bruit des scooters") == [wanted.id]


def test_only_what_everybody_sees_is_found() -> None:
    call, author = make_call(), make_person()
    for hidden in ("waiting", "changes_asked", "refused", "unproven"):
        make_idea(call, author, visibility=hidden)
    assert near(call.slug, "Un banc près de l’école") == []
    mine = services.similar_ideas(actor_of(author), call.slug, "Un banc près de l’école")
    assert mine == []


def test_an_idea_that_is_public_no_more_is_found_no_more() -> None:
    call = make_call()
    idea = make_idea(call)
    move_idea_to(idea, Visibility.REFUSED)
    db.session().flush()
    assert near(call.slug, idea.title) == []


def test_another_contract_is_another_matter() -> None:
    elsewhere = make_call(contract_slug="calais")
    make_idea(elsewhere, neighbourhood_slug="fort-nieulay-cailloux-saint-pierre")
    assert near(make_call().slug, "Un banc près de l’école") == []
    assert len(near(elsewhere.slug, "Un banc près de l’école")) == 1


def test_the_nearest_comes_first_and_three_are_enough() -> None:
    call = make_call()
    titles = ("Un banc", "Un banc près de l’école et du stade", "Un banc à l’école", "Des bancs")
    made = {title: make_idea(call, title=title, body="x").id for title in titles}
    found = near(call.slug, "un banc à l'ecole")
    assert found[0] == made["Un banc à l’école"]
    assert len(found) == 3


def test_four_statements_find_it() -> None:
    call = make_call()
    for number in range(20):
        make_idea(call, title=f"Un banc près de l’école {number}")
    near(call.slug, "Un banc")  # reads the reference of places, once per process
    with statements() as sent:
        assert len(near(call.slug, "Un banc près de l’école")) == 3
    assert len(sent) <= 4


def proposed(client: FlaskClient, slug: str, title: str) -> str:
    """Step 1, taken; the address of step 2."""
    sent = client.post(
        f"/appels/{slug}/proposer",
        data={"title": title, "body": "Il en manque."},
        headers=SAME_SITE,
    )
    assert sent.status_code == 303
    return str(sent.location)


def test_step_two_offers_to_support_instead(client: FlaskClient, sign_in: SignIn) -> None:
    call, me = make_call(), make_person()
    idea = make_idea(call)
    slug, idea_id = call.slug, idea.id
    db.session().commit()
    reader = sign_in(me)
    where = proposed(reader, slug, "Des bancs devant lécole")
    html = reader.get(where).text
    assert "Cela ressemble à…" in html
    assert f'action="/idees/{idea_id}/soutien"' in html
    answer = reader.post(f"/idees/{idea_id}/soutien", data={"soutien": "oui"}, headers=SAME_SITE)
    assert answer.status_code == 303
    assert "Vous soutenez cette idée." in reader.get(where).text
    assert reader.get(where).status_code == 200  # what was written is still there


def test_who_is_not_known_yet_is_led_to_where_one_becomes_it(client: FlaskClient) -> None:
    call = make_call()
    idea = make_idea(call)
    slug, idea_id = call.slug, idea.id
    db.session().commit()
    html = client.get(proposed(client, slug, "Un banc à l’école")).text
    assert f"/participer?suite=/idees/{idea_id}%23soutien" in html
    assert f'action="/idees/{idea_id}/soutien"' not in html


def test_nothing_alike_says_nothing(client: FlaskClient) -> None:
    call = make_call()
    make_idea(call)
    slug = call.slug
    db.session().commit()
    assert "ressemble" not in client.get(proposed(client, slug, "Une crèche")).text


def test_an_idea_of_a_closed_call_is_shown_and_not_to_be_supported(
    client: FlaskClient, sign_in: SignIn
) -> None:

    over = make_call(opens_at=now() - timedelta(days=9), closes_at=now() - timedelta(days=1))
    idea, slug, me = make_idea(over), make_call().slug, make_person()
    title = idea.title
    db.session().commit()
    reader = sign_in(me)
    html = reader.get(proposed(reader, slug, title)).text
    assert "Cela ressemble à…" in html
    assert "Soutenir plutôt" not in html


def test_the_script_gets_a_piece_of_page(client: FlaskClient, sign_in: SignIn) -> None:
    call, me = make_call(), make_person()
    idea = make_idea(call, title="Un <b>banc</b> près de l’école")
    path, idea_id = f"/appels/{call.slug}/proposer/ressemble", idea.id
    db.session().commit()
    asked = {"title": "banc ecole b", "body": ""}
    html = client.post(path, data=asked, headers=SAME_SITE).text
    assert f'href="/idees/{idea_id}"' in html
    assert "&lt;b&gt;banc" in html
    assert not re.search("<html|<form|formaction", html)
    mine = sign_in(me).post(path, data=asked, headers=SAME_SITE)
    assert f'formaction="/idees/{idea_id}/soutien"' in mine.text
    assert mine.headers["Cache-Control"] == "private, no-store"


def test_words_not_yet_typed_find_nothing(client: FlaskClient) -> None:
    path = f"/appels/{make_call().slug}/proposer/ressemble"
    db.session().commit()
    for asked in ({}, {"title": " ", "body": ""}, {"title": "x" * 500}):
        answer = client.post(path, data=asked, headers=SAME_SITE)
        assert (answer.status_code, answer.text.strip()) == (200, "")


def test_programs_ask_too_and_nothing_is_kept(client: FlaskClient) -> None:
    call = make_call()
    idea = make_idea(call)
    slug, idea_id = call.slug, str(idea.id)
    db.session().commit()
    body = {"call": slug, "title": "Des bancs à l’école"}
    answer = client.post("/api/v1/ideas/similar", json=body)
    assert answer.status_code == 200
    (found,) = answer.get_json()["items"]
    assert found["idea"]["id"] == idea_id
    assert 0.5 <= found["likeness"] <= 1
    assert (found["may_support"], found["is_supported"]) == (True, False)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert db.session().query(Idea).count() == 1


def test_a_call_that_is_not_there_is_said(client: FlaskClient) -> None:
    answer = client.post("/api/v1/ideas/similar", json={"call": "nulle-part", "title": "Banc"})
    assert answer.status_code == 404


def test_it_takes_no_lock_of_those_who_write(app: Flask) -> None:
    view = app.view_functions["api_ideas_written.find_similar"]
    assert getattr(view, "only_reads", False)
