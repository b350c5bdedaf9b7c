"""What goes with a text becoming public or ceasing to be: its date, its count, its findability."""

import uuid
from typing import Any, TypeVar

from sqlalchemy import select, update

from beffroi.contributions import rules
from beffroi.contributions.models import Call, Comment, Idea, IdeaVersion
from beffroi.contributions.rules import Visibility
from beffroi.core import db, search
from beffroi.core.clock import day_of, now
from beffroi.core.problems import Conflict, NotFound

KIND = "idea"
_SHOWN = {
    Visibility.PUBLISHED: True,
    Visibility.CHANGES_ASKED: False,
    Visibility.REFUSED: False,
    Visibility.REMOVED: False,
}
POSITION_COUNTERS: dict[str, str] = {position: f"{position}_count" for position in rules.Position}
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
        _promise(idea)
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


def _promise(idea: Idea) -> None:
    """From its publication runs the time to answer; what was collected elsewhere was promised none.

    Moderated again, an idea that was answered already is not owed a second answer.
    """
    call = db.session().get(Call, idea.call_id)
    if call is not None and not call.imported and idea.published_at is not None:
        idea.answer_due_on = rules.due_day(day_of(idea.published_at), call.answer_days)


def move_comment_to(comment: Comment, visibility: Visibility) -> bool:
    """Give a comment its visibility and keep the count of its idea; whether it changed."""
    before, comment.visibility = comment.visibility, visibility
    step = int(visibility == Visibility.PUBLISHED) - int(before == Visibility.PUBLISHED)
    if step:
        _count_comment(comment, step)
    return before != visibility


def _count_comment(comment: Comment, step: int) -> None:
    """One public comment more or less: of its idea, of its position, of what it answers.

    The thread before the idea, always: two writers never wait for each other.
    """
    if comment.parent_id is not None:
        thread = update(Comment).where(Comment.id == comment.parent_id)
        _run(thread.values(reply_count=Comment.reply_count + step))
    counters: dict[str, Any] = {"comment_count": Idea.comment_count + step}
    if comment.position is not None:
        name = POSITION_COUNTERS[comment.position]
        counters[name] = getattr(Idea, name) + step
    _run(update(Idea).where(Idea.id == comment.idea_id).values(**counters))


def _run(statement: Any) -> None:
    db.session().execute(statement)


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
