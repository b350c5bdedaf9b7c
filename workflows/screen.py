"""Has each new text looked at by the screening, which opens a case when a person must see it."""

from beffroi.contributions.events import CommentSubmitted, IdeaRevised, IdeaSubmitted
from beffroi.moderation.services import screen_subject
from workflows.once import handles


@handles(max_retries=8, min_backoff=1_000, max_backoff=300_000, time_limit=30_000)
def an_idea(event: IdeaSubmitted | IdeaRevised) -> None:
    """A first text, or a new version of it."""
    screen_subject("idea", event.idea_id, event.version)


@handles(max_retries=8, min_backoff=1_000, max_backoff=300_000, time_limit=30_000)
def a_comment(event: CommentSubmitted) -> None:
    """A word under an idea, sent for the first time or again after a change."""
    screen_subject("comment", event.comment_id, event.version)
