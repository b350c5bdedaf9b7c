"""What the close of a call brings: its figures, counted again before they are quoted."""

import uuid

from sqlalchemy import func, select, update

from beffroi.contributions.models import Call, Comment, Idea, Support
from beffroi.contributions.rules import Phase
from beffroi.contributions.services.calls import phase_of
from beffroi.contributions.services.visibility import visible_comments
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS


def settle_call(call_id: uuid.UUID) -> None:
    """Once closed, its counts are counted again from the rows: the figures that will be quoted."""
    call = db.session().get(Call, call_id)
    if call is None or phase_of(call) != Phase.CLOSED:
        return
    given = select(func.count()).where(Support.idea_id == Idea.id, Support.counted)
    supports = given.scalar_subquery()
    seen = visible_comments(ANONYMOUS)
    comments = select(func.count()).where(Comment.idea_id == Idea.id, seen).scalar_subquery()
    counts = update(Idea).where(Idea.call_id == call_id)
    db.session().execute(
        counts.values(support_count=supports, comment_count=comments),
        execution_options={"synchronize_session": False},
    )
