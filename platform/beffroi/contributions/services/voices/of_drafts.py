"""The voice of an idea being told: whoever has its address may change it until it is sent."""

import uuid

from beffroi.contributions.events import VoiceAsked
from beffroi.contributions.models import Draft, Voice
from beffroi.contributions.services.drafts import held_draft
from beffroi.contributions.services.voices import rows
from beffroi.contributions.services.voices.receiving import ReceivedVoice
from beffroi.contributions.views import DraftView, VoiceView
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.problems import NotFound, ProofRequired
from beffroi.territories import services as territories


def draft_voice(draft: DraftView) -> VoiceView | None:
    """What was told so far."""
    found = rows.one(Voice.draft_id == draft.id)
    return rows.view(found, f"{draft.url}/voix/son") if found else None


def put_draft_voice(draft_id: uuid.UUID, received: ReceivedVoice) -> Voice:
    """Keep it in place of the one before."""
    held_draft(draft_id)
    return rows.lay(draft_id, received)


def remove_draft_voice(draft_id: uuid.UUID) -> None:
    """Take it back; what was written from it stays with the draft."""
    held_draft(draft_id)
    rows.drop(Voice.draft_id == draft_id)


def ask_for_writing(actor: Actor, draft_id: uuid.UUID, neighbourhood_slug: str) -> None:
    """Have a relay of this neighbourhood write it down; its author then reads it over.

    Only for somebody who can be told that it is written.
    """
    draft = held_draft(draft_id)
    if actor.person_id is None:
        raise ProofRequired
    voice = rows.one(Voice.draft_id == draft_id)
    if voice is None or not _is_theirs(draft, actor):
        raise NotFound
    if neighbourhood_slug not in territories.neighbourhoods():
        raise NotFound
    draft.author_id = actor.person_id
    draft.content = draft.content | {"neighbourhood_slug": neighbourhood_slug}
    if voice.asked_at is None or voice.neighbourhood_slug != neighbourhood_slug:
        voice.asked_at, voice.neighbourhood_slug = now(), neighbourhood_slug
        record(VoiceAsked(voice.id, draft.id), by=actor)


def _is_theirs(draft: Draft, actor: Actor) -> bool:
    return draft.author_id in {None, actor.person_id}
