"""Who sees which ideas and comments: the one condition that every reading goes through."""

from typing import Any

from sqlalchemy import ColumnElement, literal_column, or_, true

from beffroi.contributions.models import Comment, Idea
from beffroi.core.actor import Actor

# Written out, not bound: a partial index is used only by a condition that is known beforehand.
_PUBLISHED: ColumnElement[str] = literal_column("'published'")


def visible_ideas(actor: Actor, *, own: bool = False) -> ColumnElement[bool]:
    """What is public; with `own`, also what the actor wrote. The system sees all."""
    return _visible(Idea, actor, own=own)


def visible_comments(actor: Actor, *, own: bool = True) -> ColumnElement[bool]:
    """The same for comments; one sees one's own among the others."""
    return _visible(Comment, actor, own=own)


def _visible(text: Any, actor: Actor, *, own: bool) -> ColumnElement[bool]:
    public: ColumnElement[bool] = text.visibility == _PUBLISHED
    if actor.kind == "system" and own:
        return true()
    if own and actor.person_id is not None:
        return or_(public, text.author_id == actor.person_id)
    return public
