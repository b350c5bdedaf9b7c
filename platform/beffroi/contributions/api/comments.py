"""Comments under an idea."""

import uuid
from typing import Any

from beffroi.contributions import services
from beffroi.contributions.api.versions import seen_version, with_version
from beffroi.contributions.policies import COMMENT, READ, REVISE_COMMENT, WITHDRAW_COMMENT
from beffroi.contributions.proposals import DebateFilters, NewComment
from beffroi.contributions.schemas import (
    CommentQuery,
    CommentSchema,
    NewCommentSchema,
    SignedCommentSchema,
)
from beffroi.contributions.services import taking_back
from beffroi.contributions.services.comment_rows import comment_view
from beffroi.contributions.views import CommentList, CommentView
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint, page_of
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded

blueprint = ApiBlueprint("comments", __name__, description="Words under an idea")


@blueprint.reads("/ideas/<uuid:idea_id>/comments", page_of(CommentSchema), query=CommentQuery)
@guarded(READ)
def list_comments(query: dict[str, Any], idea_id: uuid.UUID) -> CommentList:
    """Public comments and one's own, each with the first answers to it; or those to `parent`."""
    actor, place = current_actor(), (query.get("cursor"), query["limit"])
    if "parent" in query:
        return services.answers_to(actor, idea_id, query["parent"], *place)
    asked = DebateFilters(query.get("position"), query["order"])
    return services.comments_of(actor, idea_id, asked, *place)


@blueprint.writes(
    "/ideas/<uuid:idea_id>/comments", "POST", CommentSchema, 201, body=SignedCommentSchema
)
@at_most("30 per minute")
@guarded(COMMENT)
def comment_on(body: dict[str, Any], idea_id: uuid.UUID) -> tuple[CommentView, int, dict[str, str]]:
    """Comment on a public idea, or answer a comment; the call says whether it appears at once.

    A third within a minute is a 429 that says when to send it again.
    """
    comment = services.comment_on(current_actor(), idea_id, NewComment(**body))
    place = {"Location": f"/api/v1/comments/{comment.id}"}
    return comment_view(current_actor(), comment), 201, place


@blueprint.reads("/comments/<uuid:comment_id>", CommentSchema)
@guarded(READ)
def read_comment(comment_id: uuid.UUID) -> CommentView:
    """A public comment, or one's own."""
    return services.read_comment(current_actor(), comment_id)


@blueprint.writes("/comments/<uuid:comment_id>/text", "PUT", CommentSchema, body=NewCommentSchema)
@with_version(blueprint)
@at_most("30 per minute")
@guarded(REVISE_COMMENT)
def revise_comment(
    body: dict[str, Any], headers: dict[str, Any], comment_id: uuid.UUID
) -> CommentView:
    """Write one's comment better while nobody answered; `If-Match` is its version in quotes."""
    seen = seen_version(headers)
    comment = services.revise_comment(current_actor(), comment_id, body["body"], seen)
    return comment_view(current_actor(), comment)


@blueprint.writes("/comments/<uuid:comment_id>", "DELETE", None, 204)
@at_most("20 per minute")
@guarded(WITHDRAW_COMMENT)
def withdraw_comment(comment_id: uuid.UUID) -> None:
    """Take one's comment back; the answers to it stay."""
    taking_back.withdraw_comment(current_actor(), comment_id)
