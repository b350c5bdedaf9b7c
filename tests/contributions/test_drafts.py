"""Drafts: written in steps, sent once, forgotten in the end."""

import uuid
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from beffroi.contributions import services
from beffroi.contributions.models import Draft, Idea
from beffroi.contributions.problems import CallNotOpen
from beffroi.contributions.proposals import DraftContact
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS
from beffroi.core.problems import Invalid, NotFound
from tests.factories import make_call

pytestmark = pytest.mark.usefixtures("app", "clock")

TEXT = {"title": "Un banc", "body": "Près de l’école."}
CONTACT = DraftContact(author_name="Zoé", email="zoe@example.org")


def started() -> uuid.UUID:
    view = services.start_draft(ANONYMOUS, make_call().slug, TEXT)
    db.session().flush()
    return view.id


def test_three_steps_make_an_idea() -> None:
    draft_id = started()
    services.save_draft(draft_id, {"neighbourhood_slug": "cite-des-brebis", "theme_slugs": ()})
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
    services.save_draft(draft_id, TEXT | {"title": "Deux bancs"})
    assert services.draft(draft_id).content == TEXT | {"title": "Deux bancs"}


def test_an_address_is_never_kept_in_a_draft() -> None:
    view = services.start_draft(
        ANONYMOUS, make_call().slug, TEXT | {"email": "zoe@example.org", "author_name": "Zoé"}
    )
    assert view.content == TEXT


def test_what_was_sent_is_not_kept_twice_nor_changed() -> None:
    draft_id = started()
    idea = services.submit_draft(ANONYMOUS, draft_id, CONTACT)
    services.save_draft(draft_id, {"title": "Autre", "body": "Chose"})
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
