"""Ideas begun and not sent: found again on any device."""

import uuid

from beffroi.contributions import services
from beffroi.contributions.policies import DROP_DRAFT, LIST_DRAFTS
from beffroi.contributions.schemas import DraftsSchema
from beffroi.contributions.views import DraftView
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.policy import guarded

blueprint = ApiBlueprint("drafts", __name__, description="Ideas begun and not sent")


@blueprint.reads("/me/drafts", DraftsSchema)
@guarded(LIST_DRAFTS)
def list_drafts() -> dict[str, list[DraftView]]:
    """What one began, the last touched first; its page goes on with it."""
    return {"items": services.my_drafts(current_actor())}


@blueprint.writes("/me/drafts/<uuid:draft_id>", "DELETE", None, 204)
@guarded(DROP_DRAFT)
def drop_draft(draft_id: uuid.UUID) -> None:
    """Forget it."""
    services.drop_draft(current_actor(), draft_id)
