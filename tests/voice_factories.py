"""Voices laid with drafts and ideas."""

import uuid
from typing import Any

from beffroi.contributions.models import Voice
from beffroi.core import db, files
from beffroi.core.clock import now


def make_voice(content: bytes = b"voice", **place: Any) -> Voice:
    """Twelve seconds: `draft_id=` or `idea_id=` says of what."""
    stem = files.new_key()
    files.store().put(stem, content)
    voice = Voice(kind="audio/webm", seconds=12, file_stem=stem, added_at=now(), **place)
    db.session().add(voice)
    db.session().flush()
    return voice


def make_asked_voice(draft_id: uuid.UUID, neighbourhood_slug: str) -> Voice:
    """One that a relay was asked to write down."""
    return make_voice(draft_id=draft_id, asked_at=now(), neighbourhood_slug=neighbourhood_slug)
