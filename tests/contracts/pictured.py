"""Pictures and voices of a village: of the idea everybody reads, one's own, of drafts."""

import uuid
from typing import Any

from beffroi.contributions import services as contributions
from beffroi.contributions.models import Call, Idea, Photo
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS
from tests.photo_factories import make_photo
from tests.voice_factories import make_asked_voice, make_voice

PARAMETERS = {
    "public_photo": "photo_id",
    "asked_photo": "photo_id",
    "draft_photo": "photo_id",
    "told_draft": "draft_id",
    "voice": "voice_id",
}


def lay_photos(public: Idea, asked: Idea, draft_id: uuid.UUID) -> dict[str, Any]:
    """One of each, and a size in which they are kept."""
    of_draft = make_photo(public, number=3)
    of_draft.idea_id, of_draft.draft_id = None, draft_id
    db.session().flush()
    theirs: list[Photo] = [make_photo(public, number=1), make_photo(asked, number=2)]
    return {
        "public_photo": theirs[0].id,
        "asked_photo": theirs[1].id,
        "draft_photo": of_draft.id,
        "side": 320,
    }


def tell_ideas(public: Idea, call: Call, place: str) -> dict[str, Any]:
    """The public one is heard; another was told by somebody unknown, and waits to be written."""
    make_voice(idea_id=public.id)
    told = contributions.start_draft(ANONYMOUS, call.slug, {})
    db.session().flush()
    return {"told_draft": told.id, "voice": make_asked_voice(told.id, place).id}
