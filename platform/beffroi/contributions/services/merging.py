"""Ideas put together as one and taken apart again: authors kept, each supporter counted once."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    and_,
    delete,
    insert,
    literal,
    select,
    true,
    type_coerce,
)

from beffroi.contributions import merge_problems
from beffroi.contributions.events import IdeaMerged, IdeaUnmerged
from beffroi.contributions.models import Call, Idea, IdeaFollow, IdeaMerge, Support
from beffroi.contributions.policies import MOVE
from beffroi.contributions.problems import invalid
from beffroi.contributions.rules import Visibility
from beffroi.contributions.rules.merges import MAX_MERGED, Candidate, merge_obstacle
from beffroi.contributions.services.following import let_follow
from beffroi.contributions.services.holding import hold_company
from beffroi.contributions.services.merges import (
    is_piece_of,
    merged_directly,
    people_behind,
    standing_merge,
)
from beffroi.contributions.services.publication import locked_idea, move_idea_to
from beffroi.contributions.services.supports import move_counter
from beffroi.contributions.services.texts import reason_text
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.problems import NotFound
from beffroi.correspondence.services import open_requests_about
from beffroi.territories.services import scope_of


def merge_ideas(
    actor: Actor, target_id: uuid.UUID, source_ids: Sequence[uuid.UUID], reason: str
) -> list[IdeaMerge]:
    """Have these ideas join another; one that has joined it already stays as it is."""
    reason, ids = reason_text(reason), sorted(set(source_ids))
    too_many = merge_problems.TOO_MANY_MERGED if len(ids) > MAX_MERGED else None
    invalid(ideas=too_many if ids else merge_problems.NOTHING_TO_MERGE)
    hold_company(ids, target_id)
    target = _in_charge(actor, target_id)
    sources = [_in_charge(actor, source_id) for source_id in ids]
    return [
        _join(actor, source, target, reason) for source in sources if not _joined(source, target)
    ]


def separate_idea(actor: Actor, source_id: uuid.UUID, reason: str) -> Idea:
    """Have an idea stand alone again, as it was; those that joined its target later stay there."""
    merge = standing_merge(source_id)
    if merge is None:
        raise NotFound
    joined = [other.id for other in merged_directly(merge.target_id)]
    hold_company(joined, source_id, merge.target_id)
    target, source = _in_charge(actor, merge.target_id), _in_charge(actor, source_id)
    if is_piece_of(source_id, target.id):
        raise merge_problems.PartOfWhole
    if standing_merge(source_id) is None:
        raise NotFound
    if target.visibility == Visibility.MERGED:
        raise merge_problems.JoinedFurther
    take_apart(merge, source, target, reason_text(reason), by=actor)
    return source


def take_apart(merge: IdeaMerge, source: Idea, target: Idea, reason: str, *, by: Actor) -> None:
    """The supports that came with it leave, but for those that came with another as well."""
    stand_alone(merge, source, target, reason, by=by)
    came = and_(Support.idea_id == target.id, Support.via_id == source.id)
    gone = db.session().scalars(_untracked(delete(Support).where(came).returning(Support.counted)))
    move_counter(target.id, -sum(gone))
    db.session().execute(
        _untracked(
            delete(IdeaFollow).where(
                IdeaFollow.idea_id == target.id, IdeaFollow.via_id == source.id
            )
        )
    )
    db.session().flush()
    for other in merged_directly(target.id):
        _bring(other, target)


def stand_alone(merge: IdeaMerge, source: Idea, target: Idea, reason: str, *, by: Actor) -> None:
    """Public again since its first day; what came with it is left to whoever calls."""
    merge.undone_at, merge.undone_reason = now(), reason
    source.published_at = merge.published_at
    move_idea_to(source, Visibility.PUBLISHED)
    record(IdeaUnmerged(source.id, target.id, merge.id), by=by)


def _in_charge(actor: Actor, idea_id: uuid.UUID) -> Idea:
    """Its row, held already in the order of ids: two merges never cross."""
    idea = locked_idea(idea_id)
    if idea.visibility not in {Visibility.PUBLISHED, Visibility.MERGED}:
        raise NotFound
    require(actor, MOVE, scope=scope_of(idea.contract_slug, idea.neighbourhood_slug))
    return idea


def _joined(source: Idea, target: Idea) -> bool:
    merge = standing_merge(source.id)
    return merge is not None and merge.target_id == target.id


def _join(actor: Actor, source: Idea, target: Idea, reason: str) -> IdeaMerge:
    obstacle = merge_obstacle(_candidate(source, is_source=True), _candidate(target))
    if obstacle is not None:
        raise merge_problems.CannotMerge(merge_problems.MERGE_OBSTACLES[obstacle])
    merge = _put_together(source, target, reason)
    record(IdeaMerged(source.id, target.id, merge.id), by=actor)
    return merge


def bring_back(piece: Idea, whole: Idea, reason: str) -> None:
    """A piece joins the idea whose words it took, both held; whoever undoes the split tells."""
    _put_together(piece, whole, reason)


def _put_together(source: Idea, target: Idea, reason: str) -> IdeaMerge:
    assert source.published_at is not None
    merge = IdeaMerge(
        source_id=source.id,
        target_id=target.id,
        reason=reason,
        published_at=source.published_at,
        merged_at=now(),
    )
    db.session().add(merge)
    move_idea_to(source, Visibility.MERGED)
    db.session().flush()
    _bring(source, target)
    return merge


def _candidate(idea: Idea, *, is_source: bool = False) -> Candidate:
    call = db.session().get_one(Call, idea.call_id)
    awaited = is_source and bool(open_requests_about("idea", idea.id))
    return Candidate(
        idea_id=idea.id,
        visibility=idea.visibility,
        contract_slug=idea.contract_slug,
        call_id=idea.call_id,
        asks_something=_asks_something(call),
        is_awaited=awaited,
    )


def _asks_something(call: Call) -> bool:
    return call.min_age is not None or call.residence != "none"


def _bring(source: Idea, target: Idea) -> None:
    """Who supports the one supports the other, once; those who do already are left alone.

    Who wrote the one is told what becomes of the other.
    """
    asks = _asks_something(db.session().get_one(Call, target.call_id))
    counted: ColumnElement[bool] = type_coerce(Support.counted, Boolean) if asks else true()
    there = select(Support.person_id).where(Support.idea_id == target.id)
    new = select(
        literal(target.id, Support.idea_id.type),
        Support.person_id,
        Support.supported_at,
        counted,
        literal(source.id, Support.idea_id.type),
    ).where(Support.idea_id == source.id, Support.person_id.not_in(there))
    columns = ["idea_id", "person_id", "supported_at", "counted", "via_id"]
    brought = insert(Support).from_select(columns, new).returning(Support.counted)
    move_counter(target.id, sum(db.session().scalars(_untracked(brought))))
    let_follow(target.id, people_behind(source.id), via_id=source.id)


def _untracked(statement: Any) -> Any:
    return statement.execution_options(synchronize_session=False)
