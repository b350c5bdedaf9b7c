"""What the rows say: supports, comments, positions and answers, counted where they stand."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from beffroi.contributions.models import Comment, Idea, Support
from beffroi.contributions.services.publication import POSITION_COUNTERS
from beffroi.contributions.services.visibility import visible_comments
from beffroi.core.actor import ANONYMOUS

Figures = Mapping[str, ColumnElement[int]]


def ideas_adrift(call_id: uuid.UUID | None = None) -> Select[Any]:
    """The ideas of which a figure is not that of its rows, everywhere or in a call."""
    among = None if call_id is None else select(Idea.id).where(Idea.call_id == call_id)
    given, said = _supports(among).subquery(), _comments(among).subquery()
    rows = {"support_count": given.c.support_count} | {
        name: said.c[name] for name in ("comment_count", *POSITION_COUNTERS.values())
    }
    differs = or_(*(getattr(Idea, name) != func.coalesce(n, 0) for name, n in rows.items()))
    found = select(Idea.id).outerjoin(given, given.c.idea_id == Idea.id)
    found = found.outerjoin(said, said.c.idea_id == Idea.id).where(differs)
    return found if call_id is None else found.where(Idea.call_id == call_id)


def threads_adrift(call_id: uuid.UUID | None = None) -> Select[Any]:
    """The comments whose number of answers is not that of the answers."""
    among = None if call_id is None else select(Idea.id).where(Idea.call_id == call_id)
    answers, root = _answers(among).subquery(), aliased(Comment)
    found = select(root.id).outerjoin(answers, answers.c.parent_id == root.id)
    found = found.where(root.parent_id.is_(None))
    found = found.where(root.reply_count != func.coalesce(answers.c.reply_count, 0))
    return found if among is None else found.where(root.idea_id.in_(among))


def figures_of_idea(idea_id: uuid.UUID) -> Figures:
    """The figures of one idea, each counted by the database as it writes it."""
    one = select(Idea.id).where(Idea.id == idea_id)
    given, said = _supports(one).subquery(), _comments(one).subquery()
    names = ("comment_count", *POSITION_COUNTERS.values())
    counted = {name: func.coalesce(_one(said.c[name]), 0) for name in names}
    return {"support_count": func.coalesce(_one(given.c.support_count), 0)} | counted


def figures_of_thread(comment_id: uuid.UUID) -> Figures:
    """The number of public answers to one comment."""
    public = and_(Comment.parent_id == comment_id, visible_comments(ANONYMOUS))
    return {"reply_count": select(func.count()).where(public).scalar_subquery()}


def _one(column: ColumnElement[int]) -> ColumnElement[int]:
    return select(column).scalar_subquery()


def _supports(among: Select[Any] | None) -> Select[Any]:
    columns: Any = (Support.idea_id, func.count().label("support_count"))
    counted = select(*columns).where(Support.counted).group_by(Support.idea_id)
    return counted if among is None else counted.where(Support.idea_id.in_(among))


def _comments(among: Select[Any] | None) -> Select[Any]:
    held = [
        func.sum(case((Comment.position == position, 1), else_=0)).label(name)
        for position, name in POSITION_COUNTERS.items()
    ]
    columns: Any = (Comment.idea_id, func.count().label("comment_count"), *held)
    counted = select(*columns).where(visible_comments(ANONYMOUS)).group_by(Comment.idea_id)
    return counted if among is None else counted.where(Comment.idea_id.in_(among))


def _answers(among: Select[Any] | None) -> Select[Any]:
    public = and_(Comment.parent_id.is_not(None), visible_comments(ANONYMOUS))
    columns: Any = (Comment.parent_id, func.count().label("reply_count"))
    counted = select(*columns).where(public).group_by(Comment.parent_id)
    return counted if among is None else counted.where(Comment.idea_id.in_(among))
