"""Acts that relays record for people: sent from a notebook, read again, contested."""

import uuid
from typing import Any

from flask import request

from beffroi.contributions.assisted import assistance_of, new_idea_of
from beffroi.contributions.proposals import NewComment
from beffroi.contributions.schemas.assisted import (
    AssistedActInputSchema,
    AssistedActSchema,
    ObjectionSchema,
)
from beffroi.contributions.services import assisted as services
from beffroi.contributions.services import taking_back
from beffroi.core import db
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint, CursorQuery, page_of
from beffroi.core.idempotency import HEADER
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded
from beffroi.identity.policies import (
    CONTEST_ASSISTED,
    FOLLOW_ASSISTED,
    RECORD_FOR_OTHERS,
    SEE_ASSISTED,
)
from beffroi.identity.problems.assistance import AnotherNotebook
from beffroi.identity.services import assisted_acts
from beffroi.identity.services.assistance import notebook_of
from beffroi.identity.services.assisted_acts import ActList, ActView

blueprint = ApiBlueprint("assisted", __name__, description="Acts recorded by relays for people")
ActPage = page_of(AssistedActSchema)


@blueprint.writes("/assisted-acts", "POST", AssistedActSchema, 201, body=AssistedActInputSchema)
@at_most("120 per minute")
@guarded(RECORD_FOR_OTHERS)
def record_act(body: dict[str, Any]) -> tuple[ActView, int, dict[str, str]]:
    """Record an idea, a support or a comment for somebody; with its key an entry is one act.

    Unlike that of other writings, its `Idempotency-Key` is recognised without end.
    """
    relay = current_actor()
    if body["notebook"] not in {"", notebook_of(relay)}:
        raise AnotherNotebook
    given = assistance_of(body, entry_key=request.headers.get(HEADER, ""))
    if body["kind"] == "idea":
        act = services.record_idea(relay, given, new_idea_of(body))
    elif body["kind"] == "comment":
        new = NewComment(body=body["body"], position=body["position"])
        act = services.record_comment(relay, given, body["idea"], new)
    else:
        act = services.record_support(relay, given, body["idea"])
    db.session().flush()
    return assisted_acts.act_by(relay, act.id), 201, {"Location": f"/api/v1/assisted-acts/{act.id}"}


@blueprint.reads("/assisted-acts", ActPage, query=CursorQuery)
@guarded(SEE_ASSISTED)
def list_acts(query: dict[str, Any]) -> ActList:
    """What one recorded for people, the last first."""
    return assisted_acts.journal_of(current_actor(), query.get("cursor"), query["limit"])


@blueprint.reads("/assisted-acts/<uuid:act_id>", AssistedActSchema)
@guarded(SEE_ASSISTED)
def read_act(act_id: uuid.UUID) -> ActView:
    """One act that one recorded."""
    return assisted_acts.act_by(current_actor(), act_id)


@blueprint.reads("/me/assisted-acts", ActPage, query=CursorQuery)
@guarded(FOLLOW_ASSISTED)
def list_acts_for_me(query: dict[str, Any]) -> ActList:
    """What relays recorded for the person who asks."""
    return assisted_acts.acts_for(current_actor(), query.get("cursor"), query["limit"])


@blueprint.writes(
    "/me/assisted-acts/<uuid:act_id>/objection", "PUT", AssistedActSchema, body=ObjectionSchema
)
@at_most("20 per minute")
@guarded(CONTEST_ASSISTED)
def contest_act(body: dict[str, Any], act_id: uuid.UUID) -> ActView:
    """Say that it is not what one said: those in charge are told; `remove` takes it back too."""
    actor = current_actor()
    taking_back.contest(actor, act_id, body["words"], remove=body["way"] == "remove")
    db.session().flush()
    return assisted_acts.act_of(actor, act_id)
