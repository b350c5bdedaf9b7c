"""The people behind an idea: the one place that says who they are, for rights and for messages."""

import uuid
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, or_, select

from beffroi.contributions.models import CoAuthor, Idea, Support
from beffroi.core import db
from beffroi.core.actor import Actor


def authors_of(idea_id: uuid.UUID) -> list[uuid.UUID]:
    """The author, then the co-authors in the order they joined; each once, none that left."""
    author = select(Idea.author_id).where(Idea.id == idea_id, Idea.author_id.is_not(None))
    others = select(CoAuthor.person_id).where(CoAuthor.idea_id == idea_id)
    joined = others.order_by(CoAuthor.joined_at, CoAuthor.id)
    found = [*db.session().scalars(author), *db.session().scalars(joined)]
    return [person for person in dict.fromkeys(found) if person is not None]


def is_behind(person_id: uuid.UUID | None) -> ColumnElement[bool]:
    """The condition on `Idea` that this person is one of those behind it."""
    return false() if person_id is None else or_(Idea.author_id == person_id, _joined(person_id))


def owner_among(actor: Actor, idea: Any) -> uuid.UUID | None:
    """Whom the policy takes for the owner when this actor asks: any of those behind it is.

    `idea` is a row or an Idea with `id` and `author_id`.
    """
    if actor.person_id is None or actor.person_id == idea.author_id:
        return idea.author_id  # type: ignore[no-any-return]  # rows are not typed
    mine = select(CoAuthor.id).filter_by(idea_id=idea.id, person_id=actor.person_id)
    return actor.person_id if db.session().scalar(mine) is not None else idea.author_id


def signers() -> Any:
    """The names of the co-authors who wish to be named, a line each."""
    named = select(func.aggregate_strings(CoAuthor.name, "\n"))
    wished = named.where(CoAuthor.idea_id == Idea.id, CoAuthor.signs, CoAuthor.name != "")
    return wished.correlate(Idea).scalar_subquery()


def own_supports() -> Any:
    """How many counted supports of an idea come from those behind it: they bind nobody."""
    given = select(func.count()).where(Support.idea_id == Idea.id, Support.counted)
    others = select(CoAuthor.person_id).where(CoAuthor.idea_id == Idea.id).correlate(Idea)
    behind = or_(Support.person_id == Idea.author_id, Support.person_id.in_(others))
    return given.where(behind).correlate(Idea).scalar_subquery()


def _joined(person_id: uuid.UUID) -> ColumnElement[bool]:
    theirs: Select[Any] = select(CoAuthor.idea_id).where(CoAuthor.person_id == person_id)
    return Idea.id.in_(theirs)
