"""A child who tells an idea: the voice helps to write it, and nobody hears it afterwards."""

import pytest
from flask import Flask
from sqlalchemy import select

from beffroi.contributions import services
from beffroi.contributions.models import Voice
from beffroi.contributions.proposals import DraftContact
from beffroi.contributions.services.voices import reading
from beffroi.core import db, files
from beffroi.core.actor import ANONYMOUS
from beffroi.core.files import FileMissing
from beffroi.core.problems import NotFound
from tests.factories import make_idea, make_person
from tests.relay_factories import PLACE
from tests.support.actors import actor_of
from tests.support.people import SignIn
from tests.voice_factories import make_voice
from tests.young_factories import make_young_call, say_young

pytestmark = pytest.mark.usefixtures("app", "clock")
TEXT = {"title": "Un panier", "body": "Un panier de basket.", "neighbourhood_slug": PLACE}


def test_it_goes_at_the_sending_whatever_was_asked() -> None:
    child = make_person()
    say_young(child)
    draft = services.start_draft(actor_of(child), make_young_call(moderation="after").slug, TEXT)
    stem = make_voice(draft_id=draft.id).file_stem
    contact = DraftContact(transcript_read=True, voice_is_heard=True)
    idea = services.submit_draft(actor_of(child), draft.id, contact)
    db.session().commit()
    assert db.session().scalars(select(Voice)).all() == []
    assert services.idea_page(actor_of(child), idea.id).voice is None
    with pytest.raises(FileMissing):
        files.store().get(stem)


def test_no_address_gives_the_sound_of_a_child() -> None:
    idea = make_idea(make_young_call())
    make_voice(idea_id=idea.id)
    for somebody in (ANONYMOUS, actor_of(make_person(), "moderator")):
        with pytest.raises(NotFound):
            reading.idea_sound(somebody, idea.id)


def test_the_page_does_not_offer_it_and_says_why(app: Flask, sign_in: SignIn) -> None:
    child = make_person()
    say_young(child)
    call = make_young_call()
    draft = services.start_draft(actor_of(child), call.slug, TEXT)
    make_voice(draft_id=draft.id)
    db.session().commit()
    client = sign_in(child)
    page = client.get(f"/appels/{call.slug}/proposer/{draft.id}/contact").text
    assert "J’ai relu ce texte" in page
    assert "Faire entendre ma voix" not in page
    assert "personne ne reconnaîtra votre voix" in page
    telling = client.get(f"/appels/{call.slug}/proposer/{draft.id}/voix").text
    assert "il n’est jamais public" in telling
