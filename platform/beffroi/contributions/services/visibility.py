"""Who sees which calls, ideas and comments: the one condition that every reading goes through."""

import uuid
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, literal_column, or_, select, true

from beffroi.contributions.models import Call, Comment, Idea, IdeaVersion
from beffroi.contributions.policies import ANNOUNCE_CALL
from beffroi.contributions.problems import TextRemoved
from beffroi.contributions.rules import SUCCEEDED, Visibility
from beffroi.contributions.services.authorship import is_behind
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, Actor, Role
from beffroi.core.policy import allows
from beffroi.core.problems import NotFound, Problem
from beffroi.moderation.services import examined
from beffroi.territories import services as territories

OWN = frozenset({"idea.follow", "idea.list_own", "idea.revise", "comment.revise"})

# Written out, not bound: a partial index is used only by a condition that is known beforehand.
_PUBLISHED: ColumnElement[str] = literal_column("'published'")
_REMOVED = Visibility.REMOVED.value
# Not what nobody reads before it is proved, nor what the moderation refused: it may name somebody.
_OF_STAFF = (Visibility.WAITING, Visibility.CHANGES_ASKED, Visibility.PUBLISHED, *SUCCEEDED)


def visible_calls(actor: Actor = ANONYMOUS, *, prepared: bool = False) -> ColumnElement[bool]:
    """What is published; with `prepared`, also the drafts of the places whose calls one opens."""
    public: ColumnElement[bool] = Call.state == _PUBLISHED
    if not prepared:
        return public
    mine = [
        slug
        for slug in territories.contracts()
        if allows(actor, ANNOUNCE_CALL, scope=territories.scope_of(slug))
    ]
    return or_(public, Call.contract_slug.in_(mine))


def visible_ideas(actor: Actor, *, own: bool = False) -> ColumnElement[bool]:
    """What is public; with `own`, also what the actor wrote. The system sees all."""
    return _visible(Idea, actor, own=own)


def visible_comments(actor: Actor, *, own: bool = True) -> ColumnElement[bool]:
    """The same for comments; one sees one's own among the others."""
    return _visible(Comment, actor, own=own)


def visible_versions(actor: Actor, *, own: bool = False) -> ColumnElement[bool]:
    """Of ideas with a page for all, the texts that were public; with `own`, all of one's own.

    A text that the moderation took back was never one to show: it may name somebody.
    """
    public = and_(named_ideas(), IdeaVersion.shown)
    return or_(public, _theirs(Idea, actor)) if own else public


def readable_ideas(actor: Actor) -> ColumnElement[bool]:
    """Those with a page to read: public, one's own, or one that stands alone no more."""
    return or_(visible_ideas(actor, own=True), Idea.visibility.in_(SUCCEEDED))


def named_ideas(ideas: Any = Idea) -> ColumnElement[bool]:
    """Those that a page about another may name: anybody may open their page."""
    found: ColumnElement[bool] = ideas.visibility.in_((Visibility.PUBLISHED, *SUCCEEDED))
    return found


def seen_ideas(actor: Actor) -> ColumnElement[bool]:
    """Those whose files the actor may have: with a page to read, or theirs to examine."""
    judged = and_(Idea.visibility != _REMOVED, examined(actor, "idea", Idea.id))
    return or_(readable_ideas(actor), judged)


def placed_comments(actor: Actor) -> ColumnElement[bool]:
    """Those, and those that are gone but were answered: their place stays, never their words."""
    return or_(visible_comments(actor), Comment.reply_count > 0)


def inbox_ideas(actor: Actor) -> ColumnElement[bool]:
    """What the staff sorts, in the places the actor is in charge of.

    Public or about to be, and what stands alone no more: somebody may have to undo that.
    """
    charges = [
        territories.neighbourhoods_covered(actor, role) for role in (Role.STAFF, Role.ADMINISTRATOR)
    ]
    seen = Idea.visibility.in_(_OF_STAFF)
    if any(charge.everything for charge in charges):
        return seen
    contracts = sorted({slug for charge in charges for slug in charge.contracts})
    places = sorted({slug for charge in charges for slug in charge.neighbourhoods})
    here = or_(Idea.contract_slug.in_(contracts), Idea.neighbourhood_slug.in_(places))
    return and_(seen, here)


def absent(idea_id: uuid.UUID) -> Problem:
    """Why an idea that is asked for is not there: taken away by its author, or never known."""
    removed = exists().where(Idea.id == idea_id, Idea.visibility == _REMOVED)
    return TextRemoved() if db.session().scalar(select(removed)) else NotFound()


def absent_comment(comment_id: uuid.UUID) -> Problem:
    """The same for a comment, which goes out of sight with the idea it stands under."""
    here = Comment.id == comment_id
    with_idea = exists().where(here, Idea.id == Comment.idea_id, Idea.visibility == _REMOVED)
    removed = or_(exists().where(here, Comment.visibility == _REMOVED), with_idea)
    return TextRemoved() if db.session().scalar(select(removed)) else NotFound()


def _visible(text: Any, actor: Actor, *, own: bool) -> ColumnElement[bool]:
    public: ColumnElement[bool] = text.visibility == _PUBLISHED
    return or_(public, _theirs(text, actor)) if own else public


def _theirs(text: Any, actor: Actor) -> ColumnElement[bool]:
    """What the actor wrote; the system stands for everybody."""
    if actor.kind == "system":
        return true()
    if actor.person_id is None or not _sees_own(actor):
        return false()
    if text is Idea:
        return is_behind(actor.person_id)
    mine: ColumnElement[bool] = text.author_id == actor.person_id
    return mine


def _sees_own(actor: Actor) -> bool:
    """A program sees what a person keeps to themselves only if it was lent that."""
    return actor.token is None or not OWN.isdisjoint(actor.token.permissions)
