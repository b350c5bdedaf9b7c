"""The texts an idea has had: those that everybody could read, and what changed between two."""

import uuid
from typing import Any

from sqlalchemy import Select, exists, select

from beffroi.contributions.models import Idea, IdeaVersion
from beffroi.contributions.rules.differences import difference
from beffroi.contributions.services.visibility import absent, readable_ideas, visible_versions
from beffroi.contributions.views import Comparison, VersionList, VersionView
from beffroi.core import db, keyset
from beffroi.core.actor import Actor
from beffroi.core.problems import NotFound

MANY = 100


def versions_of(
    actor: Actor, idea_id: uuid.UUID, cursor: str | None = None, limit: int = keyset.LIMIT
) -> VersionList:
    """The texts of an idea that the actor may read, the last first."""
    query = _readable(actor, idea_id)
    page = keyset.page(db.session(), query, (IdeaVersion.version,), cursor, limit)
    if not page.rows:
        _require_seen(actor, idea_id)
    return VersionList([VersionView(*row) for row in page.rows], page.next_cursor)


def compare_versions(
    actor: Actor, idea_id: uuid.UUID, version: int, since: int | None = None
) -> Comparison:
    """A text, and what changed in it since another; since the one before when none is named."""
    readable = _readable(actor, idea_id)
    new = _one(readable.where(IdeaVersion.version == version))
    if new is None:
        _require_seen(actor, idea_id)
        raise NotFound
    wanted = IdeaVersion.version < version if since is None else IdeaVersion.version == since
    old = _one(readable.where(wanted))
    if old is None and since is not None:
        raise NotFound
    before = old or new
    changed = difference(before.title, new.title), difference(before.body, new.body)
    return Comparison(new, old, *changed)


def _readable(actor: Actor, idea_id: uuid.UUID) -> Select[Any]:
    columns = (IdeaVersion.idea_id, IdeaVersion.version, IdeaVersion.title, IdeaVersion.body)
    query: Any = select(*columns, IdeaVersion.written_at)
    of_idea = query.join(Idea, Idea.id == IdeaVersion.idea_id)
    found: Select[Any] = of_idea.where(Idea.id == idea_id, visible_versions(actor, own=True))
    return found


def _one(query: Select[Any]) -> VersionView | None:
    """The last of them."""
    row = db.session().execute(query.order_by(IdeaVersion.version.desc()).limit(1)).first()
    return VersionView(*row) if row else None


def _require_seen(actor: Actor, idea_id: uuid.UUID) -> None:
    seen = exists().where(Idea.id == idea_id, readable_ideas(actor))
    if not db.session().scalar(select(seen)):
        raise absent(idea_id)
