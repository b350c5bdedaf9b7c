"""Tells authors what becomes of what they wrote."""

import uuid
from datetime import timedelta
from typing import Any

from flask_babel import force_locale

from beffroi.contributions.events import (
    CoAuthorInvited,
    CoAuthorJoined,
    CommentChangesAsked,
    CommentPublished,
    CommentRefused,
    IdeaChangesAsked,
    IdeaForwarded,
    IdeaMoved,
    IdeaPublished,
    IdeaRefused,
    IdeaSubmitted,
)
from beffroi.contributions.models import Call, CoAuthorInvitation, Comment, Idea
from beffroi.contributions.services import authors_of, authors_told
from beffroi.contributions.views import comment_path
from beffroi.core import db
from beffroi.core.i18n import LANGUAGES
from beffroi.moderation.reasons import REASONS
from beffroi.moderation.services import last_decision
from beffroi.notifications.services import tell
from workflows.news import news_of
from workflows.once import handles, occurrence

PATIENCE = {"max_retries": 8, "min_backoff": 1_000, "max_backoff": 300_000, "time_limit": 30_000}


@handles(**PATIENCE)
def of_receipt(event: IdeaSubmitted) -> None:
    """Only when the text waits, and the sign-in mail has not already said that it arrived."""
    idea = db.session().get(Idea, event.idea_id)
    call = db.session().get(Call, event.call_id)
    if idea is None or call is None or idea.visibility != "waiting" or not idea.author_confirmed:
        return
    due_at = idea.submitted_at + timedelta(hours=call.decision_hours)
    _tell_of_idea(idea.id, "idea_received", "/suivi", {"due_at": due_at.isoformat()})


@handles(**PATIENCE)
def of_publication(event: IdeaPublished) -> None:
    """With the moderator's words, if any."""
    _tell_of_idea(event.idea_id, "idea_published", "", _ruling("idea", event.idea_id))


@handles(**PATIENCE)
def of_changes(event: IdeaChangesAsked) -> None:
    """The next step is to change the text."""
    ruling = _ruling("idea", event.idea_id, event.reason_code)
    _tell_of_idea(event.idea_id, "idea_changes_asked", "/modifier", ruling)


@handles(**PATIENCE)
def of_refusal(event: IdeaRefused) -> None:
    """With the reason, the words, and where to turn: no dead end."""
    ruling = _ruling("idea", event.idea_id, event.reason_code)
    _tell_of_idea(event.idea_id, "idea_refused", "/suivi", ruling)


@handles(**PATIENCE)
def of_move(event: IdeaMoved) -> None:
    """With the official answer and, when it goes elsewhere, where; unless they said not to."""
    _tell_authors(event.idea_id, event.number)


@handles(**PATIENCE)
def of_forwarding(event: IdeaForwarded) -> None:
    """It was theirs first, whatever it becomes."""
    _tell_authors(event.idea_id, event.number)


@handles(**PATIENCE)
def of_invitation(event: CoAuthorInvited) -> None:
    """Whoever it was sent to; one that was handed over by a link is nobody's yet."""
    invitation = db.session().get(CoAuthorInvitation, event.invitation_id)
    idea = db.session().get(Idea, event.idea_id)
    if idea is not None and invitation is not None and invitation.person_id is not None:
        facts = {"title": idea.title, "name": idea.author_name}
        link = f"/co-auteurs/{invitation.id}"
        tell(invitation.person_id, "co_author_invited", facts, link, occurrence().event_id)


@handles(**PATIENCE)
def of_joining(event: CoAuthorJoined) -> None:
    """The author, who invited them."""
    idea = db.session().get(Idea, event.idea_id)
    if idea is not None and idea.author_id is not None:
        facts, link = {"title": idea.title}, f"/idees/{idea.id}/co-auteurs"
        tell(idea.author_id, "co_author_joined", facts, link, occurrence().event_id)


@handles(**PATIENCE)
def of_comment_publication(event: CommentPublished) -> None:
    """Only when it had waited for a decision: else its author saw it appear."""
    if last_decision("comment", event.comment_id) is not None:
        _tell_of_comment(event.comment_id, "comment_published", {})


@handles(**PATIENCE)
def of_comment_changes(event: CommentChangesAsked) -> None:
    """With the reason and the words."""
    ruling = _ruling("comment", event.comment_id, event.reason_code)
    _tell_of_comment(event.comment_id, "comment_changes_asked", ruling)


@handles(**PATIENCE)
def of_comment_refusal(event: CommentRefused) -> None:
    """With the reason and the words."""
    ruling = _ruling("comment", event.comment_id, event.reason_code)
    _tell_of_comment(event.comment_id, "comment_refused", ruling)


def _tell_authors(idea_id: uuid.UUID, number: int) -> None:
    news = news_of(idea_id, number)
    if news is not None:
        for author_id in authors_told(idea_id):
            tell(author_id, news.kind, news.facts, f"/idees/{idea_id}", occurrence().event_id)


def _tell_of_idea(idea_id: uuid.UUID, kind: str, step: str, facts: dict[str, Any]) -> None:
    """All those behind it; nobody of an idea whose author left no address, or was erased."""
    idea = db.session().get(Idea, idea_id)
    if idea is not None:
        params = {"title": idea.title} | facts
        for person_id in authors_of(idea_id):
            tell(person_id, kind, params, f"/idees/{idea_id}{step}", occurrence().event_id)


def _tell_of_comment(comment_id: uuid.UUID, kind: str, facts: dict[str, Any]) -> None:
    comment = db.session().get(Comment, comment_id)
    idea = db.session().get(Idea, comment.idea_id) if comment is not None else None
    if comment is None or idea is None or comment.author_id is None:
        return
    is_public = kind == "comment_published"
    link = comment_path(idea.id, comment.id) if is_public else f"/idees/{idea.id}"
    tell(comment.author_id, kind, {"title": idea.title} | facts, link, occurrence().event_id)


def _ruling(kind: str, subject_id: uuid.UUID, reason_code: str | None = None) -> dict[str, Any]:
    """What the moderator said, as it stood when the author is told."""
    decision = last_decision(kind, subject_id)
    return {
        "reason": _in_each_language(reason_code),
        "words": decision.words if decision is not None else "",
        "structure_slug": (decision.structure_slug or "") if decision is not None else "",
    }


def _in_each_language(reason_code: str | None) -> dict[str, str]:
    """The plain reason, kept in every language: the reader may change theirs."""
    reason = REASONS.get(reason_code or "")
    if reason is None:
        return {}
    spoken = {}
    for code in LANGUAGES:
        with force_locale(code):
            spoken[code] = str(reason.plain)
    return spoken
