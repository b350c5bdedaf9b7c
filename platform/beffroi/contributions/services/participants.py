"""Who took part in a call, a few at a time: whoever is owed news of it."""

import uuid

from sqlalchemy import select, union

from beffroi.contributions.models import Comment, Idea, Support
from beffroi.contributions.rules import Visibility
from beffroi.core import db

GIVEN = (Visibility.WAITING, Visibility.CHANGES_ASKED, Visibility.PUBLISHED, Visibility.UNPROVEN)


def participants(call_id: uuid.UUID, after: uuid.UUID | None, limit: int) -> list[uuid.UUID]:
    """Authors, supporters and commenters, each once, in the order of their ids after this one."""
    ideas = select(Idea.id).where(Idea.call_id == call_id)
    wrote = select(Idea.author_id.label("person_id")).where(
        Idea.call_id == call_id,
        Idea.author_id.is_not(None),
        Idea.author_confirmed,
        Idea.visibility.in_(GIVEN),
    )
    supported = select(Support.person_id).where(Support.idea_id.in_(ideas))
    said = select(Comment.author_id).where(
        Comment.idea_id.in_(ideas), Comment.author_id.is_not(None), Comment.visibility.in_(GIVEN)
    )
    everybody = union(wrote, supported, said).subquery()
    query = select(everybody.c.person_id).order_by(everybody.c.person_id).limit(limit)
    if after is not None:
        query = query.where(everybody.c.person_id > after)
    return list(db.session().scalars(query))
