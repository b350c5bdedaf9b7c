"""Words under an idea: written, read oldest first, and put right when a change is asked."""

import uuid
from typing import Any

from sqlalchemy import exists, select

from beffroi.contributions import problems, rules
from beffroi.contributions.events import CommentPublished, CommentSubmitted
from beffroi.contributions.labels import SOMEBODY
from beffroi.contributions.models import Call, Comment, Idea
from beffroi.contributions.policies import COMMENT, REVISE_COMMENT
from beffroi.contributions.rules import Act, Visibility
from beffroi.contributions.services.calls import phase_of
from beffroi.contributions.services.publication import (
    after,
    count_comment,
    locked_comment,
    move_comment_to,
)
from beffroi.contributions.services.texts import comment_text
from beffroi.contributions.services.visibility import visible_comments, visible_ideas
from beffroi.contributions.views import CommentList, CommentView
from beffroi.core import db, keyset
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.folding import fingerprint
from beffroi.core.ids import new_id
from beffroi.core.policy import require
from beffroi.core.problems import NotFound

_COLUMNS = (
    Comment.id,
    Comment.idea_id,
    Comment.author_id,
    Comment.author_name,
    Comment.body,
    Comment.language,
    Comment.version,
    Comment.visibility,
    Comment.written_at,
)


def comment_on(actor: Actor, idea_id: uuid.UUID, body: str) -> Comment:
    """Write under a public idea; the call says whether it appears at once."""
    require(actor, COMMENT)
    call = _commented(actor, idea_id)
    body = comment_text(body)
    visibility = rules.first_visibility(call.moderation, is_known=True)
    comment = Comment(
        id=new_id(),
        idea_id=idea_id,
        author_id=actor.person_id,
        author_name=actor.display_name,
        body=body,
        language=actor.locale,
        version=1,
        fingerprint=fingerprint(body),
        visibility=visibility,
        written_at=now(),
    )
    db.session().add(comment)
    record(CommentSubmitted(comment.id, idea_id, 1), by=actor)
    if visibility == Visibility.PUBLISHED:
        count_comment(idea_id, 1)
        record(CommentPublished(comment.id, idea_id), by=actor)
    return comment


def revise_comment(actor: Actor, comment_id: uuid.UUID, body: str, seen_version: int) -> Comment:
    """Send a comment again after a change was asked; it waits to be read."""
    comment = locked_comment(comment_id)
    if comment.author_id != actor.person_id and comment.visibility != Visibility.PUBLISHED:
        raise NotFound
    require(actor, REVISE_COMMENT, owner=comment.author_id)
    if comment.version != seen_version:
        raise problems.StaleText
    if comment.visibility not in {Visibility.WAITING, Visibility.CHANGES_ASKED}:
        raise problems.TextSettled
    body = comment_text(body)
    if body != comment.body:
        comment.body, comment.fingerprint = body, fingerprint(body)
        comment.version += 1
        move_comment_to(comment, after(comment.visibility, rules.Move.REVISE))
        record(CommentSubmitted(comment.id, comment.idea_id, comment.version), by=actor)
    return comment


def comments_of(
    actor: Actor, idea_id: uuid.UUID, cursor: str | None = None, limit: int = keyset.LIMIT
) -> CommentList:
    """The public comments of an idea and one's own, oldest first."""
    seen = visible_ideas(actor, own=True)
    the_idea = exists().where(Idea.id == idea_id, seen)
    query: Any = select(*_COLUMNS).where(
        Comment.idea_id == idea_id, visible_comments(actor), the_idea
    )
    page = keyset.page(db.session(), query, (Comment.id,), cursor, limit, ascending=True)
    if not page.rows and not db.session().scalar(select(the_idea)):
        raise NotFound
    return CommentList([comment_view(actor, row) for row in page.rows], page.next_cursor)


def read_comment(actor: Actor, comment_id: uuid.UUID) -> CommentView:
    """A public comment, or one's own."""
    wanted = select(*_COLUMNS).where(Comment.id == comment_id, visible_comments(actor))
    row = db.session().execute(wanted).one_or_none()
    if row is None:
        raise NotFound
    return comment_view(actor, row)


def comment_view(actor: Actor, row: Any) -> CommentView:
    """What is read of a comment."""
    fields = {column.key: getattr(row, column.key) for column in _COLUMNS}
    author_id = fields.pop("author_id")
    fields["author_name"] = fields["author_name"] or str(SOMEBODY)
    return CommentView(**fields, is_mine=author_id is not None and author_id == actor.person_id)


def _commented(actor: Actor, idea_id: uuid.UUID) -> Any:
    columns = select(Idea.visibility, Call.moderation, Call.opens_at, Call.closes_at)
    found = columns.join(Call, Call.id == Idea.call_id).where(Idea.id == idea_id)
    row = db.session().execute(found.where(visible_ideas(actor, own=True))).one_or_none()
    if row is None:
        raise NotFound
    if row.visibility != Visibility.PUBLISHED or not rules.allows(Act.COMMENT, phase_of(row)):
        raise problems.CommentsClosed
    return row
