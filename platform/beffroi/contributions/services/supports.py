"""Supporting an idea: said yes or no as often as one likes, counted once, exactly."""

import uuid
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from beffroi.contributions import problems, rules
from beffroi.contributions.events import IdeaSupported, SupportWithdrawn
from beffroi.contributions.models import Call, Idea, Support
from beffroi.contributions.policies import SUPPORT
from beffroi.contributions.rules import Act, Visibility
from beffroi.contributions.services.calls import phase_of
from beffroi.contributions.services.visibility import visible_ideas
from beffroi.contributions.views import SupportState
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.problems import NotFound, SignInRequired

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def support_idea(actor: Actor, idea_id: uuid.UUID, supports: bool) -> SupportState:
    """Make it so that the person supports the idea, or does not; never a toggle."""
    require(actor, SUPPORT)
    if actor.person_id is None:
        raise SignInRequired
    row = _idea(actor, idea_id)
    changed = (_give if supports else _withdraw)(idea_id, actor.person_id)
    if not changed:
        return SupportState(supports, row.support_count)
    kind = IdeaSupported if supports else SupportWithdrawn
    record(kind(idea_id, actor.person_id), by=actor)
    return SupportState(supports, _counted(idea_id, 1 if supports else -1))


def _idea(actor: Actor, idea_id: uuid.UUID) -> Any:
    columns = select(Idea.visibility, Idea.support_count, Call.opens_at, Call.closes_at)
    query = columns.join(Call, Call.id == Idea.call_id)
    found = query.where(Idea.id == idea_id, visible_ideas(actor, own=True))
    row = db.session().execute(found).one_or_none()
    if row is None:
        raise NotFound
    if row.visibility != Visibility.PUBLISHED or not rules.allows(Act.SUPPORT, phase_of(row)):
        raise problems.SupportsClosed
    return row


def _give(idea_id: uuid.UUID, person_id: uuid.UUID) -> bool:
    row = _INSERT[db.dialect()](Support).values(
        idea_id=idea_id, person_id=person_id, supported_at=now()
    )
    return _touched(row.on_conflict_do_nothing())


def _withdraw(idea_id: uuid.UUID, person_id: uuid.UUID) -> bool:
    mine = (Support.idea_id == idea_id) & (Support.person_id == person_id)
    return _touched(delete(Support).where(mine))


def _touched(statement: Any) -> bool:
    """Whether a row was really written or removed: only then does the counter move."""
    returning = statement.returning(Support.person_id)
    untracked = returning.execution_options(synchronize_session=False)
    return db.session().execute(untracked).first() is not None


def _counted(idea_id: uuid.UUID, step: int) -> int:
    counter = update(Idea).where(Idea.id == idea_id)
    counted = counter.values(support_count=Idea.support_count + step)
    returning = counted.returning(Idea.support_count)
    untracked = returning.execution_options(synchronize_session=False)
    return int(db.session().execute(untracked).scalar_one())
