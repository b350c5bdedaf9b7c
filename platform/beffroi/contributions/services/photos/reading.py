"""The file of a picture, for whoever may see what it lies with."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from beffroi.contributions.models import Idea, Photo
from beffroi.contributions.services.photos.receiving import size_key
from beffroi.contributions.services.visibility import absent, seen_ideas
from beffroi.core import db, files, pictures
from beffroi.core.actor import Actor
from beffroi.core.problems import NotFound


@dataclass(frozen=True)
class Shown:
    """A file to send, its ETag, and whether everybody may have it now."""

    content: bytes
    tag: str
    is_public: bool


def idea_picture(actor: Actor, idea_id: uuid.UUID, photo_id: uuid.UUID, side: int) -> Shown:
    """To who sees the idea, and to who examines it; 410 once its author took it away."""
    query = (
        select(Photo.file_stem, Photo.digest, Idea.visibility)
        .join(Idea, Idea.id == Photo.idea_id)
        .where(Photo.id == photo_id, Idea.id == idea_id, seen_ideas(actor))
    )
    found = db.session().execute(query).one_or_none()
    if found is None:
        raise absent(idea_id)
    return _shown(found.file_stem, found.digest, side, is_public=found.visibility == "published")


def draft_picture(draft_id: uuid.UUID, photo_id: uuid.UUID, side: int) -> Shown:
    """To who has the address of the draft."""
    query = select(Photo.file_stem, Photo.digest).where(
        Photo.id == photo_id, Photo.draft_id == draft_id
    )
    found = db.session().execute(query).one_or_none()
    if found is None:
        raise NotFound
    return _shown(found.file_stem, found.digest, side, is_public=False)


def _shown(file_stem: str, digest: str, side: int, *, is_public: bool) -> Shown:
    if side not in pictures.SIDES:
        raise NotFound
    try:
        content = files.store().get(size_key(file_stem, side))
    except files.FileMissing:
        raise NotFound from None
    return Shown(content, f"{digest[:20]}-{side}", is_public)
