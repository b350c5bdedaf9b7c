"""What relays of a village noted for people, and who they are."""

import uuid
from typing import Any

from beffroi.contributions.models import Idea
from beffroi.contributions.services import assisted
from beffroi.core import db
from beffroi.core.clock import now, today
from beffroi.identity import consent
from beffroi.identity.models import AssistedAct, Person
from tests.relay_factories import acting, helped, make_relay

PARAMETERS = {"act": "act_id", "noted_act": "act_id", "entry": "entry"}


def note_acts(people: dict[str, Person], idea: Idea, contract: str, place: str) -> dict[str, Any]:
    """A support noted for somebody without a name, and something noted for the resident."""
    people["relay"] = make_relay("contract", contract)
    relay = acting(people["relay"], "contract", contract)
    noted = assisted.record_support(relay, helped(neighbourhood_slug=place), idea.id)
    theirs = AssistedAct(
        relay_id=people["relay"].id,
        person_id=people["resident"].id,
        kind="support",
        subject_id=idea.id,
        consent_version=consent.CURRENT.version,
        place="Marché du samedi",
        neighbourhood_slug=place,
        acted_on=today(),
        recorded_at=now(),
    )
    db.session().add(theirs)
    db.session().flush()
    return {"act": noted.id, "noted_act": theirs.id, "entry": uuid.uuid4()}
