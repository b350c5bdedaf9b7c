"""What was kept until its author proved what the call asks: brought in and counted, exactly."""

import uuid

from sqlalchemy import select, union, update

from beffroi.contributions.events import IdeaSupported
from beffroi.contributions.models import Call, Comment, Idea, Support
from beffroi.contributions.rules import Visibility
from beffroi.contributions.services.entrance import let_comment_in, let_idea_in
from beffroi.contributions.services.media import has_media
from beffroi.contributions.services.requirements import lacks
from beffroi.contributions.services.supports import move_counter
from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.problems import NotFound
from beffroi.identity.services import proofs


def count_held(person_id: uuid.UUID) -> int:
    """Count what this person did before proving, where nothing is missing any more.

    Until the day on which the call is decided; afterwards it stays kept and is not counted.
    Returns how many texts and supports came in; again, it finds none. Somebody gone has none.
    """
    try:
        proofs.hold_person(person_id)
    except NotFound:
        return 0
    return sum(
        _supports_in(person_id, call) + _ideas_in(person_id, call) + _comments_in(person_id, call)
        for call in _calls_that_keep(person_id)
        if not lacks(person_id, call)
    )


def is_kept(idea_id: uuid.UUID) -> bool:
    """Whether this idea still waits for its author to prove what its call asks."""
    kept = select(Idea.id).where(Idea.id == idea_id, Idea.visibility == Visibility.UNPROVEN)
    return db.session().execute(kept).first() is not None


def _calls_that_keep(person_id: uuid.UUID) -> list[Call]:
    ideas = select(Idea.call_id).where(
        Idea.author_id == person_id, Idea.visibility == Visibility.UNPROVEN, Idea.author_confirmed
    )
    comments = select(Idea.call_id).join(Comment, Comment.idea_id == Idea.id)
    comments = comments.where(
        Comment.author_id == person_id, Comment.visibility == Visibility.UNPROVEN
    )
    supports = select(Idea.call_id).join(Support, Support.idea_id == Idea.id)
    supports = supports.where(Support.person_id == person_id, ~Support.counted)
    keeping = union(ideas, comments, supports).subquery()
    wanted = select(Call).where(Call.id.in_(select(keeping)), Call.decided_by > now())
    return list(db.session().scalars(wanted.order_by(Call.id)))


def _supports_in(person_id: uuid.UUID, call: Call) -> int:
    """Each row that turns moves its counter by one; ideas in order, so that two never cross."""
    ours = select(Idea.id).where(Idea.call_id == call.id)
    turned = (
        update(Support)
        .where(Support.person_id == person_id, ~Support.counted, Support.idea_id.in_(ours))
        .values(counted=True)
        .returning(Support.idea_id)
        .execution_options(synchronize_session=False)
    )
    ideas = sorted(db.session().scalars(turned))
    for idea_id in ideas:
        move_counter(idea_id, 1)
        record(IdeaSupported(idea_id, person_id), by=SYSTEM)
    return len(ideas)


def _ideas_in(person_id: uuid.UUID, call: Call) -> int:
    kept = select(Idea).where(
        Idea.call_id == call.id,
        Idea.author_id == person_id,
        Idea.author_confirmed,
        Idea.visibility == Visibility.UNPROVEN,
    )
    ideas = list(db.session().scalars(kept.order_by(Idea.id).with_for_update()))
    for idea in ideas:
        let_idea_in(idea, call.moderation, by=SYSTEM, has_media=has_media(idea.id))
    return len(ideas)


def _comments_in(person_id: uuid.UUID, call: Call) -> int:
    kept = select(Comment).join(Idea, Idea.id == Comment.idea_id)
    kept = kept.where(
        Idea.call_id == call.id,
        Comment.author_id == person_id,
        Comment.visibility == Visibility.UNPROVEN,
    )
    comments = list(db.session().scalars(kept.order_by(Comment.id).with_for_update(of=Comment)))
    for comment in comments:
        let_comment_in(comment, call.moderation, by=SYSTEM)
    return len(comments)
