"""Invitations for programs: batches made, listed, revoked."""

import uuid
from typing import Any

from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded
from beffroi.identity.policies import INVITE
from beffroi.identity.rules.codes import in_groups
from beffroi.identity.schemas.guests import BatchesSchema, BatchSchema, MadeBatchSchema
from beffroi.identity.services import invitations
from beffroi.identity.services.invitations import NewBatch

blueprint = ApiBlueprint("invitations", __name__, description="Printed invitations")


@blueprint.reads("/invitation-batches", BatchesSchema)
@guarded(INVITE)
def list_batches() -> dict[str, Any]:
    """The batches of one's places, how many codes of each have served."""
    return {"items": invitations.batches(current_actor())}


@blueprint.writes(
    "/invitation-batches", "POST", MadeBatchSchema, status=201, body=BatchSchema, keyed=False
)
@at_most("20 per minute")
@guarded(INVITE)
def make_batch(body: dict[str, Any]) -> dict[str, Any]:
    """Make invitations; their codes are in this answer and nowhere else."""
    batch, codes = invitations.make_batch(current_actor(), new_batch(body))
    return {"id": batch.id, "codes": [in_groups(code) for code in codes]}


@blueprint.writes("/invitation-batches/<uuid:batch_id>", "DELETE", None, status=204)
@guarded(INVITE)
def revoke_batch(batch_id: uuid.UUID) -> None:
    """Make the codes that have not served serve no more."""
    invitations.revoke_batch(current_actor(), batch_id)


def new_batch(data: dict[str, Any]) -> NewBatch:
    """The batch that a form or a program asks for."""
    return NewBatch(
        label=data["label"],
        contract_slug=data["contract"],
        neighbourhood_slug=data["neighbourhood"],
        size=data["size"],
        ends_on=data["ends_on"],
        proves_residence=data["proves_residence"],
    )
