"""Tells whoever waits for a code by post that no letter comes, why, and what to do instead."""

from typing import Any

from beffroi.identity.paper_events import LetterLapsed, LetterSetAside
from beffroi.notifications.services import tell
from beffroi.territories.services import neighbourhoods
from workflows.offices import PATIENCE
from workflows.once import handles, occurrence

PROOFS = "/moi/preuves"


@handles(**PATIENCE)
def of_setting_aside(event: LetterSetAside) -> None:
    """With the reason that whoever prints gave, and the neighbourhood the letter was to prove."""
    if event.person_id is None:
        return
    facts = _where(event) | {"reason": event.reason}
    tell(event.person_id, "letter_set_aside", facts, PROOFS, occurrence().event_id)


@handles(**PATIENCE)
def of_lapse(event: LetterLapsed) -> None:
    """Nobody printed it in time: it is no fault of theirs."""
    tell(event.person_id, "letter_lapsed", _where(event), PROOFS, occurrence().event_id)


def _where(event: LetterSetAside | LetterLapsed) -> dict[str, Any]:
    place = neighbourhoods().get(event.neighbourhood_slug)
    return {"place": place.name if place else event.neighbourhood_slug}
