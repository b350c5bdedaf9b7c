"""Ideas, read: the public list, one idea, its text, and one's own."""

import uuid
from typing import Any

from flask import Response, jsonify
from marshmallow import fields

from beffroi.contributions import services
from beffroi.contributions.policies import FOLLOW, LIST_OWN, READ
from beffroi.contributions.proposals import IdeaFilters
from beffroi.contributions.schemas import (
    ComparisonSchema,
    IdeaCardSchema,
    IdeaQuery,
    IdeaSchema,
    TextSchema,
    TrackedIdeaSchema,
    VersionQuery,
    VersionSchema,
)
from beffroi.contributions.views import Comparison, IdeaList, IdeaView, VersionList
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint, CursorQuery, page_of
from beffroi.core.policy import guarded

blueprint = ApiBlueprint("ideas", __name__, description="Ideas of residents")

IdeaPage = page_of(IdeaCardSchema)
FoundPage = page_of(
    IdeaCardSchema,
    "IdeasFoundPage",
    at_least=fields.Boolean(
        required=True,
        metadata={"description": "A search found more than `total`, 1,000: no further is counted."},
    ),
)
FILTERS = {
    "contract": "contract_slug",
    "neighbourhood": "neighbourhood_slug",
    "theme": "theme_slug",
    "stage": "stage",
    "call": "call_slug",
    "awaiting": "awaiting",
    "q": "query",
    "order": "order",
}


@blueprint.reads("/ideas", FoundPage, query=IdeaQuery)
@guarded(READ)
def list_ideas(query: dict[str, Any]) -> IdeaList:
    """Public ideas, the last published first or the most supported first."""
    given = {FILTERS[name]: value for name, value in query.items() if name in FILTERS}
    filters = IdeaFilters(**given)
    return services.list_ideas(current_actor(), filters, query.get("cursor"), query["limit"])


@blueprint.reads("/me/ideas", IdeaPage, query=CursorQuery)
@guarded(LIST_OWN)
def list_own_ideas(query: dict[str, Any]) -> IdeaList:
    """What one sent, whatever became of it."""
    return services.my_ideas(current_actor(), query.get("cursor"), query["limit"])


@blueprint.reads("/ideas/<uuid:idea_id>", IdeaSchema)
@guarded(READ)
def read_idea(idea_id: uuid.UUID) -> IdeaView:
    """A public idea, or one's own."""
    return services.idea_page(current_actor(), idea_id)


@blueprint.reads("/ideas/<uuid:idea_id>/tracking", TrackedIdeaSchema)
@guarded(FOLLOW)
def track_idea(idea_id: uuid.UUID) -> IdeaView:
    """One's own idea, with what the moderation decided."""
    return services.tracked_idea(current_actor(), idea_id)


@blueprint.reads("/ideas/<uuid:idea_id>/text", TextSchema)
@guarded(READ)
def read_text(idea_id: uuid.UUID) -> Response:
    """The words of an idea; the ETag is what `If-Match` wants when it is revised."""
    return text_of(services.idea_page(current_actor(), idea_id))


@blueprint.reads("/ideas/<uuid:idea_id>/versions", page_of(VersionSchema), query=CursorQuery)
@guarded(READ)
def list_versions(query: dict[str, Any], idea_id: uuid.UUID) -> VersionList:
    """The texts that everybody could read, the last first; of one's own idea, all of them."""
    actor = current_actor()
    return services.versions_of(actor, idea_id, query.get("cursor"), query["limit"])


@blueprint.reads(
    "/ideas/<uuid:idea_id>/versions/<int:version>", ComparisonSchema, query=VersionQuery
)
@guarded(READ)
def read_version(query: dict[str, Any], idea_id: uuid.UUID, version: int) -> Comparison:
    """One text, and what changed in it since another."""
    return services.compare_versions(current_actor(), idea_id, version, query["since"])


def text_of(idea: Any) -> Response:
    """The text of an idea, with its version as a strong ETag."""
    response = jsonify(TextSchema().dump(idea))
    response.set_etag(str(idea.version))
    return response
