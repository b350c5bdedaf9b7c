"""Suspensions and their appeals, for programs."""

import uuid
from typing import Any

from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint, CursorQuery
from beffroi.core.policy import guarded
from beffroi.identity.models import Block
from beffroi.identity.policies import ANSWER_APPEAL, APPEAL, BLOCK, SEE_BLOCKS
from beffroi.identity.schemas.blocks import (
    AppealAnswerSchema,
    AppealInputSchema,
    BlockInputSchema,
    BlockSchema,
    BlocksSchema,
    MyBlockSchema,
    MyBlocksSchema,
)
from beffroi.identity.services import appeals, blocks
from beffroi.identity.services.blocks import BlockList, BlockView
from beffroi.identity.suspending import suspend

blueprint = ApiBlueprint("blocks", __name__, description="Suspensions: reasons, term, appeal")


@blueprint.reads("/blocks", BlocksSchema, query=CursorQuery)
@guarded(SEE_BLOCKS)
def list_blocks(query: dict[str, Any]) -> BlockList:
    """What was decided in one's places, the latest first."""
    return blocks.blocks_in(current_actor(), query.get("cursor"), query["limit"])


@blueprint.reads("/blocks/<uuid:block_id>", BlockSchema)
@guarded(SEE_BLOCKS)
def read_block(block_id: uuid.UUID) -> BlockView:
    """A suspension of one's places."""
    actor = current_actor()
    return blocks.block_views(actor, [blocks.block_to_read(actor, block_id)])[0]


@blueprint.writes(
    "/people/<uuid:person_id>/blocks", "POST", BlockSchema, 201, body=BlockInputSchema
)
@guarded(BLOCK)
def block_person(body: dict[str, Any], person_id: uuid.UUID) -> BlockView:
    """Suspend somebody, for those who administer or moderate the whole platform."""
    return blocks.block_views(current_actor(), [suspend(person_id, body)])[0]


@blueprint.writes("/blocks/<uuid:block_id>/answer", "PUT", BlockSchema, body=AppealAnswerSchema)
@guarded(ANSWER_APPEAL)
def answer_appeal(body: dict[str, Any], block_id: uuid.UUID) -> BlockView:
    """Uphold or lift it; 403 for whoever decided it."""
    actor = current_actor()
    return blocks.block_views(actor, [appeals.answer_appeal(actor, block_id, **body)])[0]


@blueprint.reads("/me/blocks", MyBlocksSchema)
@guarded(APPEAL)
def my_blocks() -> dict[str, Any]:
    """What was decided about oneself, the latest first."""
    return {"items": appeals.my_blocks(current_actor())}


@blueprint.writes(
    "/me/blocks/<uuid:block_id>/appeal", "POST", MyBlockSchema, 201, body=AppealInputSchema
)
@guarded(APPEAL)
def appeal(body: dict[str, Any], block_id: uuid.UUID) -> Block:
    """Ask that somebody else looks at it, once."""
    return appeals.appeal(current_actor(), block_id, body["words"])
