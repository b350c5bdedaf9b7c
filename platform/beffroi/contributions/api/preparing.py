"""Calls, prepared by staff: drafted, filled in, published, and what changes of them afterwards."""

import uuid
from typing import Any

from beffroi.contributions.policies import ANNOUNCE_CALL, READ
from beffroi.contributions.schemas.preparing import (
    CallSheetSchema,
    ChangesSchema,
    CorrectionSchema,
    NewDraftSchema,
    PhasesSchema,
    PreparedCallSchema,
    PreparedCardSchema,
    ProlongationSchema,
    SpeakerInputSchema,
    periods_of,
)
from beffroi.contributions.services import changing, desk, preparing
from beffroi.contributions.services.calls import called
from beffroi.contributions.views import ChangeView, PreparedCall, PreparedList
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint, CursorQuery, page_of
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded

blueprint = ApiBlueprint("calls_prepared", __name__, description="Calls, prepared by staff")
Changes = dict[str, list[ChangeView]]


@blueprint.reads("/call-preparations", page_of(PreparedCardSchema), query=CursorQuery)
@guarded(ANNOUNCE_CALL)
def list_prepared(query: dict[str, Any]) -> PreparedList:
    """Drafts and published calls of one's places, the last begun first."""
    return desk.calls_to_prepare(current_actor(), query.get("cursor"), query["limit"])


@blueprint.writes("/calls", "POST", PreparedCallSchema, 201, body=NewDraftSchema)
@at_most("30 per minute")
@guarded(ANNOUNCE_CALL)
def start_call(body: dict[str, Any]) -> tuple[PreparedCall, int, dict[str, str]]:
    """Begin a draft, which staff of its place alone can see."""
    call = preparing.start_call(current_actor(), body["contract"], body["title"])
    where = {"Location": f"/api/v1/calls/{call.slug}/preparation"}
    return desk.prepared_view(call), 201, where


@blueprint.reads("/calls/<slug:slug>/preparation", PreparedCallSchema)
@guarded(ANNOUNCE_CALL)
def read_prepared(slug: str) -> PreparedCall:
    """A draft or a published call, with what is missing before it can be published."""
    return desk.prepared_call(current_actor(), slug)


@blueprint.writes("/calls/<slug:slug>", "PATCH", PreparedCallSchema, body=CallSheetSchema)
@at_most("60 per minute")
@guarded(ANNOUNCE_CALL)
def change_call(body: dict[str, Any], slug: str) -> PreparedCall:
    """Change what is given and leave the rest; 409 from the first contribution on."""
    return desk.prepared_view(preparing.change_call(current_actor(), slug, body))


@blueprint.writes("/calls/<slug:slug>/phases", "PUT", PreparedCallSchema, body=PhasesSchema)
@at_most("60 per minute")
@guarded(ANNOUNCE_CALL)
def set_phases(body: dict[str, Any], slug: str) -> PreparedCall:
    """Give the call these phases instead of those it has; 409 from the first contribution on."""
    phases = periods_of(body["phases"])
    return desk.prepared_view(preparing.set_phases(current_actor(), slug, phases))


@blueprint.writes(
    "/calls/<slug:slug>/speakers", "POST", PreparedCallSchema, 201, body=SpeakerInputSchema
)
@at_most("30 per minute")
@guarded(ANNOUNCE_CALL)
def name_speaker(body: dict[str, Any], slug: str) -> PreparedCall:
    """Name somebody who speaks for the group in a codecision; they are told once it is public."""
    return desk.prepared_view(preparing.name_speaker(current_actor(), slug, body["email"]))


@blueprint.writes("/calls/<slug:slug>/speakers/<uuid:person_id>", "DELETE", None, 204)
@guarded(ANNOUNCE_CALL)
def unname_speaker(slug: str, person_id: uuid.UUID) -> None:
    """This person speaks for the group no more."""
    preparing.unname_speaker(current_actor(), slug, person_id)


@blueprint.writes("/calls/<slug:slug>/publication", "POST", PreparedCallSchema)
@at_most("30 per minute")
@guarded(ANNOUNCE_CALL)
def publish_call(slug: str) -> PreparedCall:
    """Make it public; 422 names each thing that is missing. Again changes nothing."""
    return desk.prepared_view(preparing.publish_call(current_actor(), slug))


@blueprint.writes("/calls/<slug:slug>", "DELETE", None, 204)
@guarded(ANNOUNCE_CALL)
def withdraw_call(slug: str) -> None:
    """Take a draft away; 409 for what was published."""
    preparing.withdraw_call(current_actor(), slug)


@blueprint.writes(
    "/calls/<slug:slug>/prolongations", "POST", PreparedCallSchema, 201, body=ProlongationSchema
)
@at_most("30 per minute")
@guarded(ANNOUNCE_CALL)
def prolong_phase(body: dict[str, Any], slug: str) -> PreparedCall:
    """Close a phase later, for a reason that everybody reads; those who took part are told."""
    changing.prolong_phase(current_actor(), slug, **body)
    return desk.prepared_call(current_actor(), slug)


@blueprint.writes(
    "/calls/<slug:slug>/corrections", "POST", PreparedCallSchema, 201, body=CorrectionSchema
)
@at_most("30 per minute")
@guarded(ANNOUNCE_CALL)
def correct_call(body: dict[str, Any], slug: str) -> PreparedCall:
    """Put a misprint right; the text before stays readable, with the reason."""
    changing.correct_call(current_actor(), slug, **body)
    return desk.prepared_call(current_actor(), slug)


@blueprint.reads("/calls/<slug:slug>/changes", ChangesSchema)
@guarded(READ)
def list_changes(slug: str) -> Changes:
    """What was changed of a call since it was published, with its reasons."""
    return {"items": changing.changes_of(called(slug).id)}
