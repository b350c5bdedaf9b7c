"""The texts an idea has had: those that everybody could read, and what changed between two."""

import uuid
from typing import Any

from sqlalchemy import Select, exists, select

from beffroi.contributions.models import CallFields, Idea, IdeaFields, IdeaVersion
from beffroi.contributions.rules.differences import Part, difference, parts_changed
from beffroi.contributions.services.fields import changes_in
from beffroi.contributions.services.visibility import absent, readable_ideas, visible_versions
from beffroi.contributions.views import Comparison, VersionList, VersionView
from beffroi.core import db, keyset
from beffroi.core.actor import Actor
from beffroi.core.problems import NotFound

NO_VERSION = 10**9  # beyond what a column of whole numbers holds


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
    readable = _with_answers(_readable(actor, idea_id))
    if max(version, since or 0) >= NO_VERSION:
        raise NotFound
    new = _one(readable.where(IdeaVersion.version == version))
    if new is None:
        _require_seen(actor, idea_id)
        raise NotFound
    wanted = IdeaVersion.version < version if since is None else IdeaVersion.version == since
    old = _one(readable.where(wanted))
    if old is None and since is not None:
        raise NotFound
    return _compared(new, old)


def last_change() -> tuple[Any, Any]:
    """SQL for whether an idea has the words of the version before, and what was answered then."""
    before = (IdeaVersion.idea_id == Idea.id) & (IdeaVersion.version == Idea.version - 1)
    equal = (IdeaVersion.title == Idea.title) & (IdeaVersion.body == Idea.body)
    answered = (IdeaFields.idea_id == Idea.id) & (IdeaFields.version == Idea.version - 1)
    same = select(equal).where(before).correlate(Idea).scalar_subquery()
    answers = select(IdeaFields.answers).where(answered).correlate(Idea).scalar_subquery()
    return same.label("has_words_before"), answers.label("answers_before")


def last_change_in(row: Any) -> tuple[Part, ...]:
    """Of a row that was read with `last_change` and with what it answers."""
    if row.has_words_before is None:
        return ()
    answers = (row.answers_before or {}) != (row.field_answers or {})
    return parts_changed(text=not row.has_words_before, answers=answers, is_next=True)


def _compared(new: Any, old: Any) -> Comparison:
    """Two rows; alone, the new one is compared with itself."""
    before = old or new
    is_text = (before.title, before.body) != (new.title, new.body)
    is_answers = (before.answers or {}) != (new.answers or {})
    is_next = before.version == new.version - 1
    return Comparison(
        _view(new),
        _view(old) if old else None,
        difference(before.title, new.title),
        difference(before.body, new.body),
        changes_in(new.definition, before.answers, new.answers),
        parts_changed(text=is_text, answers=is_answers, is_next=is_next),
    )


def _readable(actor: Actor, idea_id: uuid.UUID) -> Select[Any]:
    columns = (IdeaVersion.idea_id, IdeaVersion.version, IdeaVersion.title, IdeaVersion.body)
    query: Any = select(*columns, IdeaVersion.written_at)
    of_idea = query.join(Idea, Idea.id == IdeaVersion.idea_id)
    found: Select[Any] = of_idea.where(Idea.id == idea_id, visible_versions(actor, own=True))
    return found


def _with_answers(query: Select[Any]) -> Select[Any]:
    """With what was answered beside each text, and what was asked: as public as the text."""
    same = (IdeaFields.idea_id == IdeaVersion.idea_id) & (IdeaFields.version == IdeaVersion.version)
    more = query.add_columns(IdeaFields.answers, CallFields.definition).outerjoin(IdeaFields, same)
    return more.outerjoin(CallFields, CallFields.call_id == Idea.call_id)


def _one(query: Select[Any]) -> Any:
    """The last of them."""
    return db.session().execute(query.order_by(IdeaVersion.version.desc()).limit(1)).first()


def _view(row: Any) -> VersionView:
    return VersionView(row.idea_id, row.version, row.title, row.body, row.written_at)


def _require_seen(actor: Actor, idea_id: uuid.UUID) -> None:
    seen = exists().where(Idea.id == idea_id, readable_ideas(actor))
    if not db.session().scalar(select(seen)):
        raise absent(idea_id)
