"""What becomes of ideas: moved to a stage, proposed elsewhere, followed, told step by step."""

import uuid
from typing import Any

from beffroi.contributions import services
from beffroi.contributions.policies import KEEP_INFORMED, MOVE, READ
from beffroi.contributions.schemas import (
    FollowingSchema,
    FollowStateSchema,
    ForwardSchema,
    HistoryStepSchema,
    IdeaSchema,
    StageSchema,
)
from beffroi.contributions.services import FollowUp
from beffroi.contributions.views import HistoryStep, IdeaView
from beffroi.core import db
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded

blueprint = ApiBlueprint("steps", __name__, description="What becomes of ideas")


@blueprint.writes("/ideas/<uuid:idea_id>/stage", "PUT", IdeaSchema, body=StageSchema)
@guarded(MOVE)
def move_idea(body: dict[str, Any], idea_id: uuid.UUID) -> IdeaView:
    """Bring a public idea to a stage, with an answer."""
    actor = current_actor()
    follow_up = FollowUp(body["next_step"], body["next_step_on"])
    words = (body["stage"], body["answer"], body["structure"])
    services.move_idea(actor, idea_id, *words, follow_up)
    db.session().flush()
    return services.idea_page(actor, idea_id)


@blueprint.writes(
    "/ideas/<uuid:idea_id>/forwards", "POST", HistoryStepSchema(many=True), 201, body=ForwardSchema
)
@guarded(MOVE)
def forward_idea(body: dict[str, Any], idea_id: uuid.UUID) -> list[HistoryStep]:
    """Propose that it become a budget project, an item of a council or of the lab; once each."""
    services.forward_idea(current_actor(), idea_id, **body)
    return services.history_of(current_actor(), idea_id)


@blueprint.reads("/ideas/<uuid:idea_id>/history", HistoryStepSchema(many=True))
@guarded(READ)
def read_history(idea_id: uuid.UUID) -> list[HistoryStep]:
    """All that became of it, first to last; answers that were put right are all there."""
    return services.history_of(current_actor(), idea_id)


@blueprint.writes("/ideas/<uuid:idea_id>/following", "PUT", FollowStateSchema, body=FollowingSchema)
@at_most("120 per minute")
@guarded(KEEP_INFORMED)
def follow_idea(body: dict[str, Any], idea_id: uuid.UUID) -> dict[str, bool]:
    """Be told of what becomes of an idea, or not; who wrote or supports it is told by default."""
    return {"follow": services.follow_idea(current_actor(), idea_id, body["follow"])}
