"""Words under an idea: written, answered, and put right when a change is asked."""

import uuid

from sqlalchemy import exists, select

from beffroi.contributions import problems, rules
from beffroi.contributions.events import CommentSubmitted
from beffroi.contributions.models import Call, Comment, Idea
from beffroi.contributions.policies import COMMENT, REVISE_COMMENT
from beffroi.contributions.proposals import NewComment
from beffroi.contributions.rules import Act, Visibility
from beffroi.contributions.services.comment_rows import comment_view, read_by
from beffroi.contributions.services.entrance import keep_comment, let_comment_in
from beffroi.contributions.services.phases import is_open
from beffroi.contributions.services.publication import after, locked_comment, move_comment_to
from beffroi.contributions.services.requirements import still_missing
from beffroi.contributions.services.texts import comment_text, signature
from beffroi.contributions.services.visibility import absent, visible_ideas
from beffroi.contributions.views import CommentView
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.folding import fingerprint
from beffroi.core.ids import new_id
from beffroi.core.policy import require
from beffroi.core.problems import NotFound
from beffroi.identity.services.guests import name_guest
from beffroi.territories.services import scope_of

_GONE = (Visibility.REFUSED, Visibility.REMOVED)


def comment_on(actor: Actor, idea_id: uuid.UUID, new: NewComment) -> Comment:
    """Write under a public idea; the call says whether it appears at once, or what it waits for.

    A guest may say the name they sign with; somebody with an account signs with its name.
    """
    require(actor, COMMENT)
    call = _commented(actor, idea_id)
    body, name = comment_text(new.body), signature(new.author_name)
    _require_place(idea_id, new)
    missing = still_missing(actor, call, Act.COMMENT)  # from here on the person is held
    _require_breath(actor)
    comment = Comment(
        id=new_id(),
        idea_id=idea_id,
        parent_id=new.parent_id,
        position=new.position,
        author_id=actor.person_id,
        author_name="" if call.max_age else name_guest(actor, name),
        body=body,
        language=actor.locale,
        version=1,
        fingerprint=fingerprint(body),
        visibility=Visibility.WAITING,
        reply_count=0,
        written_at=now(),
    )
    db.session().add(comment)
    if missing:
        keep_comment(comment, by=actor)
    else:
        let_comment_in(comment, call.moderation, by=actor)
    return comment


def revise_comment(actor: Actor, comment_id: uuid.UUID, body: str, seen_version: int) -> Comment:
    """Write one's comment better while nobody answered it; the call says whether it waits."""
    comment = _own(actor, comment_id)
    idea = db.session().get_one(Idea, comment.idea_id)
    place = scope_of(idea.contract_slug, idea.neighbourhood_slug)
    require(actor, REVISE_COMMENT, scope=place, owner=comment.author_id)
    if comment.version != seen_version:
        raise problems.StaleText
    if not rules.may_be_revised(comment.visibility, is_answered=_is_answered(comment_id)):
        raise problems.TextSettled
    call = db.session().get_one(Call, idea.call_id)
    if comment.visibility == Visibility.PUBLISHED and not is_open(Act.COMMENT, call.id):
        raise problems.CommentsClosed
    body = comment_text(body)
    if body != comment.body:
        comment.body, comment.fingerprint = body, fingerprint(body)
        comment.version += 1
        move_comment_to(comment, after(comment.visibility, rules.revision(call.moderation)))
        if comment.visibility != Visibility.UNPROVEN:
            record(CommentSubmitted(comment.id, comment.idea_id, comment.version), by=actor)
    return comment


def own_comment(actor: Actor, comment_id: uuid.UUID, permission: str) -> Comment:
    """One's own comment, held; another's that is not public does not exist for who asks."""
    comment = _own(actor, comment_id)
    require(actor, permission, owner=comment.author_id)
    return comment


def my_comments(actor: Actor, many: int = 20) -> list[CommentView]:
    """The last that one wrote and did not take back."""
    mine = read_by(actor).where(Comment.author_id == actor.person_id)
    kept = mine.where(Comment.visibility != Visibility.REMOVED)
    rows = db.session().execute(kept.order_by(Comment.id.desc()).limit(many))
    return [comment_view(actor, row) for row in rows]


def _own(actor: Actor, comment_id: uuid.UUID) -> Comment:
    comment = locked_comment(comment_id)
    if comment.author_id != actor.person_id and comment.visibility != Visibility.PUBLISHED:
        raise NotFound
    return comment


def _is_answered(comment_id: uuid.UUID) -> bool:
    """Also by what still waits to be read: it was written to these words."""
    below = exists().where(Comment.parent_id == comment_id, Comment.visibility.not_in(_GONE))
    return bool(db.session().scalar(select(below)))


def _commented(actor: Actor, idea_id: uuid.UUID) -> Call:
    columns = select(Idea.visibility, Idea.contract_slug, Idea.neighbourhood_slug, Call)
    found = columns.join(Call, Call.id == Idea.call_id).where(Idea.id == idea_id)
    seen = found.where(visible_ideas(actor, own=True))
    # Held against whoever hides or removes it, not against others who comment it meanwhile.
    held = seen.with_for_update(read=True, key_share=True, of=Idea)
    row = db.session().execute(held).one_or_none()
    if row is None:
        raise absent(idea_id)
    require(actor, COMMENT, scope=scope_of(row.contract_slug, row.neighbourhood_slug))
    call: Call = row.Call
    if row.visibility != Visibility.PUBLISHED or not is_open(Act.COMMENT, call.id):
        raise problems.CommentsClosed
    return call


def _require_place(idea_id: uuid.UUID, new: NewComment) -> None:
    """Under the idea itself, or under a public comment that stands there."""
    held = rules.may_hold(new.position, is_answer=new.parent_id is not None)
    problems.invalid(position=None if held else problems.ANSWER_WITH_POSITION)
    if new.parent_id is None:
        return
    above = select(Comment.is_root, Comment.visibility).where(
        Comment.id == new.parent_id, Comment.idea_id == idea_id
    )
    row = db.session().execute(above).one_or_none()
    is_public = row is not None and row.visibility == Visibility.PUBLISHED
    if row is None or not rules.may_be_answered(is_root=row.is_root, is_public=is_public):
        problems.invalid(parent=problems.NOT_ANSWERED_HERE)


def _require_breath(actor: Actor) -> None:
    """Two devices of one person wait for each other here: the person is held."""
    if actor.person_id is None or actor.kind == "system":
        return
    last = select(Comment.written_at).where(Comment.author_id == actor.person_id)
    sent = db.session().scalars(last.order_by(Comment.id.desc()).limit(rules.AT_EASE))
    left = rules.breath_left(sent, now())
    if left:
        raise problems.BreathNeeded(left)
