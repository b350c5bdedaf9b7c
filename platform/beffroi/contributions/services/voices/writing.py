"""Writing down what somebody told: by a relay of their neighbourhood, for them to read over."""

import uuid
from dataclasses import dataclass, replace

from sqlalchemy import select

from beffroi.contributions.events import VoiceWritten
from beffroi.contributions.models import Draft, Idea, Voice
from beffroi.contributions.proposals import DraftContact
from beffroi.contributions.services.drafts import held_draft, submit_draft
from beffroi.contributions.services.photos.reading import Shown
from beffroi.contributions.services.texts import idea_text
from beffroi.contributions.services.voices import rows
from beffroi.contributions.services.voices.reading import sound_of
from beffroi.contributions.views import VoiceView
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.problems import NotFound
from beffroi.identity.policies import RECORD_FOR_OTHERS
from beffroi.identity.services import assistance
from beffroi.identity.services.assistance import Assistance
from beffroi.identity.services.sessions import standing_of

MANY = 40


@dataclass(frozen=True)
class Told:
    """A voice to be written down, with what was written so far."""

    voice: VoiceView
    neighbourhood_slug: str
    title: str
    body: str


def voices_to_write(relay: Actor) -> list[Told]:
    """Those of the relay's neighbourhoods that wait, the oldest first."""
    places = [place.slug for place in assistance.neighbourhoods_of(relay)]
    waiting = select(Voice, Draft).join(Draft, Draft.id == Voice.draft_id)
    waiting = waiting.where(Voice.neighbourhood_slug.in_(places), Voice.written_at.is_(None))
    found = db.session().execute(waiting.order_by(Voice.asked_at, Voice.id).limit(MANY))
    return [_told(row.Voice, row.Draft) for row in found]


def voice_to_write(relay: Actor, voice_id: uuid.UUID) -> Told:
    """One of them; out of the relay's places it does not exist."""
    voice = _asked(relay, voice_id)
    return _told(voice, db.session().get_one(Draft, voice.draft_id))


def sound_to_write(relay: Actor, voice_id: uuid.UUID) -> tuple[Shown, str]:
    """To be listened to."""
    return sound_of(_asked(relay, voice_id))


def write_down(relay: Actor, voice_id: uuid.UUID, title: str, body: str) -> None:
    """Keep the words with the draft; whoever told it is asked to read them over and send them."""
    voice, draft = _held(relay, voice_id)
    title, body = idea_text(title, body)
    draft.content = draft.content | {"title": title, "body": body}
    voice.writer_id, voice.written_at = relay.person_id, now()
    record(VoiceWritten(voice.id, draft.id), by=relay)


def send_read_over(
    relay: Actor, voice_id: uuid.UUID, title: str, body: str, given: Assistance
) -> Idea:
    """Send it in the name of who told it: they are there, were read the words, and agree.

    It is noted like all that a relay does for somebody; the voice itself goes.
    """
    voice, draft = _held(relay, voice_id)
    title, body = idea_text(title, body)
    draft.content = draft.content | {"title": title, "body": body}
    author = standing_of(draft.author_id) if draft.author_id else None
    if author is None:
        raise NotFound
    given = replace(given, neighbourhood_slug=voice.neighbourhood_slug or "")
    assistance.require_yes(relay, given)
    plain = replace(author, grants=(), offices=())
    idea = submit_draft(plain, draft.id, DraftContact(transcript_read=True))
    assistance.note_act(relay, plain, given, "idea", idea.id, hands_code=False)
    return idea


def _held(relay: Actor, voice_id: uuid.UUID) -> tuple[Voice, Draft]:
    """The draft first, then its voice: whoever sends it holds the same."""
    asked = _asked(relay, voice_id)
    assert asked.draft_id is not None
    draft = held_draft(asked.draft_id)
    db.session().refresh(asked)
    if asked.draft_id is None:
        raise NotFound
    return asked, draft


def _asked(relay: Actor, voice_id: uuid.UUID) -> Voice:
    voice = db.session().get(Voice, voice_id)
    if voice is None or voice.neighbourhood_slug is None or voice.draft_id is None:
        raise NotFound
    if voice.neighbourhood_slug not in {p.slug for p in assistance.neighbourhoods_of(relay)}:
        raise NotFound
    require(relay, RECORD_FOR_OTHERS, scope=assistance.scope_at(voice.neighbourhood_slug))
    return voice


def _told(voice: Voice, draft: Draft) -> Told:
    url = f"/relais/voix/{voice.id}"
    content = draft.content
    words = (str(content.get("title", "")), str(content.get("body", "")))
    return Told(rows.view(voice, f"{url}/son"), voice.neighbourhood_slug or "", *words)
