"""Lists of residents for programs: brought in, listed, purged; no name ever comes back."""

import uuid
from typing import Any

from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded
from beffroi.identity.policies import IMPORT_ROLL
from beffroi.identity.schemas.rolls import (
    RollInputSchema,
    RollReportSchema,
    RollsSchema,
    new_roll,
)
from beffroi.identity.services import rolls
from beffroi.identity.services.rolls import RollReport

blueprint = ApiBlueprint("rolls", __name__, description="Lists of residents handed over by a town")


@blueprint.reads("/rolls", RollsSchema)
@guarded(IMPORT_ROLL)
def list_rolls() -> dict[str, Any]:
    """The lists of one's places: how many people, how many found themselves."""
    return {"items": rolls.rolls_of(current_actor())}


@blueprint.writes("/rolls", "POST", RollReportSchema, 201, body=RollInputSchema)
@at_most("20 per hour")
@guarded(IMPORT_ROLL)
def import_roll(body: dict[str, Any]) -> RollReport:
    """Bring in a list, kept as keyed digests until its last day; the text itself goes nowhere."""
    return rolls.import_roll(current_actor(), body["file"].encode(), new_roll(body))


@blueprint.writes("/rolls/<uuid:roll_id>", "DELETE", None, 204)
@guarded(IMPORT_ROLL)
def drop_roll(roll_id: uuid.UUID) -> None:
    """Forget a list before its end; what it proved stays proved."""
    rolls.drop_roll(current_actor(), roll_id)
