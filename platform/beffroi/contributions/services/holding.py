"""Rows held in one order before ideas move together: people, then comments, then ideas by id.

Whoever takes them in another order waits for somebody who waits for them: the database then breaks
one of the two off.
"""

import uuid
from collections.abc import Collection
from typing import Any

from sqlalchemy import or_, select, union
from sqlalchemy.orm import aliased

from beffroi.contributions.models import CoAuthor, Comment, Idea, IdeaMerge, IdeaPart, Support
from beffroi.contributions.services.merges import STANDS, beneath
from beffroi.core import db
from beffroi.identity.models import Person

Ids = Collection[uuid.UUID]


def hold_ideas(idea_ids: Ids, *, shared: bool = False) -> None:
    """Their rows; `shared`, against whoever moves them and not against others who count there."""
    _in_order(select(Idea.id).where(Idea.id.in_(idea_ids)).order_by(Idea.id), Idea, shared=shared)


def hold_company(brought: Ids, *ideas: uuid.UUID) -> None:
    """Those who support what is brought or wrote any of it, then it and these ideas.

    Who is being erased is waited for here, before any idea is held: their supports are then gone.
    Authors too: PostgreSQL looks for the author of a row that is changed twice in a transaction.
    """
    whole = {one for idea_id in brought for one in (idea_id, *beneath(idea_id))}
    people: Any = union(
        select(Support.person_id).where(Support.idea_id.in_(whole)),
        select(CoAuthor.person_id).where(CoAuthor.idea_id.in_(whole)),
        select(Idea.author_id).where(Idea.id.in_({*whole, *ideas}), Idea.author_id.is_not(None)),
    )
    _hold_people(people)
    hold_ideas({*brought, *ideas})


def hold_withdrawal(idea_id: uuid.UUID) -> None:
    """An idea that is taken away, what joined it and what was made of it."""
    joined = select(IdeaMerge.source_id).where(IdeaMerge.target_id == idea_id, STANDS)
    pieces = select(IdeaPart.idea_id).where(IdeaPart.source_id == idea_id)
    ideas = {idea_id, *db.session().scalars(union(joined, pieces))}
    _hold_people(select(Idea.author_id).where(Idea.id.in_(ideas), Idea.author_id.is_not(None)))
    hold_ideas(ideas)


def hold_leaving(person_id: uuid.UUID) -> None:
    """All that a person who leaves wrote, commented or supports, and what joined their ideas."""
    answered = aliased(Comment)
    above = select(answered.parent_id).where(answered.author_id == person_id)
    theirs = select(Comment.id).where(or_(Comment.author_id == person_id, Comment.id.in_(above)))
    _in_order(theirs.order_by(Comment.id), Comment)
    own = select(Idea.id).where(Idea.author_id == person_id)
    touched = union(
        own,
        select(Support.idea_id).where(Support.person_id == person_id),
        select(Comment.idea_id).where(Comment.author_id == person_id),
        select(IdeaMerge.source_id).where(IdeaMerge.target_id.in_(own), STANDS),
        select(IdeaPart.idea_id).where(IdeaPart.source_id.in_(own)),
    )
    hold_ideas(set(db.session().scalars(touched)))


def _hold_people(wanted: Any) -> None:
    known = select(Person.id).where(Person.id.in_(wanted)).order_by(Person.id)
    _in_order(known, Person, shared=True)


def _in_order(wanted: Any, of: Any, *, shared: bool = False) -> None:
    held = wanted.with_for_update(read=shared, key_share=shared, of=of)
    db.session().execute(held).all()
