"""What a call asks of those who take part, and what somebody still has to prove for it."""

import uuid
from collections.abc import Mapping

from beffroi.contributions import problems, rules
from beffroi.contributions.models import Call
from beffroi.contributions.rules import Act
from beffroi.contributions.services.calls import places_of
from beffroi.core.actor import Actor
from beffroi.core.clock import today
from beffroi.identity.rules.proofs import Missing, Requirements, accepted_places
from beffroi.identity.rules.proofs import missing as unmet
from beffroi.identity.services import proofs
from beffroi.territories import services as territories


def requirements_of(call: Call) -> Requirements:
    """What the call asks, with the places whose proof satisfies it."""
    if call.residence == "none":
        return Requirements(call.min_age, call.age_way, max_age=call.max_age)
    places = accepted_places(call.residence, places_of(call), _communes())
    return Requirements(call.min_age, call.age_way, call.residence, places, call.max_age)


def still_missing(actor: Actor, call: Call, act: Act) -> tuple[Missing, ...]:
    """What keeps what the actor does now from counting; nothing for an import or the demo.

    AboveAge when the call is for an age band and they are known to be above it.

    The person is held until the end of the transaction. Of somebody who only gave an address,
    all is missing: looking would tell a stranger what its owner has proved.
    """
    if actor.kind == "system":
        return ()
    if actor.person_id is None:
        return unmet((), requirements_of(call), today())
    missing = lacks(actor.person_id, call, hold=True)
    if rules.is_closed(act, missing):
        raise problems.AboveAge((call.min_age or 0, call.max_age or 0))
    return missing


def refuse_above(actor: Actor, call: Call) -> None:
    """AboveAge for whoever is known to be older than a call for an age band is for."""
    if call.max_age is None or actor.person_id is None or actor.kind == "system":
        return
    if proofs.is_known_to_be(actor.person_id, call.max_age + 1):
        raise problems.AboveAge((call.min_age or 0, call.max_age))


def lacks(person_id: uuid.UUID, call: Call, *, hold: bool = False) -> tuple[Missing, ...]:
    """What the call still asks of this person; they are held when it decides what is written."""
    return proofs.missing(person_id, requirements_of(call), hold=hold)


def _communes() -> Mapping[str, frozenset[str]]:
    return {
        slug: frozenset(commune.insee for commune in place.communes)
        for slug, place in territories.neighbourhoods().items()
    }
