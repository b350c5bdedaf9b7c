"""Who is told of an idea: who wrote it, supports it or chose to, less who chose not to."""

import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, union
from sqlalchemy.dialects import postgresql, sqlite

from beffroi.contributions.models import CoAuthor, Idea, IdeaFollow, Support
from beffroi.contributions.policies import KEEP_INFORMED
from beffroi.contributions.rules import Visibility
from beffroi.contributions.services.authorship import authors_of
from beffroi.contributions.services.visibility import absent, visible_ideas
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.policy import require
from beffroi.core.problems import ProofRequired
from beffroi.territories.services import scope_of

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def follow_idea(actor: Actor, idea_id: uuid.UUID, follows: bool) -> bool:
    """Make it so that the person is told of this idea, or is not; never a toggle."""
    require(actor, KEEP_INFORMED)
    placed = select(Idea.contract_slug, Idea.neighbourhood_slug)
    seen = placed.where(Idea.id == idea_id, visible_ideas(actor, own=True))
    row = db.session().execute(seen).one_or_none()
    if row is None:
        raise absent(idea_id)
    require(actor, KEEP_INFORMED, scope=scope_of(row.contract_slug, row.neighbourhood_slug))
    if actor.person_id is None:
        raise ProofRequired
    _choose(idea_id, [actor.person_id], follows, is_own=True)
    return follows


def let_follow(
    idea_id: uuid.UUID, person_ids: Iterable[uuid.UUID], via_id: uuid.UUID | None = None
) -> None:
    """Tell these from now on, as after a merge; what each chose before stands."""
    people = sorted(set(person_ids))
    if people:
        _choose(idea_id, people, True, is_own=False, via_id=via_id)


def authors_told(idea_id: uuid.UUID) -> list[uuid.UUID]:
    """Those of them who did not choose otherwise."""
    refused = select(IdeaFollow.person_id).where(_refusal(idea_id))
    others = set(db.session().scalars(refused))
    return [one for one in authors_of(idea_id) if one not in others]


def followers_after(idea_id: uuid.UUID, after: uuid.UUID | None, limit: int) -> list[uuid.UUID]:
    """Some of those who are told and did not write it, in the order of their ids.

    Nobody while the idea is not public.
    """
    people = _others(idea_id, after).subquery()
    query = select(people.c.person_id).where(
        exists().where(Idea.id == idea_id, Idea.visibility == Visibility.PUBLISHED),
        ~exists().where(_refusal(idea_id), IdeaFollow.person_id == people.c.person_id),
        ~_wrote(idea_id, people.c.person_id),
    )
    return list(db.session().scalars(query.order_by(people.c.person_id).limit(limit)))


def count_told(idea_id: uuid.UUID) -> int:
    """How many people would be told of its next step."""
    people = _others(idea_id, None).subquery()
    refused = exists().where(_refusal(idea_id), IdeaFollow.person_id == people.c.person_id)
    others = select(func.count()).select_from(people)
    query = others.where(~refused, ~_wrote(idea_id, people.c.person_id))
    return len(authors_told(idea_id)) + (db.session().scalar(query) or 0)


def choice_of(person_id: uuid.UUID | None) -> ColumnElement[bool | None]:
    """SQL for what the reader of an idea chose; null when they said nothing."""
    mine = (IdeaFollow.idea_id == Idea.id) & (IdeaFollow.person_id == person_id)
    return select(IdeaFollow.follows).where(mine).scalar_subquery()


def _wrote(idea_id: uuid.UUID, person_id: ColumnElement[uuid.UUID]) -> ColumnElement[bool]:
    """Those behind it are told as such."""
    joined = exists().where(CoAuthor.idea_id == idea_id, CoAuthor.person_id == person_id)
    return or_(exists().where(Idea.id == idea_id, Idea.author_id == person_id), joined)


def _others(idea_id: uuid.UUID, after: uuid.UUID | None) -> Any:
    supporters: Select[Any] = select(Support.person_id).where(Support.idea_id == idea_id)
    chosen: Select[Any] = select(IdeaFollow.person_id).where(
        IdeaFollow.idea_id == idea_id, IdeaFollow.follows
    )
    if after is not None:
        supporters = supporters.where(Support.person_id > after)
        chosen = chosen.where(IdeaFollow.person_id > after)
    return union(supporters, chosen)


def _refusal(idea_id: uuid.UUID) -> ColumnElement[bool]:
    return (IdeaFollow.idea_id == idea_id) & ~IdeaFollow.follows


def _choose(
    idea_id: uuid.UUID,
    people: list[uuid.UUID],
    follows: bool,
    *,
    is_own: bool,
    via_id: uuid.UUID | None = None,
) -> None:
    """One's own choice replaces the one before; somebody else's never does."""
    moment = now()
    said = {"follows": follows, "chosen_at": moment, "via_id": via_id}
    rows = [{"idea_id": idea_id, "person_id": one} | said for one in people]
    insert = _INSERT[db.dialect()](IdeaFollow).values(rows)
    keys = [IdeaFollow.idea_id, IdeaFollow.person_id]
    kept = insert.on_conflict_do_update(index_elements=keys, set_=said)
    chosen = kept if is_own else insert.on_conflict_do_nothing()
    db.session().execute(chosen.execution_options(synchronize_session=False))
