"""Supporting an idea: said yes or no as often as one likes, counted once, exactly."""

import uuid
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from beffroi.contributions import problems
from beffroi.contributions.events import IdeaSupported, SupportHeld, SupportWithdrawn
from beffroi.contributions.models import Call, Idea, Support
from beffroi.contributions.policies import SUPPORT
from beffroi.contributions.rules import Act, Visibility
from beffroi.contributions.services.holding import hold_ideas
from beffroi.contributions.services.merges import beneath
from beffroi.contributions.services.phases import is_open
from beffroi.contributions.services.requirements import still_missing
from beffroi.contributions.services.visibility import absent, visible_ideas
from beffroi.contributions.views import SupportState
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.problems import ProofRequired
from beffroi.territories.services import scope_of

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def support_idea(actor: Actor, idea_id: uuid.UUID, supports: bool) -> SupportState:
    """Make it so that the person supports the idea, or does not; never a toggle.

    The counter moves with the rows that count, and only with those: a support given before what
    the call asks is proved is kept aside (`services.counting` brings it in).
    """
    require(actor, SUPPORT)
    if not supports:
        hold_ideas([idea_id, *beneath(idea_id)], shared=True)
    count, call = _idea(actor, idea_id)
    return (_support if supports else _withdraw)(actor, idea_id, call, count)


def _idea(actor: Actor, idea_id: uuid.UUID) -> tuple[int, Call]:
    """How many support it, and its call; both while it may be supported.

    Held first: a support that comes while ideas are put together is on one side of that moment.
    """
    placed = (Idea.contract_slug, Idea.neighbourhood_slug)
    columns = select(Idea.visibility, Idea.support_count, *placed, Call)
    query = columns.join(Call, Call.id == Idea.call_id)
    found = query.where(Idea.id == idea_id, visible_ideas(actor, own=True))
    # Held against whoever hides or removes it, not against others who support it meanwhile.
    held = found.with_for_update(read=True, key_share=True, of=Idea)
    row = db.session().execute(held).one_or_none()
    if row is None:
        raise absent(idea_id)
    require(actor, SUPPORT, scope=scope_of(row.contract_slug, row.neighbourhood_slug))
    if row.visibility != Visibility.PUBLISHED or not is_open(Act.SUPPORT, row.Call.id):
        raise problems.SupportsClosed
    return row.support_count, row.Call


def _support(actor: Actor, idea_id: uuid.UUID, call: Call, count: int) -> SupportState:
    missing = still_missing(actor, call, Act.SUPPORT)
    person_id = _person(actor)
    if _give(idea_id, person_id, counted=not missing):
        kind = SupportHeld if missing else IdeaSupported
        record(kind(idea_id, person_id), by=actor)
        return SupportState(True, count if missing else move_counter(idea_id, 1), not missing)
    kept = db.session().get(Support, (idea_id, person_id), populate_existing=True)
    return SupportState(True, count, kept is not None and kept.counted)


def _withdraw(actor: Actor, idea_id: uuid.UUID, _call: Call, count: int) -> SupportState:
    person_id = _person(actor)
    was_counted = _take(idea_id, person_id)
    if was_counted is None:
        return SupportState(False, count, False)
    record(SupportWithdrawn(idea_id, person_id), by=actor)
    _withdraw_beneath(idea_id, person_id)
    return SupportState(False, move_counter(idea_id, -1) if was_counted else count, False)


def _withdraw_beneath(idea_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """Who withdraws from ideas put together does so from each: it stays so once they part."""
    for joined in beneath(idea_id):
        if _take(joined, person_id):
            move_counter(joined, -1)


def _person(actor: Actor) -> uuid.UUID:
    if actor.person_id is None:
        raise ProofRequired
    return actor.person_id


def _give(idea_id: uuid.UUID, person_id: uuid.UUID, *, counted: bool) -> bool:
    """Whether a row was really written: only then does the counter move."""
    row = _INSERT[db.dialect()](Support).values(
        idea_id=idea_id, person_id=person_id, supported_at=now(), counted=counted
    )
    given = row.on_conflict_do_nothing().returning(Support.counted)
    untracked = given.execution_options(synchronize_session=False)
    return db.session().execute(untracked).first() is not None


def _take(idea_id: uuid.UUID, person_id: uuid.UUID) -> bool | None:
    """Whether the row that is removed was counted; None when there was none."""
    mine = (Support.idea_id == idea_id) & (Support.person_id == person_id)
    taken = delete(Support).where(mine).returning(Support.counted)
    untracked = taken.execution_options(synchronize_session=False)
    return db.session().execute(untracked).scalar_one_or_none()


def move_counter(idea_id: uuid.UUID, step: int) -> int:
    """So many more counted supports; returns how many there are."""
    counter = update(Idea).where(Idea.id == idea_id)
    counted = counter.values(support_count=Idea.support_count + step)
    returning = counted.returning(Idea.support_count)
    untracked = returning.execution_options(synchronize_session=False)
    return int(db.session().execute(untracked).scalar_one())
