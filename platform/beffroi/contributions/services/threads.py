"""Debates read: the comments of an idea with the first answers to each, one thread, one comment."""

import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from beffroi.contributions.models import Comment, Idea
from beffroi.contributions.proposals import DebateFilters
from beffroi.contributions.services.comment_rows import (
    answers_below,
    comment_view,
    read_by,
    rows_with_answers,
    with_answers,
)
from beffroi.contributions.services.visibility import (
    absent,
    absent_comment,
    placed_comments,
    readable_ideas,
    visible_comments,
)
from beffroi.contributions.views import CommentList, CommentView, ThreadView
from beffroi.core import db, keyset
from beffroi.core.actor import Actor

Key = tuple[InstrumentedAttribute[Any], ...]

ALL = DebateFilters()
ORDERS: dict[str, Key] = {
    "oldest": (Comment.id,),
    "latest": (Comment.id,),
    "answered": (Comment.reply_count, Comment.id),
}


def comments_of(
    actor: Actor,
    idea_id: uuid.UUID,
    asked: DebateFilters = ALL,
    cursor: str | None = None,
    limit: int = keyset.LIMIT,
) -> CommentList:
    """The comments of an idea with the first answers to each: one statement, however many.

    One that is gone keeps its place while it has answers, but has no position any more.
    """
    shown = placed_comments(actor)
    if asked.position is not None:
        shown = and_(visible_comments(actor), Comment.position == asked.position)
    query = read_by(actor).where(_below(actor, idea_id), Comment.parent_id.is_(None), shown)
    oldest, order = asked.order == "oldest", ORDERS[asked.order]
    walked = keyset.walked(query, order, cursor, limit, ascending=oldest)
    rows = rows_with_answers(actor, walked)
    page = keyset.cut(_in_order(rows, order, oldest), order, limit)
    if not page.rows and not db.session().scalar(select(_seen(actor, idea_id))):
        raise absent(idea_id)
    return CommentList(with_answers(actor, page.rows, rows), page.next_cursor)


def answers_to(
    actor: Actor,
    idea_id: uuid.UUID,
    comment_id: uuid.UUID,
    cursor: str | None = None,
    limit: int = keyset.LIMIT,
) -> CommentList:
    """The answers to a comment, oldest first."""
    query = answers_below(actor, comment_id).where(_below(actor, idea_id))
    page = keyset.page(db.session(), query, (Comment.id,), cursor, limit, ascending=True)
    if not page.rows:
        _thread_rows(actor, idea_id, comment_id)
    return CommentList([comment_view(actor, row) for row in page.rows], page.next_cursor)


def thread_of(
    actor: Actor,
    idea_id: uuid.UUID,
    comment_id: uuid.UUID,
    cursor: str | None = None,
    limit: int = keyset.LIMIT,
) -> ThreadView:
    """A comment with the answers to it; the address of an answer opens where that answer is."""
    root, wanted = _thread_rows(actor, idea_id, comment_id)
    query = answers_below(actor, root.id)
    begins_there = wanted.id != root.id and not cursor
    if begins_there:
        query = query.where(Comment.id >= wanted.id)
    page = keyset.page(db.session(), query, (Comment.id,), cursor, limit, ascending=True)
    return ThreadView(
        root=comment_view(actor, root),
        replies=[comment_view(actor, row) for row in page.rows],
        next_cursor=page.next_cursor,
        wanted_id=wanted.id,
        is_whole=not cursor and not begins_there,
    )


def read_comment(actor: Actor, comment_id: uuid.UUID) -> CommentView:
    """A public comment under an idea that can be read, or one's own."""
    below = exists().where(Idea.id == Comment.idea_id, readable_ideas(actor))
    mine = Comment.author_id == actor.person_id if actor.person_id else false()
    wanted = read_by(actor).where(Comment.id == comment_id, visible_comments(actor))
    row = db.session().execute(wanted.where(or_(below, mine))).one_or_none()
    if row is None:
        raise absent_comment(comment_id)
    return comment_view(actor, row)


def _in_order(rows: Iterable[Any], order: Key, ascending: bool) -> list[Any]:
    roots = [row for row in rows if row.parent_id is None]
    keys = [column.key for column in order]
    return sorted(roots, key=lambda row: [getattr(row, k) for k in keys], reverse=not ascending)


def _below(actor: Actor, idea_id: uuid.UUID) -> ColumnElement[bool]:
    """Under this idea; nothing is read of one that cannot be."""
    return and_(Comment.idea_id == idea_id, _seen(actor, idea_id))


def _seen(actor: Actor, idea_id: uuid.UUID) -> ColumnElement[bool]:
    return exists().where(Idea.id == idea_id, readable_ideas(actor))


def _thread_rows(actor: Actor, idea_id: uuid.UUID, comment_id: uuid.UUID) -> tuple[Any, Any]:
    """The comment that begins the thread, and the one that is asked for; they may be the same."""
    asked = aliased(Comment)
    above = select(asked.parent_id).where(asked.id == comment_id).scalar_subquery()
    here = and_(Comment.id == comment_id, placed_comments(actor))
    query = read_by(actor).where(_below(actor, idea_id), or_(here, Comment.id == above))
    rows = {row.id: row for row in db.session().execute(query)}
    wanted = rows.get(comment_id)
    if wanted is None:
        raise absent_comment(comment_id)
    return rows[wanted.parent_id or wanted.id], wanted
