"""The queue, a case and its decision under /api/v1/cases."""

import uuid
from typing import Any

from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint, page_of
from beffroi.core.policy import guarded
from beffroi.identity.policies import BLOCK
from beffroi.identity.schemas.blocks import BlockInputSchema, BlockSchema
from beffroi.identity.services.blocks import BlockView, block_views
from beffroi.identity.suspending import suspend
from beffroi.moderation import services
from beffroi.moderation.models import Decision
from beffroi.moderation.policies import DECIDE, LIST, READ
from beffroi.moderation.schemas import (
    CaseFileSchema,
    DecisionSchema,
    QueueLineSchema,
    QueueQuery,
    VerdictInput,
)
from beffroi.moderation.suspending import author_of
from beffroi.moderation.views import CaseFile, Queue, QueueFilters, Verdict

blueprint = ApiBlueprint("moderation", __name__, description="Texts that wait for a person's eye")


@blueprint.reads("/cases", page_of(QueueLineSchema), query=QueueQuery)
@guarded(LIST)
def list_cases(query: dict[str, Any]) -> Queue:
    """Open cases of the places one moderates, oldest deadline first."""
    filters = QueueFilters(query.get("neighbourhood"), query.get("kind"), query["overdue"])
    return services.queue(current_actor(), filters, query.get("cursor"), query["limit"])


@blueprint.reads("/cases/<uuid:case_id>", CaseFileSchema)
@guarded(READ)
def read_case(case_id: uuid.UUID) -> CaseFile:
    """A case: the text, what the screening found, what was decided before."""
    return services.case_file(current_actor(), case_id)


@blueprint.writes("/cases/<uuid:case_id>/decision", "POST", DecisionSchema, 201, body=VerdictInput)
@guarded(DECIDE)
def decide_case(verdict: dict[str, Any], case_id: uuid.UUID) -> Decision:
    """Publish, ask for a change or refuse; 409 when decided already or when the text changed."""
    return services.decide(current_actor(), case_id, Verdict(**verdict))


@blueprint.writes(
    "/cases/<uuid:case_id>/author-block", "POST", BlockSchema, 201, body=BlockInputSchema
)
@guarded(BLOCK)
def block_author(body: dict[str, Any], case_id: uuid.UUID) -> BlockView:
    """Suspend whoever wrote the text, where one moderates; 409 while they are suspended already."""
    _case, author_id, place = author_of(case_id)
    return block_views(current_actor(), [suspend(author_id, body, place)])[0]
