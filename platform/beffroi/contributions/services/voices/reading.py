"""The sound itself, for whoever may hear it."""

import uuid

from sqlalchemy import select

from beffroi.contributions.models import Call, Idea, Voice
from beffroi.contributions.services.photos.reading import Shown
from beffroi.contributions.services.visibility import absent, seen_ideas
from beffroi.core import db, files
from beffroi.core.actor import Actor
from beffroi.core.problems import NotFound


def idea_sound(actor: Actor, idea_id: uuid.UUID) -> tuple[Shown, str]:
    """To who sees the idea, and to who examines it; with its kind. A child's is never heard."""
    query = (
        select(Voice, Idea.visibility)
        .join(Idea, Idea.id == Voice.idea_id)
        .join(Call, Call.id == Idea.call_id)
        .where(Idea.id == idea_id, seen_ideas(actor), Call.max_age.is_(None))
    )
    found = db.session().execute(query).one_or_none()
    if found is None:
        raise absent(idea_id)
    return _shown(found.Voice, is_public=found.visibility == "published")


def draft_sound(draft_id: uuid.UUID) -> tuple[Shown, str]:
    """To who has the address of the draft."""
    return _shown(
        db.session().scalars(select(Voice).where(Voice.draft_id == draft_id)).one_or_none(),
        is_public=False,
    )


def sound_of(voice: Voice) -> tuple[Shown, str]:
    """To the relay who writes it down."""
    return _shown(voice, is_public=False)


def _shown(voice: Voice | None, *, is_public: bool) -> tuple[Shown, str]:
    if voice is None:
        raise NotFound
    try:
        content = files.store().get(voice.file_stem)
    except files.FileMissing:
        raise NotFound from None
    return Shown(content, voice.file_stem[:20], is_public), voice.kind
