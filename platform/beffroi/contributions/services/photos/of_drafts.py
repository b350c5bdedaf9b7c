"""Pictures of an idea being written: whoever has its address may change them until it is sent."""

import uuid

from beffroi.contributions.models import Photo
from beffroi.contributions.services.drafts import held_draft
from beffroi.contributions.services.photos import album
from beffroi.contributions.services.photos.receiving import Received
from beffroi.contributions.views import DraftView, PhotoView


def draft_photos(draft: DraftView) -> tuple[PhotoView, ...]:
    """Those laid there so far."""
    return album.views(Photo.draft_id == draft.id, f"{draft.url}/photos")


def add_draft_photo(draft_id: uuid.UUID, received: Received, alternative: str) -> Photo:
    """Lay one more there; Invalid beyond three."""
    held_draft(draft_id)
    return album.put(received, alternative, draft_id=draft_id)[0]


def describe_draft_photo(draft_id: uuid.UUID, photo_id: uuid.UUID, alternative: str) -> None:
    """Say what is on it."""
    held_draft(draft_id)
    album.describe(photo_id, alternative, draft_id=draft_id)


def remove_draft_photo(draft_id: uuid.UUID, photo_id: uuid.UUID) -> None:
    """Take it out."""
    held_draft(draft_id)
    album.take_out(photo_id, draft_id=draft_id)
