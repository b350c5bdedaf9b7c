"""Children under 15 and the parent who answers for them, for programs."""

from typing import Any

from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.i18n import language
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded
from beffroi.identity.doors import slow_links
from beffroi.identity.policies import ANSWER_AS_GUARDIAN, ASK_GUARDIAN, PROVE, SAY_UNDER_AGE
from beffroi.identity.schemas.guardians import (
    GuardianAnswerSchema,
    GuardianAskedSchema,
    GuardianRequestSchema,
    GuardianStateSchema,
    ParentAnswerSchema,
    ParentSchema,
)
from beffroi.identity.services import guardians

blueprint = ApiBlueprint("guardians", __name__, description="Children under 15 and their parents")


@blueprint.writes(
    "/guardian-requests",
    "POST",
    GuardianAskedSchema,
    status=202,
    body=GuardianRequestSchema,
    keyed=False,
)
@slow_links
@guarded(ASK_GUARDIAN)
def ask_guardian(body: dict[str, Any]) -> dict[str, Any]:
    """Register somebody under 15: a parent is asked by mail."""
    guardians.ask_guardian(current_actor(), body["email"], body["parent_email"], language())
    return {"status": "sent"}


@blueprint.writes(
    "/guardian-answers", "POST", GuardianAnswerSchema, body=ParentAnswerSchema, keyed=False
)
@at_most("20 per hour")
@guarded(ANSWER_AS_GUARDIAN)
def answer(body: dict[str, Any]) -> guardians.Asked:
    """A parent's yes or no, by the secret at the end of the link of their mail; 410 once over."""
    guardians.answer_as_guardian(current_actor(), body["token"], agreed=body["agreed"])
    return guardians.request_behind(body["token"])


@blueprint.writes("/me/guardian", "PUT", GuardianStateSchema, body=ParentSchema)
@slow_links
@guarded(SAY_UNDER_AGE)
def declare_child(body: dict[str, Any]) -> dict[str, str]:
    """Say that one is under 15: a parent is asked, and what one does waits for their yes."""
    actor = current_actor()
    guardians.declare_child(actor, body["parent_email"], language())
    return {"guardian": guardians.guardian_of(actor)}


@blueprint.writes("/me/guardian", "DELETE", GuardianStateSchema)
@at_most("30 per hour")
@guarded(PROVE)
def declare_old_enough() -> dict[str, str]:
    """Say that one is 15 or older: no parent is waited for. A parent's no stands."""
    actor = current_actor()
    guardians.declare_old_enough(actor)
    return {"guardian": guardians.guardian_of(actor)}
