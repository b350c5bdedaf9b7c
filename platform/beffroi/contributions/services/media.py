"""All that goes with the words of an idea: pictures and a voice."""

import uuid

from beffroi.contributions.models import Voice
from beffroi.contributions.services.photos.album import attach_photos, drop_photos_of, has_photos
from beffroi.contributions.services.voices import rows


def attach_media(draft_id: uuid.UUID, idea_id: uuid.UUID, *, voice_is_heard: bool) -> None:
    """What lay with the draft goes with the idea it became."""
    attach_photos(draft_id, idea_id)
    rows.attach_voice(draft_id, idea_id, is_heard=voice_is_heard)


def has_media(idea_id: uuid.UUID) -> bool:
    """Whether a person must look or listen, since detectors only read."""
    return has_photos(idea_id) or rows.has_voice(idea_id)


def drop_media_of(idea_id: uuid.UUID) -> None:
    """All of it, files included, with the text that goes."""
    drop_photos_of(idea_id)
    drop_voice_of(idea_id)


def drop_voice_of(idea_id: uuid.UUID) -> None:
    """What no longer says the same as the text."""
    rows.drop(Voice.idea_id == idea_id)
