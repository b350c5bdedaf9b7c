"""Pictures of an idea that was sent: its author changes them while its text may be changed."""

import uuid

from beffroi.contributions.models import Photo
from beffroi.contributions.rules import media_move
from beffroi.contributions.services.photos import album
from beffroi.contributions.services.photos.receiving import Received
from beffroi.contributions.services.revision import own_revisable_idea, renew_idea
from beffroi.core.actor import Actor


def add_idea_photo(
    actor: Actor, idea_id: uuid.UUID, received: Received, alternative: str
) -> tuple[Photo, bool]:
    """Lay one more there, and whether it is new; the idea then waits for a person to look."""
    idea = own_revisable_idea(actor, idea_id)
    photo, is_new = album.put(received, alternative, idea_id=idea.id)
    if is_new:
        renew_idea(idea, media_move(is_more=True), by=actor)
    return photo, is_new


def describe_idea_photo(
    actor: Actor, idea_id: uuid.UUID, photo_id: uuid.UUID, alternative: str
) -> Photo:
    """Say what is on it; saying the same again changes nothing."""
    idea = own_revisable_idea(actor, idea_id)
    photo, is_new = album.describe(photo_id, alternative, idea_id=idea.id)
    if is_new:
        renew_idea(idea, media_move(is_more=True), by=actor)
    return photo


def remove_idea_photo(actor: Actor, idea_id: uuid.UUID, photo_id: uuid.UUID) -> None:
    """Take it out; what is left needs nobody's look."""
    idea = own_revisable_idea(actor, idea_id)
    album.take_out(photo_id, idea_id=idea.id)
    renew_idea(idea, media_move(is_more=False), by=actor)
