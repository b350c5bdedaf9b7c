"""Rows of comments made into what lists and pages show, with the first answers to each."""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import CTE, Select, and_, func, literal, select, union_all
from sqlalchemy.orm import aliased

from beffroi.contributions import rules
from beffroi.contributions.labels import signature
from beffroi.contributions.models import Call, Comment, Idea
from beffroi.contributions.rules import Visibility
from beffroi.contributions.services.cards import band_in
from beffroi.contributions.services.visibility import visible_comments
from beffroi.contributions.views import CommentView
from beffroi.core import db
from beffroi.core.actor import Actor

COLUMNS = (
    Comment.id,
    Comment.idea_id,
    Comment.parent_id,
    Comment.position,
    Comment.author_id,
    Comment.author_name,
    Comment.body,
    Comment.language,
    Comment.version,
    Comment.visibility,
    Comment.reply_count,
    Comment.written_at,
)
# The ages of the call, when it is for an age band: there they stand in the place of names.
_IDEA = aliased(Idea)
_BAND = tuple(
    select(end)
    .join(_IDEA, _IDEA.call_id == Call.id)
    .where(_IDEA.id == Comment.idea_id)
    .correlate(Comment)
    .scalar_subquery()
    .label(name)
    for name, end in (("band_low", Call.min_age), ("band_high", Call.max_age))
)
_LAST = uuid.UUID(int=(1 << 128) - 1)


def read_by(actor: Actor) -> Select[Any]:
    """The columns of comments, and whether the actor may read the words of each."""
    columns: Any = (*COLUMNS, *_BAND, visible_comments(actor).label("is_readable"))
    return select(*columns)


def answers_below(actor: Actor, root_id: uuid.UUID) -> Select[Any]:
    """The answers to a comment that the actor may read."""
    return read_by(actor).where(Comment.parent_id == root_id, visible_comments(actor))


def comment_view(actor: Actor, row: Any) -> CommentView:
    """What is read of a comment: of one that is gone, that it was there and when."""
    fields = {column.key: getattr(row, column.key) for column in COLUMNS}
    author_id = fields.pop("author_id")
    fields["author_name"] = signature(fields["author_name"], _band(row))
    view = CommentView(**fields, is_mine=author_id is not None and author_id == actor.person_id)
    return view if getattr(row, "is_readable", True) else _without_words(view)


def _band(row: Any) -> tuple[int, int] | None:
    """Read for a comment that was just written, which no statement brought."""
    if not isinstance(row, Comment):
        return band_in(row)
    ends = select(Call.min_age.label("band_low"), Call.max_age.label("band_high"))
    of_idea = ends.join(Idea, Idea.call_id == Call.id).where(Idea.id == row.idea_id)
    return band_in(db.session().execute(of_idea).one())


def rows_with_answers(actor: Actor, roots: Select[Any]) -> list[Any]:
    """The rows of this statement and the first answers to each, in no order: one statement."""
    page = roots.cte("page")
    both = union_all(select(*page.c), _first_answers(actor, page))
    return list(db.session().execute(both))


def with_answers(actor: Actor, roots: Iterable[Any], rows: Iterable[Any]) -> list[CommentView]:
    """Each of the roots with its answers among the rows, oldest first."""
    below: dict[uuid.UUID, list[CommentView]] = {}
    for row in sorted(rows, key=lambda row: row.id):
        below.setdefault(row.parent_id, []).append(comment_view(actor, row))
    return [
        replace(comment_view(actor, row), replies=tuple(below.get(row.id, ()))) for row in roots
    ]


def _first_answers(actor: Actor, page: CTE) -> Select[Any]:
    """The first answers to each comment of a page, walking to no other.

    Up to where: the last that is shown, looked up in the index for each thread. A window over
    all answers would read five thousand of them to show two.
    """
    seen = visible_comments(actor)
    last = (
        select(Comment.id)
        .where(Comment.parent_id == page.c.id, seen)
        .order_by(Comment.id)
        .offset(rules.ANSWERS_SHOWN - 1)
        .limit(1)
        .correlate(page)
        .scalar_subquery()
    )
    until = func.coalesce(last, literal(_LAST, Comment.id.type)).label("until")
    bounds = select(page.c.id, until).subquery()
    within = and_(Comment.parent_id == bounds.c.id, Comment.id <= bounds.c.until)
    return read_by(actor).join(bounds, within).where(seen)


def _without_words(view: CommentView) -> CommentView:
    """Nor is it said why it is gone: that is between its author and the moderation."""
    return replace(
        view,
        author_name="",
        body="",
        position=None,
        version=0,
        visibility=Visibility.REMOVED,
        is_gone=True,
        is_withdrawn=view.visibility == Visibility.REMOVED,
    )
