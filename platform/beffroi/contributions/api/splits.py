"""An idea made into several, for those who wrote it: yes, no, taken back, objected to."""

import uuid
from typing import Any

from beffroi.contributions import services
from beffroi.contributions.policies import FOLLOW, REVISE
from beffroi.contributions.schemas.splits import IdeaSplitSchema, SplitAnswerSchema
from beffroi.contributions.views.splits import SplitView
from beffroi.core import db
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded

blueprint = ApiBlueprint("splits", __name__, description="Ideas made into several")


@blueprint.reads("/ideas/<uuid:idea_id>/split", IdeaSplitSchema)
@guarded(FOLLOW)
def read_split(idea_id: uuid.UUID) -> SplitView:
    """The text of before and the ideas it becomes, for those who wrote it."""
    return services.split_for_authors(current_actor(), idea_id)


@blueprint.writes("/ideas/<uuid:idea_id>/split", "PUT", IdeaSplitSchema, body=SplitAnswerSchema)
@at_most("20 per minute")
@guarded(REVISE)
def answer_split(body: dict[str, Any], idea_id: uuid.UUID) -> SplitView:
    """Say yes, or no: what waits is not done, what is done is taken back or objected to."""
    actor = current_actor()
    services.answer_split(actor, idea_id, **body)
    db.session().flush()
    return services.split_for_authors(actor, idea_id)
