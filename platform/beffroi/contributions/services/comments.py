"""Words under an idea: written, read oldest first, and put right when a change is asked."""

import uuid
from typing import Any

from sqlalchemy import exists, false, or_, select

from beffroi.contributions import problems, rules
from beffroi.contributions.events import CommentSubmitted
from beffroi.contributions.labels import SOMEBODY
from beffroi.contributions.models import Call, Comment, Idea
from beffroi.contributions.policies import COMMENT, REVISE_COMMENT
from beffroi.contributions.rules import Act, Visibility
from beffroi.contributions.services.entrance import keep_comment, let_comment_in
from beffroi.contributions.services.phases import is_open
from beffroi.contributions.services.publication import after, locked_comment, move_comment_to
from beffroi.contributions.services.requirements import still_missing
from beffroi.contributions.services.texts import comment_text, signature
from beffroi.contributions.services.visibility import (
    absent,
    absent_comment,
    visible_comments,
    visible_ideas,
)
from beffroi.contributions.views import CommentList, CommentView
from beffroi.core import db, keyset
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.folding import fingerprint
from beffroi.core.ids import new_id
from beffroi.core.policy import require
from beffroi.core.problems import NotFound
from beffroi.identity.services.guests import name_guest
from beffroi.territories.services import scope_of

REVISABLE = frozenset({Visibility.UNPROVEN, Visibility.WAITING, Visibility.CHANGES_ASKED})

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


def comment_on(actor: Actor, idea_id: uuid.UUID, body: str, author_name: str = "") -> Comment:
    """Write under a public idea; the call says whether it appears at once, or what it waits for.

    A guest may say the name they sign with; somebody with an account signs with its name.
    """
    require(actor, COMMENT)
    call = _commented(actor, idea_id)
    body, name = comment_text(body), signature(author_name)
    missing = still_missing(actor, call)
    comment = Comment(
        id=new_id(),
        idea_id=idea_id,
        author_id=actor.person_id,
        author_name=name_guest(actor, name),
        body=body,
        language=actor.locale,
        version=1,
        fingerprint=fingerprint(body),
        visibility=Visibility.WAITING,
        written_at=now(),
    )
    db.session().add(comment)
    if missing:
        keep_comment(comment, by=actor)
    else:
        let_comment_in(comment, call.moderation, by=actor)
    return comment


def revise_comment(actor: Actor, comment_id: uuid.UUID, body: str, seen_version: int) -> Comment:
    """Send a comment again after a change was asked; it waits to be read."""
    comment = locked_comment(comment_id)
    if comment.author_id != actor.person_id and comment.visibility != Visibility.PUBLISHED:
        raise NotFound
    idea = db.session().get_one(Idea, comment.idea_id)
    place = scope_of(idea.contract_slug, idea.neighbourhood_slug)
    require(actor, REVISE_COMMENT, scope=place, owner=comment.author_id)
    if comment.version != seen_version:
        raise problems.StaleText
    if comment.visibility not in REVISABLE:
        raise problems.TextSettled
    body = comment_text(body)
    if body != comment.body:
        comment.body, comment.fingerprint = body, fingerprint(body)
        comment.version += 1
        move_comment_to(comment, after(comment.visibility, rules.Move.REVISE))
        if comment.visibility != Visibility.UNPROVEN:
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
        raise absent(idea_id)
    return CommentList([comment_view(actor, row) for row in page.rows], page.next_cursor)


def read_comment(actor: Actor, comment_id: uuid.UUID) -> CommentView:
    """A public comment under an idea that can be read, or one's own."""
    below = exists().where(Idea.id == Comment.idea_id, visible_ideas(actor, own=True))
    mine = Comment.author_id == actor.person_id if actor.person_id else false()
    wanted = select(*_COLUMNS).where(Comment.id == comment_id, visible_comments(actor))
    row = db.session().execute(wanted.where(or_(below, mine))).one_or_none()
    if row is None:
        raise absent_comment(comment_id)
    return comment_view(actor, row)


def comment_view(actor: Actor, row: Any) -> CommentView:
    """What is read of a comment."""
    fields = {column.key: getattr(row, column.key) for column in _COLUMNS}
    author_id = fields.pop("author_id")
    fields["author_name"] = fields["author_name"] or str(SOMEBODY)
    return CommentView(**fields, is_mine=author_id is not None and author_id == actor.person_id)


def _commented(actor: Actor, idea_id: uuid.UUID) -> Call:
    columns = select(Idea.visibility, Idea.contract_slug, Idea.neighbourhood_slug, Call)
    found = columns.join(Call, Call.id == Idea.call_id).where(Idea.id == idea_id)
    row = db.session().execute(found.where(visible_ideas(actor, own=True))).one_or_none()
    if row is None:
        raise absent(idea_id)
    require(actor, COMMENT, scope=scope_of(row.contract_slug, row.neighbourhood_slug))
    call: Call = row.Call
    if row.visibility != Visibility.PUBLISHED or not is_open(Act.COMMENT, call.id):
        raise problems.CommentsClosed
    return call
