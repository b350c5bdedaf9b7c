"""Telling an idea by program: the recording, a relay asked to write it, the words read over."""

import uuid
from dataclasses import dataclass
from typing import Any

from beffroi.contributions import rules, services
from beffroi.contributions.models import Idea
from beffroi.contributions.policies import HAVE_WRITTEN, SUBMIT
from beffroi.contributions.proposals import DraftContact
from beffroi.contributions.schemas import SentIdeaSchema
from beffroi.contributions.schemas.told import (
    ReadOverSchema,
    ToldIdeaSchema,
    ToldSchema,
    VoiceFileSchema,
    WritingRequestSchema,
)
from beffroi.contributions.services.drafts import draft_in
from beffroi.contributions.services.voices import of_drafts
from beffroi.contributions.services.voices.receiving import ReceivedVoice, receive_voice
from beffroi.contributions.views import CallView, DraftView, VoiceView
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded
from beffroi.core.recordings import LARGEST
from beffroi.core.uploads import laid_down, takes_file

blueprint = ApiBlueprint("told", __name__, description="Ideas told by voice")
ONE = "/calls/<slug:slug>/told-ideas/<uuid:draft_id>"


@dataclass(frozen=True)
class ToldIdea:
    """An idea being told, and its recording."""

    draft: DraftView
    voice: VoiceView | None


def _received(files: dict[str, Any], slug: str) -> ReceivedVoice:
    services.call_page(slug)  # there is such a call, before a recording is read
    with laid_down(files["voice"]) as path:
        return receive_voice(path)


@blueprint.receives(
    "/calls/<slug:slug>/told-ideas", VoiceFileSchema, ToldSchema, ToldIdeaSchema, _received
)
@takes_file(LARGEST)
@at_most("20 per minute;200 per day")
@guarded(SUBMIT)
def tell_idea(got: ReceivedVoice, body: dict[str, Any], slug: str) -> ToldIdea:
    """Begin an idea with a recording; nothing of it appears before its words were read over.

    Its id is the only key to it: keep it.
    """
    draft = services.start_draft(current_actor(), slug, {"language": body["language"]})
    of_drafts.put_draft_voice(draft.id, got)
    return _told(slug, draft.id)


@blueprint.reads(ONE, ToldIdeaSchema)
@guarded(SUBMIT)
def read_told(slug: str, draft_id: uuid.UUID) -> ToldIdea:
    """Where it stands, with what a relay wrote down."""
    return _told(slug, draft_id)


@blueprint.writes(f"{ONE}/writing-request", "PUT", ToldIdeaSchema, body=WritingRequestSchema)
@at_most("30 per minute")
@guarded(HAVE_WRITTEN)
def ask_for_writing(body: dict[str, Any], slug: str, draft_id: uuid.UUID) -> ToldIdea:
    """Have a relay write it down; only for somebody who can be told when it is."""
    _told(slug, draft_id)
    of_drafts.ask_for_writing(current_actor(), draft_id, body["neighbourhood"])
    return _told(slug, draft_id)


@blueprint.writes(f"{ONE}/idea", "POST", SentIdeaSchema, 201, body=ReadOverSchema)
@at_most("30 per minute")
@guarded(SUBMIT)
def send_read_over(
    body: dict[str, Any], slug: str, draft_id: uuid.UUID
) -> tuple[Idea, int, dict[str, str]]:
    """Send its words, read over by who told it; again gives the same idea.

    The recording goes, unless it is to be heard; then a person listens before it appears.
    """
    told, actor = _told(slug, draft_id), current_actor()
    if told.draft.idea_id is None:
        services.save_draft(actor, draft_id, _content(services.call_page(slug), body))
    idea = services.submit_draft(actor, draft_id, _contact(body))
    return idea, 201, {"Location": f"/api/v1/ideas/{idea.id}"}


def _told(slug: str, draft_id: uuid.UUID) -> ToldIdea:
    draft = draft_in(current_actor(), slug, draft_id)
    return ToldIdea(draft, of_drafts.draft_voice(draft))


def _content(call: CallView, body: dict[str, Any]) -> dict[str, Any]:
    content = {
        "theme_slugs": body["themes"],
        "fields": body["field_answers"],
    }
    if body["neighbourhood"]:
        content["neighbourhood_slug"] = body["neighbourhood"]
    if body["title"] or body["body"]:
        title = body["title"] or (rules.title_of(body["body"]) if call.is_young else "")
        content |= {"title": title, "body": body["body"]}
    return content


def _contact(body: dict[str, Any]) -> DraftContact:
    names = ("author_name", "group_kind", "group_name", "email")
    said = ("transcript_read", "voice_is_heard")
    return DraftContact(**{name: body[name] for name in (*names, *said)})
