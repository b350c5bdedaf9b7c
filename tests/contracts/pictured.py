"""Pictures of a village: of the idea everybody reads, of the resident's own, of a draft."""

import uuid
from typing import Any

from beffroi.contributions.models import Idea, Photo
from beffroi.core import db
from tests.photo_factories import make_photo

PARAMETERS = {"public_photo": "photo_id", "asked_photo": "photo_id", "draft_photo": "photo_id"}


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
