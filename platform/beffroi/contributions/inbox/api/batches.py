"""One act on many ideas: prepared, read, confirmed."""

import uuid
from typing import Any

from beffroi.contributions.inbox import services
from beffroi.contributions.inbox.asked import batch_of, filters_of
from beffroi.contributions.inbox.policies import SORT
from beffroi.contributions.inbox.schemas import ConfirmationSchema, InboxBatchSchema, NewBatchSchema
from beffroi.contributions.inbox.views import BatchView
from beffroi.core import db
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.policy import guarded

blueprint = ApiBlueprint("inbox_batches", __name__, description="One act on many ideas")


@blueprint.writes("/inbox/batches", "POST", InboxBatchSchema, 201, body=NewBatchSchema)
@guarded(SORT)
def prepare(body: dict[str, Any]) -> tuple[BatchView, int, dict[str, str]]:
    """See what an act would change, what it would leave and why; nothing changes yet."""
    filters = None if body["filters"] is None else filters_of(body["filters"])
    batch = services.prepare_batch(current_actor(), batch_of(body, filters))
    return _now(batch.id), 201, {"Location": f"/api/v1/inbox/batches/{batch.id}"}


@blueprint.reads("/inbox/batches/<uuid:bulk_id>", InboxBatchSchema)
@guarded(SORT)
def read(bulk_id: uuid.UUID) -> BatchView:
    """What it would change now, or what it changed."""
    return services.read_batch(current_actor(), bulk_id)


@blueprint.writes(
    "/inbox/batches/<uuid:bulk_id>/confirmation", "PUT", InboxBatchSchema, body=ConfirmationSchema
)
@guarded(SORT)
def confirm(body: dict[str, Any], bulk_id: uuid.UUID) -> BatchView:
    """Do it, once, on what was read; 409 when the ideas changed since."""
    services.apply_batch(current_actor(), bulk_id, body["digest"])
    return _now(bulk_id)


def _now(bulk_id: uuid.UUID) -> BatchView:
    db.session().flush()
    return services.read_batch(current_actor(), bulk_id)
