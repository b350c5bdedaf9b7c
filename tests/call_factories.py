"""Calls on their way: a draft with all that its sheet asks, or without."""

from datetime import timedelta
from typing import Any

from beffroi.contributions.models import Call, CallSpeaker
from beffroi.contributions.rules import Period
from beffroi.contributions.services import preparing
from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.core.clock import now
from beffroi.identity.models import Person

SHEET: dict[str, Any] = {
    "question": "Que changer sur la place ?",
    "summary": "La place va être refaite.",
    "easy": "La place change. Donnez votre avis.",
    "for_whom": "Toutes les personnes du quartier.",
    "information": "Le plan est à la mairie.",
    "what_happens": "Tout est lu et reçoit une réponse.",
    "who_decides": "Le conseil municipal.",
    "level": "concertation",
}


def make_draft(title: str = "La place de demain", contract: str = "lens-lievin") -> Call:
    """A draft with its title only."""
    return preparing.start_call(SYSTEM, contract, title)


def make_whole_draft(contract: str = "lens-lievin", **given: Any) -> Call:
    """A draft that lacks nothing: open for thirty days from now, decided in sixty."""
    call = make_draft(contract=contract)
    decided = {"decided_by": now() + timedelta(days=60)}
    preparing.change_call(SYSTEM, call.slug, SHEET | decided | given)
    preparing.set_phases(SYSTEM, call.slug, [Period(now(), now() + timedelta(days=30))])
    return call


def make_speaker(call: Call, person: Person) -> None:
    """Somebody who speaks for the group."""
    db.session().add(CallSpeaker(call_id=call.id, person_id=person.id))
    db.session().flush()
