"""Ideas put together and taken apart."""

import uuid
from typing import Any

from beffroi.contributions import services
from beffroi.contributions.inbox.merge_schemas import MergeSchema, ReasonSchema
from beffroi.contributions.policies import MOVE
from beffroi.contributions.schemas import IdeaSchema
from beffroi.contributions.views import IdeaView
from beffroi.core import db
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.policy import guarded

blueprint = ApiBlueprint("merging", __name__, description="Ideas put together or taken apart")


@blueprint.writes("/inbox/ideas/<uuid:idea_id>/merges", "POST", IdeaSchema, 201, body=MergeSchema)
@guarded(MOVE)
def merge(body: dict[str, Any], idea_id: uuid.UUID) -> tuple[IdeaView, int]:
    """Have other ideas join this one: authors kept, each supporter counted once."""
    services.merge_ideas(current_actor(), idea_id, body["ideas"], body["reason"])
    return _now(idea_id), 201


@blueprint.writes("/inbox/ideas/<uuid:idea_id>/separation", "PUT", IdeaSchema, body=ReasonSchema)
@guarded(MOVE)
def separate(body: dict[str, Any], idea_id: uuid.UUID) -> IdeaView:
    """Have an idea that joined another stand alone again."""
    services.separate_idea(current_actor(), idea_id, body["reason"])
    return _now(idea_id)


def _now(idea_id: uuid.UUID) -> IdeaView:
    db.session().flush()
    return services.idea_page(current_actor(), idea_id)
