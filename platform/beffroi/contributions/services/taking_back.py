"""Texts taken back by who wrote them, or by the person for whom an act was recorded."""

import uuid
from collections.abc import Callable

from sqlalchemy import delete, select

from beffroi.contributions import act_kinds
from beffroi.contributions.models import Comment, Idea
from beffroi.contributions.policies import WITHDRAW, WITHDRAW_COMMENT
from beffroi.contributions.rules import Visibility
from beffroi.contributions.services import erasure
from beffroi.contributions.services.comments import own_comment
from beffroi.contributions.services.holding import hold_withdrawal
from beffroi.contributions.services.merges import final_idea
from beffroi.contributions.services.publication import locked_idea
from beffroi.contributions.services.supports import support_idea
from beffroi.core import db, search
from beffroi.core.actor import Actor
from beffroi.core.policy import require
from beffroi.core.problems import NotFound
from beffroi.core.register import Choice, Leaving
from beffroi.core.text import is_blank, tidy
from beffroi.correspondence.services import forget_requests
from beffroi.identity.models import AssistedAct, Proof
from beffroi.identity.policies import CONTEST_ASSISTED
from beffroi.identity.services import assisted_acts
from beffroi.moderation.services.erasure import forget_cases
from beffroi.notifications.erasure import forget_messages

NOBODY = uuid.UUID(int=0)


def contest(actor: Actor, act_id: uuid.UUID, words: str, *, remove: bool = False) -> AssistedAct:
    """ "This is not what I said": those in charge are told; with `remove`, nothing is left of it.

    SupportsClosed when the supports of the call are counted and quoted already; ActUnknown when
    the act is somebody else's.
    """
    act = assisted_acts.act_of(actor, act_id)
    require(actor, CONTEST_ASSISTED, owner=act.person_id)
    if remove:
        _way_back(act.kind)(actor, act.subject_id)
    said = "" if is_blank(words) else tidy(words)
    return assisted_acts.contest(actor, act_id, said, is_removed=remove)


def withdraw_idea(actor: Actor, idea_id: uuid.UUID, choice: Choice) -> Idea:
    """Its author leaves it, unsigned or without a word of it; who wrote it too becomes the author.

    The same as when the whole account goes (RGPD, art. 17); a co-author leaves as one.
    """
    hold_withdrawal(idea_id)
    idea = locked_idea(idea_id)
    if idea.visibility != Visibility.PUBLISHED and idea.author_id != actor.person_id:
        raise NotFound
    require(actor, WITHDRAW, owner=idea.author_id)
    leaving = Leaving(NOBODY, choice, actor)  # the person stays, with their messages
    erasure.leave_idea(idea, leaving)
    db.session().flush()
    _forget(leaving)
    return idea


def withdraw_comment(actor: Actor, comment_id: uuid.UUID) -> Comment:
    """Without a word left of it; the answers stay below its place."""
    comment = own_comment(actor, comment_id, WITHDRAW_COMMENT)
    leaving = Leaving(NOBODY, Choice.REMOVE, actor)
    erasure.remove_comment(comment, leaving)
    comment.author_id = None
    db.session().flush()
    _forget(leaving)
    return comment


def _forget(leaving: Leaving) -> None:
    forget_cases(leaving)
    forget_requests(leaving)
    forget_messages(leaving)
    search.scrub()


def _way_back(kind: str) -> Callable[[Actor, uuid.UUID], None]:
    brought = act_kinds.offered().get(kind)
    return brought.take_back if brought else _TAKEN_BACK[kind]


def _take_idea_back(actor: Actor, idea_id: uuid.UUID) -> None:
    """Its words go everywhere they were kept; an idea that is nobody's by now is left alone."""
    hold_withdrawal(idea_id)
    wanted = select(Idea).filter_by(id=idea_id, author_id=actor.person_id).with_for_update()
    idea = db.session().scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if idea is None:
        return
    leaving = Leaving(NOBODY, Choice.REMOVE, actor)
    erasure.remove_idea(idea, leaving)
    _forget(leaving)


def _take_support_back(actor: Actor, idea_id: uuid.UUID) -> None:
    support_idea(actor, final_idea(idea_id), False)


def _take_comment_back(actor: Actor, comment_id: uuid.UUID) -> None:
    """The same for a comment: the answers under it stay."""
    wanted = select(Comment).filter_by(id=comment_id, author_id=actor.person_id).with_for_update()
    comment = db.session().scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if comment is None:
        return
    leaving = Leaving(NOBODY, Choice.REMOVE, actor)
    erasure.remove_comment(comment, leaving)
    forget_cases(leaving)
    forget_messages(leaving)


def _take_proof_back(actor: Actor, proof_id: uuid.UUID) -> None:
    """What it made count stays counted; nothing more will."""
    mine = (Proof.id == proof_id) & (Proof.person_id == actor.person_id)
    db.session().execute(delete(Proof).where(mine))


_TAKEN_BACK = {
    "idea": _take_idea_back,
    "support": _take_support_back,
    "comment": _take_comment_back,
    "proof": _take_proof_back,
}
