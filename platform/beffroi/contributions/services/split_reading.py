"""A split as it stands, for those who wrote the idea and for the staff of its place."""

import uuid

from sqlalchemy import ColumnElement, exists, select

from beffroi.contributions.merge_problems import GATHER_OBSTACLES
from beffroi.contributions.models import Idea, IdeaSplit, IdeaVersion, SplitObjection
from beffroi.contributions.policies import FOLLOW
from beffroi.contributions.rules import Visibility
from beffroi.contributions.rules.splits import SplitState, is_excerpt
from beffroi.contributions.services.authorship import authors_of
from beffroi.contributions.services.gathering import obstacle_to, pieces_of
from beffroi.contributions.views.splits import ObjectionView, PieceView, SplitView
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.policy import require
from beffroi.core.problems import NotFound
from beffroi.territories.services import scope_of

_OPEN = SplitObjection.answered_at.is_(None)


def split_for_authors(actor: Actor, idea_id: uuid.UUID) -> SplitView:
    """The last split of an idea, for those behind it; another's does not exist."""
    idea = db.session().get(Idea, idea_id)
    if idea is None or actor.person_id not in authors_of(idea_id):
        raise NotFound
    place = scope_of(idea.contract_slug, idea.neighbourhood_slug)
    require(actor, FOLLOW, scope=place, owner=actor.person_id)
    found = last_split(idea_id, SplitObjection.person_id == actor.person_id)
    if found is None:
        raise NotFound
    return found


def last_split(idea_id: uuid.UUID, *whose: ColumnElement[bool]) -> SplitView | None:
    """The split that stands or the last that did, with the objections of these people."""
    wanted = select(IdeaSplit).where(IdeaSplit.source_id == idea_id)
    split = db.session().scalars(wanted.order_by(IdeaSplit.id.desc()).limit(1)).one_or_none()
    if split is None:
        return None
    whole = db.session().get(IdeaVersion, (idea_id, split.version))
    body = whole.body if whole else ""
    found = obstacle_to(split) if split.state == SplitState.MADE else None
    return SplitView(
        idea_id=idea_id,
        title=whole.title if whole else "",
        body=body,
        state=split.state,
        reason=split.reason,
        proposed_at=split.proposed_at,
        split_at=split.split_at,
        ended_at=split.ended_at,
        ended_reason=split.ended_reason,
        pieces=_pieces(split, body),
        obstacle=GATHER_OBSTACLES[found] if found else None,
        objections=_objections(split.id, *whose),
    )


def contested() -> ColumnElement[bool]:
    """The condition on `Idea` that somebody objects to its split and waits for an answer."""
    here = exists().where(SplitObjection.idea_id == Idea.id, _OPEN)
    made = (IdeaSplit.id == SplitObjection.split_id) & (IdeaSplit.state == SplitState.MADE)
    return here.where(made)


def concerns_authors(idea_id: uuid.UUID) -> str | None:
    """The state of the last split of an idea, if there was one."""
    wanted = select(IdeaSplit.state).where(IdeaSplit.source_id == idea_id)
    return db.session().scalars(wanted.order_by(IdeaSplit.id.desc()).limit(1)).one_or_none()


def _pieces(split: IdeaSplit, whole: str) -> tuple[PieceView, ...]:
    proposed = [
        PieceView(None, title, body, is_excerpt(whole, body)) for title, body in split.parts
    ]
    made = [
        PieceView(one.id, one.title, one.body, is_excerpt(whole, one.body))
        for one in pieces_of(split.id)
        if one.visibility != Visibility.REMOVED
    ]
    return (*proposed, *made)


def _objections(split_id: uuid.UUID, *whose: ColumnElement[bool]) -> tuple[ObjectionView, ...]:
    wanted = select(SplitObjection).where(SplitObjection.split_id == split_id, *whose)
    rows = db.session().scalars(wanted.order_by(SplitObjection.written_at))
    return tuple(
        ObjectionView(row.words, row.written_at, row.answer, row.answered_at) for row in rows
    )
