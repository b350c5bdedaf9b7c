"""Pictures of an idea, sent and described by its author."""

import uuid
from typing import Any

from flask import Response

from beffroi.contributions import services
from beffroi.contributions.policies import REVISE
from beffroi.contributions.schemas import (
    PhotoFileSchema,
    PhotoSchema,
    PhotoShownSchema,
    PhotoWordsSchema,
)
from beffroi.contributions.services.photos.album import view_of
from beffroi.contributions.services.photos.receiving import Received
from beffroi.contributions.views import PhotoView
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.limits import at_most
from beffroi.core.pictures import LARGEST
from beffroi.core.policy import guarded
from beffroi.core.uploads import laid_down, takes_file

blueprint = ApiBlueprint("photos", __name__, description="Pictures of ideas")
ONE = "/ideas/<uuid:idea_id>/photos/<uuid:photo_id>"


def _received(files: dict[str, Any], idea_id: uuid.UUID) -> Received:
    services.tracked_idea(current_actor(), idea_id)  # whose it is, before a picture is drawn
    with laid_down(files["photo"]) as path:
        return services.receive_photo(path)


@blueprint.receives(
    "/ideas/<uuid:idea_id>/photos", PhotoFileSchema, PhotoSchema, PhotoShownSchema, _received
)
@takes_file(LARGEST)
@at_most("20 per minute;200 per day")
@guarded(REVISE)
def add_photo(got: Received, body: dict[str, Any], idea_id: uuid.UUID) -> PhotoView:
    """Lay a picture with one's idea, three at most; it then waits until a person has looked.

    It is drawn anew, upright and without what the camera wrote. The same picture is there once.
    """
    words = body["alternative"]
    return view_of(services.add_idea_photo(current_actor(), idea_id, got, words)[0])


@blueprint.writes(ONE, "PUT", PhotoShownSchema, body=PhotoWordsSchema)
@at_most("60 per minute")
@guarded(REVISE)
def describe_photo(body: dict[str, Any], idea_id: uuid.UUID, photo_id: uuid.UUID) -> PhotoView:
    """Say what is on it, for whoever does not see it."""
    words = body["alternative"]
    return view_of(services.describe_idea_photo(current_actor(), idea_id, photo_id, words))


@blueprint.writes(ONE, "DELETE", None, status=204)
@guarded(REVISE)
def remove_photo(idea_id: uuid.UUID, photo_id: uuid.UUID) -> Response:
    """Take it out; its files go."""
    services.remove_idea_photo(current_actor(), idea_id, photo_id)
    return Response(status=204)
