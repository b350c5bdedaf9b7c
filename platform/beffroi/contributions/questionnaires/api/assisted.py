"""Answers that a relay enters for somebody, by program."""

import uuid
from typing import Any

from beffroi.contributions.assisted import assistance_of
from beffroi.contributions.questionnaires.schemas import AssistedAnswersSchema
from beffroi.contributions.questionnaires.services.assisting import record_answers
from beffroi.contributions.schemas.assisted import AssistedActSchema
from beffroi.core import db
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded
from beffroi.identity.policies import RECORD_FOR_OTHERS
from beffroi.identity.services import assisted_acts
from beffroi.identity.services.assisted_acts import ActView

blueprint = ApiBlueprint("assisted_answers", __name__, description="Answers entered by relays")


@blueprint.writes(
    "/questionnaires/<uuid:questionnaire_id>/assisted-answers/<uuid:entry>",
    "PUT",
    AssistedActSchema,
    body=AssistedAnswersSchema,
)
@at_most("120 per minute")
@guarded(RECORD_FOR_OTHERS)
def enter_answers(body: dict[str, Any], questionnaire_id: uuid.UUID, entry: uuid.UUID) -> ActView:
    """Enter what somebody answered on paper; `entry` is drawn by the device, sent again it is one.

    The act names the questionnaire and not the sheet. No `Idempotency-Key` is needed, nor kept.
    """
    relay = current_actor()
    given = assistance_of(body, entry_key=str(entry))
    act = record_answers(relay, given, questionnaire_id, body["answers"], body["version"])
    db.session().flush()
    return assisted_acts.act_by(relay, act.id)
