"""The pictures that lie with one thing, a draft or an idea; whoever calls holds its row."""

import uuid
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update

from beffroi.contributions import problems
from beffroi.contributions.models import Photo
from beffroi.contributions.rules import MAX_PHOTOS
from beffroi.contributions.services.photos.receiving import Received, size_keys
from beffroi.contributions.services.texts import alternative_text
from beffroi.contributions.views import PhotoView
from beffroi.core import db
from beffroi.core.clock import now
from beffroi.core.files.sweeping import Owner, drop_after_commit
from beffroi.core.problems import NotFound

Where = ColumnElement[bool]


def put(received: Received, alternative: str, **place: uuid.UUID) -> tuple[Photo, bool]:
    """Lay it there, after the others; the same picture again is the one that is there."""
    alternative = alternative_text(alternative)
    there = rows(_at(place))
    same = next((photo for photo in there if photo.digest == received.digest), None)
    if same is not None:
        drop_after_commit(size_keys(received.file_stem))
        return same, False
    problems.invalid(photo=problems.TOO_MANY_PHOTOS if len(there) >= MAX_PHOTOS else None)
    photo = Photo(
        alternative=alternative,
        width=received.width,
        height=received.height,
        file_stem=received.file_stem,
        digest=received.digest,
        added_at=now(),
        **place,
    )
    db.session().add(photo)
    db.session().flush()
    return photo, True


def describe(photo_id: uuid.UUID, words: str, **place: uuid.UUID) -> tuple[Photo, bool]:
    """Give it these words for whoever does not see it; whether they are others than before."""
    photo = _one(photo_id, _at(place))
    before, photo.alternative = photo.alternative, alternative_text(words)
    return photo, photo.alternative != before


def take_out(photo_id: uuid.UUID, **place: uuid.UUID) -> None:
    """Its row goes now, its files once that is committed."""
    photo = _one(photo_id, _at(place))
    db.session().delete(photo)
    drop_after_commit(size_keys(photo.file_stem))


def rows(where: Where) -> list[Photo]:
    """In the order in which they came."""
    return list(db.session().scalars(select(Photo).where(where).order_by(*IN_ORDER)))


IN_ORDER = (Photo.added_at, Photo.id)


def views(where: Where, base: str) -> tuple[PhotoView, ...]:
    """The same to be shown, their addresses below `base`."""
    return tuple(
        PhotoView(photo.id, photo.alternative, photo.width, photo.height, f"{base}/{photo.id}")
        for photo in rows(where)
    )


def photos_of(idea_id: uuid.UUID) -> tuple[PhotoView, ...]:
    """Those of an idea; whether the reader may see it has been asked before."""
    return views(Photo.idea_id == idea_id, f"/idees/{idea_id}/photos")


def view_of(photo: Photo) -> PhotoView:
    """One of an idea."""
    assert photo.idea_id is not None
    base = f"/idees/{photo.idea_id}/photos"
    return PhotoView(photo.id, photo.alternative, photo.width, photo.height, f"{base}/{photo.id}")


def has_photos(idea_id: uuid.UUID) -> bool:
    """Whether a person must look at something else than words."""
    query = select(Photo.id).where(Photo.idea_id == idea_id).limit(1)
    return db.session().scalar(query) is not None


def attach_photos(draft_id: uuid.UUID, idea_id: uuid.UUID) -> None:
    """What lay with the draft goes with the idea it became."""
    moved: Any = update(Photo).where(Photo.draft_id == draft_id)
    db.session().execute(moved.values(draft_id=None, idea_id=idea_id))


def drop_photos_of(idea_id: uuid.UUID) -> None:
    """All of them with the text that goes."""
    drop_photos(Photo.idea_id == idea_id)


def drop_photos(where: Where) -> None:
    """Rows now, files once that is committed."""
    stems = db.session().scalars(select(Photo.file_stem).where(where)).all()
    db.session().execute(delete(Photo).where(where).execution_options(synchronize_session=False))
    drop_after_commit(key for stem in stems for key in size_keys(stem))


def _known(keys: Collection[str]) -> set[str]:
    stems = {key.partition("-")[0] for key in keys}
    found = set(db.session().scalars(select(Photo.file_stem).where(Photo.file_stem.in_(stems))))
    return {key for key in keys if key.partition("-")[0] in found}


def _expected() -> Iterator[str]:
    for stem in db.session().scalars(select(Photo.file_stem).execution_options(yield_per=500)):
        yield from size_keys(stem)


FILES = Owner("photo", _known, _expected)


def _at(place: dict[str, uuid.UUID]) -> Where:
    ((name, thing_id),) = place.items()
    return getattr(Photo, name) == thing_id  # type: ignore[no-any-return]


def _one(photo_id: uuid.UUID, where: Where) -> Photo:
    photo = db.session().scalars(select(Photo).where(Photo.id == photo_id, where)).one_or_none()
    if photo is None:
        raise NotFound
    return photo
