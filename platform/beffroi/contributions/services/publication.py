"""What goes with a text becoming public or ceasing to be: its date, its count, its findability."""

import uuid
from typing import TypeVar

from sqlalchemy import select, update

from beffroi.contributions import rules
from beffroi.contributions.models import Comment, Idea, IdeaVersion
from beffroi.contributions.rules import Visibility
from beffroi.core import db, search
from beffroi.core.clock import now
from beffroi.core.problems import Conflict, NotFound

KIND = "idea"
_SHOWN = {
    Visibility.PUBLISHED: True,
    Visibility.CHANGES_ASKED: False,
    Visibility.REFUSED: False,
    Visibility.REMOVED: False,
}
Row = TypeVar("Row", Idea, Comment)


def locked_idea(idea_id: uuid.UUID) -> Idea:
    """The row, held until the end of the transaction."""
    return _locked(Idea, idea_id)


def locked_comment(comment_id: uuid.UUID) -> Comment:
    """The row, held until the end of the transaction."""
    return _locked(Comment, comment_id)


def move_idea_to(idea: Idea, visibility: Visibility) -> bool:
    """Give an idea its visibility and all that follows from it; whether it changed."""
    changed = idea.visibility != visibility
    idea.visibility = visibility
    if visibility == Visibility.PUBLISHED:
        idea.published_at = idea.published_at or now()
        search.index(KIND, idea.id, idea.title, idea.body, realm=idea.contract_slug)
    elif changed:
        idea.published_at = None
        search.forget(KIND, idea.id)
    _show_version(idea)
    return changed


def _show_version(idea: Idea) -> None:
    """What everybody could read stays among the versions, unless the moderation takes it back."""
    shown = _SHOWN.get(Visibility(idea.visibility))
    if shown is not None:
        here = (IdeaVersion.idea_id == idea.id) & (IdeaVersion.version == idea.version)
        change = update(IdeaVersion).where(here).values(shown=shown)
        db.session().execute(change, execution_options={"synchronize_session": "fetch"})


def move_comment_to(comment: Comment, visibility: Visibility) -> bool:
    """Give a comment its visibility and keep the count of its idea; whether it changed."""
    before, comment.visibility = comment.visibility, visibility
    step = int(visibility == Visibility.PUBLISHED) - int(before == Visibility.PUBLISHED)
    if step:
        count_comment(comment.idea_id, step)
    return before != visibility


def count_comment(idea_id: uuid.UUID, step: int) -> None:
    """One public comment more or less."""
    counter = update(Idea).where(Idea.id == idea_id)
    db.session().execute(counter.values(comment_count=Idea.comment_count + step))


def after(visibility: str, move: str) -> Visibility:
    """Where a move leads; Conflict when it is not made from here."""
    there = rules.visibility_after(visibility, move)
    if there is None:
        raise Conflict
    return there


def _locked(model: type[Row], row_id: uuid.UUID) -> Row:
    wanted = select(model).where(model.id == row_id).with_for_update()
    row = db.session().scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound
    return row
