"""An idea made into several, whole again, and the objections of those who wrote it."""

import uuid
from typing import Any

from beffroi.contributions import services
from beffroi.contributions.inbox.merge_schemas import PartsMadeSchema, ReasonSchema, SplitSchema
from beffroi.contributions.policies import MOVE
from beffroi.contributions.proposals import Part
from beffroi.contributions.schemas import IdeaSchema
from beffroi.contributions.views import IdeaView
from beffroi.core import db
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.policy import guarded

blueprint = ApiBlueprint("splitting", __name__, description="Ideas made into several")


@blueprint.writes(
    "/inbox/ideas/<uuid:idea_id>/parts", "POST", PartsMadeSchema, 201, body=SplitSchema
)
@guarded(MOVE)
def split(body: dict[str, Any], idea_id: uuid.UUID) -> tuple[dict[str, Any], int]:
    """Have an idea become several; with `ask`, words may change and its author is asked first."""
    parts = [Part(part["title"], part["body"]) for part in body["parts"]]
    made = services.split_idea(current_actor(), idea_id, parts, body["reason"], ask=body["ask"])
    return {"ids": [one.id for one in made], "waits": not made}, 201


@blueprint.writes("/inbox/ideas/<uuid:idea_id>/gathering", "PUT", IdeaSchema, body=ReasonSchema)
@guarded(MOVE)
def gather(body: dict[str, Any], idea_id: uuid.UUID) -> IdeaView:
    """Have an idea be whole again while nobody acted on its pieces, or give a split up."""
    services.gather_idea(current_actor(), idea_id, body["reason"])
    db.session().flush()
    return services.idea_page(current_actor(), idea_id)


@blueprint.writes("/inbox/ideas/<uuid:idea_id>/objection", "PUT", None, 204, body=ReasonSchema)
@guarded(MOVE)
def answer(body: dict[str, Any], idea_id: uuid.UUID) -> None:
    """Tell those who object why the split stays; they alone read it."""
    services.answer_objection(current_actor(), idea_id, body["reason"])
