"""Drafts: written in steps, sent once, forgotten in the end."""

import re
import uuid
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from beffroi.contributions import services
from beffroi.contributions.models import Draft, Idea
from beffroi.contributions.problems import CallNotOpen
from beffroi.contributions.proposals import DraftContact
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS
from beffroi.core.problems import Invalid, NotFound
from beffroi.identity import belongings
from beffroi.identity.models import Person
from tests.factories import make_call, make_person
from tests.support.actors import actor_of
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("app", "clock")

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
TEXT = {"title": "Un banc", "body": "Près de l’école."}
CONTACT = DraftContact(author_name="Zoé", email="zoe@example.org")


def started() -> uuid.UUID:
    view = services.start_draft(ANONYMOUS, make_call().slug, TEXT)
    db.session().flush()
    return view.id


def test_three_steps_make_an_idea() -> None:
    draft_id = started()
    services.save_draft(
        ANONYMOUS, draft_id, {"neighbourhood_slug": "cite-des-brebis", "theme_slugs": ()}
    )
    idea = services.submit_draft(ANONYMOUS, draft_id, CONTACT)
    assert (idea.title, idea.neighbourhood_slug, idea.author_name) == (
        "Un banc",
        "cite-des-brebis",
        "Zoé",
    )


def test_sending_twice_makes_one_idea() -> None:
    draft_id = started()
    first = services.submit_draft(ANONYMOUS, draft_id, CONTACT)
    assert services.submit_draft(ANONYMOUS, draft_id, CONTACT).id == first.id
    assert db.session().scalar(select(func.count()).select_from(Idea)) == 1


def test_a_step_taken_again_replaces_what_it_said() -> None:
    draft_id = started()
    services.save_draft(ANONYMOUS, draft_id, TEXT | {"title": "Deux bancs"})
    assert services.draft(draft_id).content == TEXT | {"title": "Deux bancs"}


def test_an_address_is_never_kept_in_a_draft() -> None:
    view = services.start_draft(
        ANONYMOUS, make_call().slug, TEXT | {"email": "zoe@example.org", "author_name": "Zoé"}
    )
    assert view.content == TEXT


def test_what_was_sent_is_not_kept_twice_nor_changed() -> None:
    draft_id = started()
    idea = services.submit_draft(ANONYMOUS, draft_id, CONTACT)
    services.save_draft(ANONYMOUS, draft_id, {"title": "Autre", "body": "Chose"})
    assert services.draft(draft_id).content == {}
    assert services.draft(draft_id).idea_id == idea.id


def test_a_step_that_was_skipped_is_asked_for() -> None:
    view = services.start_draft(ANONYMOUS, make_call().slug, {})
    db.session().flush()
    with pytest.raises(Invalid) as refused:
        services.submit_draft(ANONYMOUS, view.id, CONTACT)
    assert set(refused.value.errors) == {"title", "body"}


def test_no_draft_is_started_for_a_closed_call(clock: datetime) -> None:
    call = make_call()
    with core_clock.at(clock + timedelta(days=40)), pytest.raises(CallNotOpen):
        services.start_draft(ANONYMOUS, call.slug, TEXT)


def test_an_unknown_draft_is_not_found() -> None:
    with pytest.raises(NotFound):
        services.draft(uuid.uuid4())


def test_old_drafts_are_forgotten_sooner_once_sent(clock: datetime) -> None:
    left, sent = started(), started()
    services.submit_draft(ANONYMOUS, sent, CONTACT)
    with core_clock.at(clock + timedelta(days=3)):
        assert services.purge_drafts() == 1
    assert db.session().scalars(select(Draft.id)).all() == [left]
    with core_clock.at(clock + timedelta(days=31)):
        assert services.purge_drafts() == 1


def begun(person: Person, title: str = "Un banc") -> uuid.UUID:
    view = services.start_draft(actor_of(person), make_call().slug, TEXT | {"title": title})
    db.session().flush()
    return view.id


def test_what_one_began_is_found_again_and_not_by_others() -> None:
    me, other = make_person(), make_person()
    mine, _theirs = begun(me), begun(other)
    assert [one.id for one in services.my_drafts(actor_of(me))] == [mine]
    found = [trace.title for trace in belongings.traces_of(me.id)]
    assert found == ["Un banc"]


def test_what_was_sent_is_a_draft_no_more() -> None:
    me = make_person()
    services.submit_draft(actor_of(me), begun(me), DraftContact())
    assert services.my_drafts(actor_of(me)) == []


def test_a_draft_of_nobody_becomes_that_of_the_first_known_who_goes_on() -> None:
    draft_id, me, other = started(), make_person(), make_person()
    for somebody in (actor_of(me), actor_of(other), ANONYMOUS):
        services.save_draft(somebody, draft_id, {"neighbourhood_slug": None})
    db.session().flush()
    assert [one.id for one in services.my_drafts(actor_of(me))] == [draft_id]
    assert services.my_drafts(actor_of(other)) == []


def test_one_forgets_ones_own_drafts_only() -> None:
    me, other = make_person(), make_person()
    draft_id = begun(me)
    for somebody in (actor_of(other), ANONYMOUS):
        with pytest.raises(NotFound):
            services.drop_draft(somebody, draft_id)
    services.drop_draft(actor_of(me), draft_id)
    db.session().flush()
    assert services.my_drafts(actor_of(me)) == []


def test_it_is_resumed_on_another_device(app: Flask, sign_in: SignIn) -> None:
    me = make_person()
    begun(me, "Un abri à vélos")
    db.session().commit()
    html = sign_in(me).get("/moi/idees").text
    resumed = re.search(r'href="(/appels/[^"]+/proposer\?brouillon=[^"]+)"', html)
    assert resumed is not None
    assert "Un abri à vélos" in sign_in(me).get(resumed[1]).text
    (listed,) = sign_in(me).get("/api/v1/me/drafts").get_json()["items"]
    assert (listed["title"], listed["url"]) == ("Un abri à vélos", resumed[1])


def test_without_an_account_the_address_brings_back_to_it(app: Flask) -> None:
    call = make_call()
    db.session().commit()
    device, other = app.test_client(), app.test_client()
    sent = device.post(f"/appels/{call.slug}/proposer", data=TEXT, headers=SAME_SITE)
    page = other.get(sent.location).text
    assert "Gardez l’adresse de cette page" in page
    assert "brouillon=" in page
