"""What one began to write: found again on any device, finished or forgotten."""

import uuid

from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import services
from beffroi.contributions.policies import DROP_DRAFT
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.pages import PageBlueprint, notice, see_other
from beffroi.core.policy import guarded

blueprint = PageBlueprint("drafts", __name__, url_prefix="/moi/brouillons/<uuid:draft_id>")


@blueprint.post("/effacer")
@guarded(DROP_DRAFT)
def drop(draft_id: uuid.UUID) -> BaseResponse:
    """Forget it."""
    services.drop_draft(current_actor(), draft_id)
    notice(_("Ce brouillon est effacé."))
    return see_other("/moi/idees" if current_actor().is_signed_in else "/suivi")
