"""What a village has of calls that end: one to be concluded, one whose text waits for its yes."""

from datetime import timedelta
from typing import Any

from beffroi.contributions.models import Call
from beffroi.contributions.proposals import NewConclusion
from beffroi.contributions.rules import Side
from beffroi.contributions.services import concluding
from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.core.clock import now, today
from beffroi.identity.models import Office, Person
from beffroi.identity.reference import HEARS_APPEALS
from tests.call_factories import make_speaker, make_whole_draft
from tests.factories import make_call
from tests.offices_factories import make_office

PARAMETERS = dict.fromkeys(("prepared_slug", "call_slug", "closed_slug", "joint_slug"), "slug")
WORDS: dict[str, Any] = {"decision": "Une place.", "reasons": "On y marche.", "taken": "Les bancs."}


def office_of(contract: str) -> str:
    """The office that the calls of the village say decides: that which hears appeals there."""
    slug = f"{contract}-{HEARS_APPEALS}"
    return (db.session().get(Office, slug) or make_office(slug, contract)).slug


def end_calls(people: dict[str, Person], call: Call) -> dict[str, Any]:
    """A draft, a closed consultation, a closed codecision with its text and who speaks."""
    contract = call.contract_slug
    joint = _closed("codecision", contract)
    make_speaker(joint, people["speaker"])
    text = NewConclusion(**WORDS, decided_on=today())
    concluding.conclude(SYSTEM, joint.slug, text, Side.INSTITUTION)
    return {
        "prepared_slug": make_whole_draft(contract, title="À venir").slug,
        "before_decision": (call.decided_by.date() - timedelta(days=1)).isoformat(),
        "decided_on": today().isoformat(),
        "closed_slug": _closed("consultation", contract).slug,
        "joint_slug": joint.slug,
    }


def _closed(level: str, contract: str) -> Call:
    return make_call(
        contract_slug=contract,
        level=level,
        opens_at=now() - timedelta(days=30),
        closes_at=now() - timedelta(days=1),
        deciding_office=office_of(contract),
    )
