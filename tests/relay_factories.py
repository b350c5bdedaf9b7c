"""Relays, how they help somebody, and what a notebook sends."""

from typing import Any

from beffroi.contributions.models import Call
from beffroi.core.actor import Actor
from beffroi.core.clock import today
from beffroi.identity import consent
from beffroi.identity.models import Person
from beffroi.identity.services.assistance import Assistance
from tests.factories import grant_role, make_person
from tests.support.actors import actor_of

PLACE = "cite-des-brebis"
COMMUNE = "62498"
CODE = "K7QM2XRA9DTEHJ4C"
OTHER_CODE = "2XRA9DTEHJ4CK7QM"


def make_relay(kind: str = "neighbourhood", place: str = PLACE, **given: Any) -> Person:
    """Somebody who is a relay there."""
    relay = make_person(**{"display_name": "Delphine"} | given)
    grant_role(relay, "relay", kind, place)
    return relay


def acting(relay: Person, kind: str = "neighbourhood", place: str = PLACE) -> Actor:
    """The relay, signed in."""
    return actor_of(relay, "relay", kind, place)


def helped(**given: Any) -> Assistance:
    """Somebody met today at the market, who said yes and gave no name."""
    values: dict[str, Any] = {
        "neighbourhood_slug": PLACE,
        "place": "Marché du samedi",
        "consent_version": consent.CURRENT.version,
        "acted_on": today(),
    }
    return Assistance(**values | given)


def entry(call: Call | None = None, /, **given: Any) -> dict[str, Any]:
    """An entry of a notebook, as the API takes it."""
    values: dict[str, Any] = {
        "kind": "idea",
        "neighbourhood": PLACE,
        "place": "Marché du samedi",
        "consent": consent.CURRENT.version,
        "acted_on": today().isoformat(),
        "new_code": CODE,
        "title": "Un banc devant l’école",
        "body": "On attend debout à la sortie.",
    }
    if call is not None:
        values["call"] = call.slug
    return values | given


def form(call: Call | None = None, /, **given: Any) -> dict[str, Any]:
    """The same on a page."""
    apart = {"kind", "new_code"}
    return {name: value for name, value in entry(call).items() if name not in apart} | given
