"""A split undone while nobody but its authors acted on the pieces; a proposal given up."""

import uuid
from typing import Any

from sqlalchemy import exists, or_, select

from beffroi.contributions import merge_problems
from beffroi.contributions.events import IdeaGathered
from beffroi.contributions.models import (
    CoAuthor,
    Comment,
    Idea,
    IdeaMerge,
    IdeaMove,
    IdeaPart,
    IdeaSplit,
    Support,
)
from beffroi.contributions.policies import MOVE
from beffroi.contributions.rules import Visibility
from beffroi.contributions.rules.splits import Obstacle, Piece, SplitState, gather_obstacle
from beffroi.contributions.services.holding import hold_company
from beffroi.contributions.services.merges import STANDS, standing_split
from beffroi.contributions.services.merging import bring_back
from beffroi.contributions.services.publication import locked_idea, move_idea_to
from beffroi.contributions.services.texts import reason_text
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.problems import NotFound
from beffroi.correspondence.models import Request
from beffroi.territories.services import scope_of

_GONE = (Visibility.REMOVED, Visibility.REFUSED)


def gather_idea(actor: Actor, idea_id: uuid.UUID, reason: str) -> Idea:
    """Have an idea that became several be whole again, or give up a split that waits for a yes."""
    idea, split = held_split(idea_id)
    require(actor, MOVE, scope=scope_of(idea.contract_slug, idea.neighbourhood_slug))
    reason = reason_text(reason)
    if split.state == SplitState.PROPOSED:
        end(split, SplitState.WITHDRAWN, reason)
        record(IdeaGathered(idea_id, split.id), by=actor)
    else:
        put_back(split, idea, reason, by=actor)
    return idea


def held_split(idea_id: uuid.UUID) -> tuple[Idea, IdeaSplit]:
    """An idea with the split that stands, and its pieces, all held in one order."""
    known = standing_split(idea_id)
    if known is None:
        raise NotFound
    hold_company([piece.id for piece in pieces_of(known.id)], idea_id)
    idea, split = locked_idea(idea_id), standing_split(idea_id)
    if split is None:
        raise NotFound
    return idea, split


def put_back(split: IdeaSplit, idea: Idea, reason: str, *, by: Actor) -> None:
    """The idea is public as it was; each piece joins it, and its page says so."""
    found = obstacle_to(split)
    if found is not None:
        raise merge_problems.CannotGather(merge_problems.GATHER_OBSTACLES[found])
    end(split, SplitState.GATHERED, reason)
    idea.published_at = split.published_at
    move_idea_to(idea, Visibility.PUBLISHED)
    db.session().flush()
    for piece in pieces_of(split.id):
        bring_back(piece, idea, reason)
    record(IdeaGathered(idea.id, split.id), by=by)


def end(split: IdeaSplit, state: SplitState, reason: str) -> None:
    """It stands no more; what was proposed is forgotten."""
    split.state, split.parts = state, []
    split.ended_at, split.ended_reason = now(), reason
    db.session().flush()


def obstacle_to(split: IdeaSplit) -> Obstacle | None:
    """What somebody has done with a piece; nobody does more where they are held."""
    return gather_obstacle(_standing(split.id))


def pieces_of(split_id: uuid.UUID) -> list[Idea]:
    """The ideas it became, the first first."""
    wanted = select(Idea).join(IdeaPart, IdeaPart.idea_id == Idea.id)
    found = wanted.where(IdeaPart.split_id == split_id).order_by(Idea.id)
    return list(db.session().scalars(found.execution_options(populate_existing=True)))


def _standing(split_id: uuid.UUID) -> list[Piece]:
    columns = [
        condition.label(name)
        for name, condition in {
            "others_support": _others_support(),
            "is_commented": exists().where(
                Comment.idea_id == Idea.id, Comment.visibility.not_in(_GONE)
            ),
            "is_told_of": or_(
                exists().where(IdeaMove.idea_id == Idea.id),
                exists().where(Request.subject_kind == "idea", Request.subject_id == Idea.id),
            ),
            "has_company": or_(
                exists().where(IdeaMerge.target_id == Idea.id, STANDS),
                exists().where(IdeaSplit.source_id == Idea.id),
            ),
        }.items()
    ]
    wanted = select(Idea.visibility, Idea.stage, Idea.version, *columns)
    here = wanted.join(IdeaPart, IdeaPart.idea_id == Idea.id).where(IdeaPart.split_id == split_id)
    return [Piece(**row._mapping) for row in db.session().execute(here)]


def _others_support() -> Any:
    behind = select(CoAuthor.person_id).where(CoAuthor.idea_id == Idea.id).correlate(Idea)
    given = select(Support.person_id).where(Support.idea_id == Idea.id)
    others = given.where(
        or_(Idea.author_id.is_(None), Support.person_id != Idea.author_id),
        Support.person_id.not_in(behind),
    )
    return others.correlate(Idea).exists()
