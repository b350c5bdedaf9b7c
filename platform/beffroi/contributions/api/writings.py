"""Ideas, written: submitted, revised, supported, moved."""

import uuid
from typing import Any

from flask import Response

from beffroi.contributions import services
from beffroi.contributions.api.ideas import text_of
from beffroi.contributions.api.versions import seen_version, with_version
from beffroi.contributions.models import Idea
from beffroi.contributions.policies import FOLLOW, READ, REVISE, SUBMIT, SUPPORT, WITHDRAW
from beffroi.contributions.proposals import NewIdea, NewPoint
from beffroi.contributions.schemas import (
    NewIdeaSchema,
    NewTextSchema,
    SentIdeaSchema,
    SimilarIdeasSchema,
    SimilarSchema,
    SupportSchema,
    SupportStateSchema,
    TextSchema,
    TrackedIdeaSchema,
    WithdrawalSchema,
)
from beffroi.contributions.services import taking_back
from beffroi.contributions.views import IdeaView, SimilarIdea, SupportState
from beffroi.core import db
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded
from beffroi.core.register import Choice
from beffroi.core.security import only_reads

blueprint = ApiBlueprint("ideas_written", __name__, description="Ideas of residents, written")

WHILE_TYPING = "240 per minute"  # many may share one address, in a school or a hall


@blueprint.writes("/ideas", "POST", SentIdeaSchema, 201, body=NewIdeaSchema)
@at_most("30 per minute")
@guarded(SUBMIT)
def submit_idea(body: dict[str, Any]) -> tuple[Idea, int, dict[str, str]]:
    """Submit an idea to an open call; until it is public only its author can read it again."""
    new = NewIdea(
        call_slug=body["call"],
        title=body["title"],
        body=body["body"],
        neighbourhood_slug=body["neighbourhood"],
        point=NewPoint(**body["point"]) if body["point"] else None,
        theme_slugs=tuple(body["themes"]),
        author_name=body["author_name"],
        group_kind=body["group_kind"],
        group_name=body["group_name"],
        email=body["email"],
        language=body["language"],
        fields=body["field_answers"],
    )
    idea = services.submit_idea(current_actor(), new)
    return idea, 201, {"Location": f"/api/v1/ideas/{idea.id}"}


@blueprint.writes("/ideas/similar", "POST", SimilarIdeasSchema, body=SimilarSchema, keyed=False)
@at_most(WHILE_TYPING)
@only_reads
@guarded(READ)
def find_similar(body: dict[str, Any]) -> dict[str, list[SimilarIdea]]:
    """The public ideas nearest to one being written; it is sent as a body and kept nowhere."""
    near = services.similar_ideas(current_actor(), body["call"], body["title"], body["body"])
    return {"items": near}


@blueprint.writes("/ideas/<uuid:idea_id>/text", "PUT", TextSchema, body=NewTextSchema)
@with_version(blueprint)
@at_most("30 per minute")
@guarded(REVISE)
def revise_idea(body: dict[str, Any], headers: dict[str, Any], idea_id: uuid.UUID) -> Response:
    """Revise one's idea; 412 when `If-Match` is not the version that stands."""
    seen, answers = seen_version(headers), body["field_answers"]
    title, text = body["title"], body["body"]
    idea = services.revise_idea(current_actor(), idea_id, title, text, seen, answers)
    return text_of(idea)


@blueprint.writes("/ideas/<uuid:idea_id>", "DELETE", None, 204, query=WithdrawalSchema)
@at_most("20 per minute")
@guarded(WITHDRAW)
def withdraw_idea(query: dict[str, Any], idea_id: uuid.UUID) -> None:
    """Take one's idea back; who wrote it too becomes its author, nothing else brings it back."""
    taking_back.withdraw_idea(current_actor(), idea_id, Choice(query["texts"]))


@blueprint.writes("/ideas/<uuid:idea_id>/author", "PUT", TrackedIdeaSchema)
@guarded(FOLLOW)
def confirm_author(idea_id: uuid.UUID) -> IdeaView:
    """Say that the idea sent with one's address is one's own."""
    services.confirm_author(current_actor(), idea_id)
    db.session().flush()
    return services.tracked_idea(current_actor(), idea_id)


@blueprint.writes("/ideas/<uuid:idea_id>/support", "PUT", SupportStateSchema, body=SupportSchema)
@at_most("120 per minute")
@guarded(SUPPORT)
def support_idea(body: dict[str, Any], idea_id: uuid.UUID) -> SupportState:
    """Support an idea, or no more; saying it twice counts once."""
    return services.support_idea(current_actor(), idea_id, body["support"])
