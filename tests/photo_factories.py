"""Pictures laid with drafts and ideas."""

import tempfile
from pathlib import Path

from beffroi.contributions.models import Idea, Photo
from beffroi.contributions.services.photos.receiving import Received, receive_photo
from beffroi.core import db, files
from beffroi.core.clock import now
from tests.picture_factories import drawn


def make_received(width: int = 400, height: int = 300) -> Received:
    """A picture received as the pages do; another size makes another picture."""
    db.session().commit()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "received"
        drawn(width, height).save(path, "JPEG")
        return receive_photo(path)


def make_photo(idea: Idea, alternative: str = "Un banc cassé.", number: int = 1) -> Photo:
    """A picture of an idea, with small files in place of drawn ones."""
    key = files.new_key()
    for side in (320, 800, 1600):
        files.store().put(f"{key}-{side}", f"{number} {side}".encode())
    photo = Photo(
        idea_id=idea.id,
        alternative=alternative,
        width=1600,
        height=1200,
        file_stem=key,
        digest=f"{number:064}",
        added_at=now(),
    )
    db.session().add(photo)
    db.session().flush()
    return photo
