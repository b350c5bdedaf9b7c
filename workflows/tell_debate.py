"""Tells people that somebody answered them, or commented their idea; never of their own words."""

from beffroi.contributions.events import CommentPublished
from beffroi.contributions.models import Comment, Idea
from beffroi.contributions.rules import Visibility
from beffroi.contributions.services import authors_of
from beffroi.contributions.views import comment_path
from beffroi.core import db
from beffroi.notifications.gathering import gather
from workflows.once import handles, occurrence


@handles(max_retries=8, min_backoff=1_000, max_backoff=300_000, time_limit=30_000)
def of_comment(event: CommentPublished) -> None:
    """The author of what is answered, then those behind the idea; each once, of the nearest."""
    comment = db.session().get(Comment, event.comment_id)
    idea = db.session().get(Idea, event.idea_id)
    if comment is None or idea is None or comment.visibility != Visibility.PUBLISHED:
        return
    told = {comment.author_id, None}
    above = db.session().get(Comment, comment.parent_id) if comment.parent_id else None
    params, event_id = {"title": idea.title}, occurrence().event_id
    if above is not None and above.author_id is not None and above.author_id not in told:
        told.add(above.author_id)
        path = comment_path(idea.id, above.id)
        gather(above.author_id, "comment_answered", params, path, event_id)
    for person_id in authors_of(idea.id):
        is_unsure = person_id == idea.author_id and not idea.author_confirmed
        if person_id not in told and not is_unsure:
            link = f"/idees/{idea.id}?tri=recents#commentaires"
            gather(person_id, "idea_commented", params, link, event_id)
