"""The relays of a territory for those in charge of it: counts by day, the journal."""

from typing import Any

from beffroi.contributions.schemas.oversight import RelayActPage, RelayActsQuery, RelayDayPage
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint, CursorQuery
from beffroi.core.policy import guarded
from beffroi.identity.policies import OVERSEE_RELAYS
from beffroi.identity.services import oversight
from beffroi.identity.services.assisted_acts import ActList
from beffroi.identity.services.oversight import DayList

blueprint = ApiBlueprint("oversight", __name__, description="What the relays of a territory note")


@blueprint.reads("/relay-acts", RelayActPage, query=RelayActsQuery)
@guarded(OVERSEE_RELAYS)
def list_acts(query: dict[str, Any]) -> ActList:
    """What relays noted where one is in charge, the last first; `contested` to see only those."""
    actor, cursor, limit = current_actor(), query.get("cursor"), query["limit"]
    return oversight.journal_of_territory(actor, cursor, limit, is_contested=query.get("contested"))


@blueprint.reads("/relay-days", RelayDayPage, query=CursorQuery)
@guarded(OVERSEE_RELAYS)
def count_by_day(query: dict[str, Any]) -> DayList:
    """How much each relay noted of each day on which people spoke, the latest first."""
    return oversight.counts_by_day(current_actor(), query.get("cursor"), query["limit"])
