"""Ideas that were told: no text before its author read it over, not heard unless they say so."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from beffroi.contributions import services
from beffroi.contributions.models import Draft, Idea, Voice
from beffroi.contributions.problems import TextRemoved
from beffroi.contributions.proposals import DraftContact
from beffroi.contributions.services.erasure import leave_ideas
from beffroi.contributions.services.voices import of_drafts, reading, rows, writing
from beffroi.contributions.services.voices.receiving import ReceivedVoice
from beffroi.core import db, files
from beffroi.core.actor import ANONYMOUS, Actor
from beffroi.core.clock import at, now
from beffroi.core.files import FileMissing, sweeping
from beffroi.core.problems import Forbidden, Invalid, NotFound, ProofRequired
from beffroi.core.register import Choice, Leaving
from beffroi.identity.models import AssistedAct, Claim, Person
from beffroi.notifications.models import Message
from tests.factories import make_call, make_idea, make_person
from tests.relay_factories import acting, helped, make_relay
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")
TEXT = {"title": "Un banc", "body": "Près de l’école."}
PLACE = "cite-des-brebis"
ELSEWHERE = "fort-nieulay-cailloux-saint-pierre"


def make_received() -> ReceivedVoice:
    stem = files.new_key()
    files.store().put(stem, b"voice")
    return ReceivedVoice(stem, "audio/webm", 12)


def told(author: Person | None = None, moderation: str = "after", **text: str) -> uuid.UUID:
    actor = actor_of(author) if author else ANONYMOUS
    view = services.start_draft(actor, make_call(moderation=moderation).slug, text)
    of_drafts.put_draft_voice(view.id, make_received())
    db.session().commit()
    return view.id


def voice_in(draft_id: uuid.UUID) -> Voice:
    return db.session().scalars(select(Voice).filter_by(draft_id=draft_id)).one()


def is_there(stem: str) -> bool:
    try:
        files.store().get(stem)
    except FileMissing:
        return False
    return True


@pytest.fixture
def relay() -> Actor:
    return acting(make_relay("contract", "lens-lievin"), "contract", "lens-lievin")


def asked(author: Person, place: str = PLACE) -> uuid.UUID:
    draft_id = told(author)
    of_drafts.ask_for_writing(actor_of(author), draft_id, place)
    db.session().commit()
    return voice_in(draft_id).id


def test_nothing_is_sent_before_the_words_are_read_over() -> None:
    author = make_person()
    draft_id = told(author, **TEXT)
    with pytest.raises(Invalid) as refused:
        services.submit_draft(actor_of(author), draft_id, DraftContact())
    assert list(refused.value.errors) == ["transcript_read"]
    db.session().rollback()
    assert db.session().scalars(select(Idea)).all() == []


def test_a_voice_that_is_not_to_be_heard_goes_when_the_idea_is_sent() -> None:
    author = make_person()
    draft_id = told(author, **TEXT)
    stem = voice_in(draft_id).file_stem
    contact = DraftContact(transcript_read=True)
    idea = services.submit_draft(actor_of(author), draft_id, contact)
    db.session().commit()
    assert (idea.visibility, idea.body) == ("published", TEXT["body"])
    assert not is_there(stem)
    assert db.session().scalars(select(Voice)).all() == []


def test_a_voice_to_be_heard_waits_for_a_person_with_its_idea() -> None:
    author = make_person()
    draft_id = told(author, **TEXT)
    contact = DraftContact(transcript_read=True, voice_is_heard=True)
    idea = services.submit_draft(actor_of(author), draft_id, contact)
    db.session().commit()
    assert idea.visibility == "waiting"
    assert reading.idea_sound(actor_of(author), idea.id)[0].content == b"voice"
    with pytest.raises(NotFound):
        reading.idea_sound(ANONYMOUS, idea.id)
    view = services.idea_page(actor_of(author), idea.id).voice
    assert view is not None
    assert (view.seconds, view.url) == (12, f"/idees/{idea.id}/voix")


def with_voice(author: Person) -> Idea:
    idea = make_idea(author=author)
    received = make_received()
    voice = Voice(
        idea_id=idea.id, kind=received.kind, seconds=12, file_stem=received.file_stem,
        added_at=now(),
    )  # fmt: skip
    db.session().add(voice)
    db.session().commit()
    return idea


def test_everybody_hears_the_voice_of_a_public_idea() -> None:
    shown, kind = reading.idea_sound(ANONYMOUS, with_voice(make_person()).id)
    assert (shown.content, shown.is_public, kind) == (b"voice", True, "audio/webm")


def test_a_voice_goes_when_the_text_says_something_else() -> None:
    author = make_person()
    idea = with_voice(author)
    stem = db.session().scalars(select(Voice.file_stem)).one()
    services.revise_idea(actor_of(author), idea.id, "Un autre titre", idea.body, 1)
    db.session().commit()
    assert is_there(stem)
    services.revise_idea(actor_of(author), idea.id, "Un autre titre", "Autre chose.", 2)
    db.session().commit()
    assert not is_there(stem)


def test_another_recording_replaces_the_one_before() -> None:
    draft_id = told()
    first = voice_in(draft_id).file_stem
    of_drafts.put_draft_voice(draft_id, make_received())
    db.session().commit()
    assert not is_there(first)
    assert is_there(voice_in(draft_id).file_stem)


def test_a_voice_is_taken_back_before_it_is_sent() -> None:
    draft_id = told()
    stem = voice_in(draft_id).file_stem
    of_drafts.remove_draft_voice(draft_id)
    db.session().commit()
    assert not is_there(stem)
    with pytest.raises(NotFound):
        reading.draft_sound(draft_id)


@pytest.mark.parametrize("choice", list(Choice))
def test_a_voice_goes_with_who_leaves(choice: Choice) -> None:
    author = make_person()
    idea = with_voice(author)
    idea_id, stem = idea.id, db.session().scalars(select(Voice.file_stem)).one()
    leave_ideas(Leaving(author.id, choice, actor_of(author)))
    db.session().commit()
    assert not is_there(stem)
    with pytest.raises(TextRemoved if choice == Choice.REMOVE else NotFound):
        reading.idea_sound(ANONYMOUS, idea_id)


def test_files_of_voices_are_swept_with_their_rows_only(app: Flask) -> None:
    kept, dropped = told(), told()
    stems = voice_in(kept).file_stem, voice_in(dropped).file_stem
    db.session().delete(db.session().get_one(Draft, dropped))
    db.session().commit()
    with at(now() + timedelta(days=400)):
        assert sweeping.drop_orphans() == 1
    assert [is_there(stem) for stem in stems] == [True, False]
    assert rows.FILES.known(stems) == {stems[0]}


def test_only_somebody_who_can_be_told_asks_a_relay() -> None:
    with pytest.raises(ProofRequired):
        of_drafts.ask_for_writing(ANONYMOUS, told(), PLACE)
    with pytest.raises(NotFound):
        of_drafts.ask_for_writing(actor_of(make_person()), told(make_person()), PLACE)


def test_a_relay_writes_it_down_and_its_author_is_told(
    relay: Actor, drain: Callable[[], int]
) -> None:
    author = make_person()
    voice_id = asked(author)
    (waiting,) = writing.voices_to_write(relay)
    assert (waiting.voice.id, waiting.neighbourhood_slug) == (voice_id, PLACE)
    assert writing.sound_to_write(relay, voice_id)[0].content == b"voice"
    writing.write_down(relay, voice_id, " Un banc ", "Près de l’école.")
    db.session().commit()
    drain()
    assert writing.voices_to_write(relay) == []
    message = db.session().scalars(select(Message).filter_by(person_id=author.id)).one()
    draft = services.draft(voice_in_any().draft_id or uuid.uuid4())
    assert (message.kind, message.link) == ("voice_written", f"{draft.url}/contact")
    assert draft.content["title"] == "Un banc"
    assert db.session().scalars(select(Idea)).all() == []


def voice_in_any() -> Voice:
    return db.session().scalars(select(Voice)).one()


def test_a_relay_of_elsewhere_neither_hears_nor_writes(relay: Actor) -> None:
    voice_id = asked(make_person())
    far = acting(make_relay("contract", "calais"), "contract", "calais")
    assert writing.voices_to_write(far) == []
    for attempt in (
        lambda: writing.voice_to_write(far, voice_id),
        lambda: writing.sound_to_write(far, voice_id),
        lambda: writing.write_down(far, voice_id, "Un banc", "Ici."),
        lambda: writing.voice_to_write(actor_of(make_person()), voice_id),
    ):
        with pytest.raises((NotFound, Forbidden)):
            attempt()


def test_a_voice_nobody_asked_to_write_is_for_no_relay(relay: Actor) -> None:
    draft_id = told(make_person())
    with pytest.raises(NotFound):
        writing.voice_to_write(relay, voice_in(draft_id).id)


def test_with_its_author_there_a_relay_sends_it_in_their_name(relay: Actor) -> None:
    author = make_person()
    voice_id = asked(author)
    stem = voice_in_any().file_stem
    idea = writing.send_read_over(relay, voice_id, "Un banc", "Près de l’école.", helped())
    db.session().commit()
    assert (idea.author_id, idea.neighbourhood_slug) == (author.id, PLACE)
    act = db.session().scalars(select(AssistedAct)).one()
    assert (act.relay_id, act.person_id, act.subject_id) == (
        relay.person_id,
        author.id,
        idea.id,
    )
    assert db.session().scalars(select(Claim)).all() == []
    assert not is_there(stem)


def test_without_the_yes_of_its_author_a_relay_sends_nothing(relay: Actor) -> None:
    voice_id = asked(make_person())
    given = helped(consent_version="")
    with pytest.raises(Invalid) as refused:
        writing.send_read_over(relay, voice_id, "Un banc", "Près de l’école.", given)
    assert list(refused.value.errors) == ["consent"]


def test_what_was_sent_meanwhile_is_not_written_over(relay: Actor) -> None:
    author = make_person()
    voice_id = asked(author)
    draft_id = voice_in_any().draft_id
    assert draft_id is not None
    services.save_draft(actor_of(author), draft_id, TEXT)
    contact = DraftContact(transcript_read=True, voice_is_heard=True)
    services.submit_draft(actor_of(author), draft_id, contact)
    db.session().commit()
    with pytest.raises(NotFound):
        writing.write_down(relay, voice_id, "Autre", "Autre chose.")
