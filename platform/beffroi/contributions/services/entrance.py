"""The door through which a text comes into the moderation, at once or once its author proved."""

from datetime import datetime

from beffroi.contributions import rules
from beffroi.contributions.events import (
    CommentHeld,
    CommentPublished,
    CommentSubmitted,
    IdeaHeld,
    IdeaPublished,
    IdeaSubmitted,
)
from beffroi.contributions.models import Comment, Idea
from beffroi.contributions.rules import Visibility
from beffroi.contributions.services.publication import move_comment_to, move_idea_to
from beffroi.core.actor import Actor
from beffroi.core.events import record


def let_idea_in(
    idea: Idea,
    moderation: str,
    *,
    by: Actor,
    is_known: bool = True,
    shown_at: datetime | None = None,
    has_media: bool = False,
) -> None:
    """It waits for the moderation, or appears at once where the call says so, since `shown_at`.

    With a picture or a voice it always waits: only a person can look and listen.
    """
    idea.visibility = Visibility.WAITING
    record(IdeaSubmitted(idea.id, idea.call_id, idea.version), by=by)
    first = rules.first_visibility(moderation, is_known=is_known)
    if (rules.first_with_media(first) if has_media else first) == Visibility.PUBLISHED:
        idea.published_at = shown_at
        move_idea_to(idea, Visibility.PUBLISHED)
        record(IdeaPublished(idea.id), by=by)


def keep_idea(idea: Idea, *, by: Actor) -> None:
    """Nobody reads it until its author has proved what the call asks."""
    idea.visibility = Visibility.UNPROVEN
    record(IdeaHeld(idea.id, idea.call_id), by=by)


def let_comment_in(comment: Comment, moderation: str, *, by: Actor) -> None:
    """It waits for the moderation, or appears at once where the call says so."""
    comment.visibility = Visibility.WAITING
    record(CommentSubmitted(comment.id, comment.idea_id, comment.version), by=by)
    if rules.first_visibility(moderation, is_known=True) == Visibility.PUBLISHED:
        move_comment_to(comment, Visibility.PUBLISHED)
        record(CommentPublished(comment.id, comment.idea_id), by=by)


def keep_comment(comment: Comment, *, by: Actor) -> None:
    """Nobody reads it until its author has proved what the call asks."""
    comment.visibility = Visibility.UNPROVEN
    record(CommentHeld(comment.id, comment.idea_id), by=by)
