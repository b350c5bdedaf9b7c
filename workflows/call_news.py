"""Brings the news of a call to those who took part, some at a time, and to its speakers."""

import uuid

from sqlalchemy import select

from beffroi.contributions.events import (
    CallConcluded,
    CallDecisionDue,
    CallNewsOwed,
    CallProlonged,
    CallPublished,
    CallSpeakerNamed,
    CallTextProposed,
)
from beffroi.contributions.models import Call, CallChange, CallConclusion, CallSpeaker
from beffroi.contributions.services.conclusions import final_conclusion
from beffroi.contributions.services.participants import participants
from beffroi.core import db
from beffroi.core.actor import SYSTEM, Role
from beffroi.core.events import record
from beffroi.identity.services.grants import holders_of_role
from beffroi.notifications.services import tell
from beffroi.territories.services import scope_of
from workflows.once import handles, occurrence

AT_ONCE = 200  # messages of one transaction
PATIENCE = {"max_retries": 8, "min_backoff": 1_000, "max_backoff": 300_000, "time_limit": 120_000}


@handles(**PATIENCE)
def of_prolongation(event: CallProlonged) -> None:
    """Whoever took part may want to say more, or to know that nothing is over yet."""
    record(CallNewsOwed(event.call_id, "call_prolonged", event.change_id), by=SYSTEM)


@handles(**PATIENCE)
def tell_some(event: CallNewsOwed) -> None:
    """The next ones; the rest by an event of their own, so that a crash loses and doubles none."""
    call = db.session().get(Call, event.call_id)
    if call is None:
        return
    facts = {"title": call.title} | _of_change(event.change_id) | _of_conclusion(call, event.news)
    reached = participants(call.id, event.after, AT_ONCE)
    for person_id in reached:
        tell(person_id, event.news, facts, f"/appels/{call.slug}", occurrence().event_id)
    if len(reached) == AT_ONCE:
        following = CallNewsOwed(call.id, event.news, event.change_id, reached[-1])
        record(following, by=SYSTEM)


@handles(**PATIENCE)
def of_publication(event: CallPublished) -> None:
    """Those who speak for the group learn it now: before, the call could still be dropped."""
    for person_id in _speakers(event.call_id):
        _tell_speaker(event.call_id, person_id)


@handles(**PATIENCE)
def of_speaker(event: CallSpeakerNamed) -> None:
    """Named once the call is public already."""
    call = db.session().get(Call, event.call_id)
    if call is not None and call.state == "published":
        _tell_speaker(event.call_id, event.person_id)


@handles(**PATIENCE)
def of_conclusion(event: CallConcluded) -> None:
    """The decision and its reasons come back to each who gave something."""
    record(CallNewsOwed(event.call_id, "call_concluded"), by=SYSTEM)


@handles(**PATIENCE)
def of_text(event: CallTextProposed) -> None:
    """Both sides: whoever speaks for the group, and the staff of the place; each at their page."""
    call = db.session().get_one(Call, event.call_id)
    facts = {"title": call.title}
    for person_id in _speakers(call.id):
        link = f"/appels/{call.slug}/texte-commun"
        tell(person_id, "call_text_to_agree", facts, link, occurrence().event_id)
    for person in holders_of_role(Role.STAFF, scope_of(call.contract_slug)):
        link = f"/administration/appels/{call.slug}/conclusion"
        tell(person.id, "call_text_to_agree", facts, link, occurrence().event_id)


@handles(**PATIENCE)
def of_decision_due(event: CallDecisionDue) -> None:
    """The day came without a decision, and it is still the day that was promised."""
    call = db.session().get(Call, event.call_id)
    if call is None or call.decided_by != event.decided_by or final_conclusion(call.id):
        return
    for person in holders_of_role(Role.STAFF, scope_of(call.contract_slug)):
        link = f"/administration/appels/{call.slug}/conclusion"
        tell(person.id, "call_overdue", {"title": call.title}, link, occurrence().event_id)


def _speakers(call_id: uuid.UUID) -> list[uuid.UUID]:
    named = select(CallSpeaker.person_id).where(CallSpeaker.call_id == call_id)
    return list(db.session().scalars(named.order_by(CallSpeaker.person_id)))


def _of_conclusion(call: Call, news: str) -> dict[str, str]:
    kept = db.session().get(CallConclusion, call.id) if news == "call_concluded" else None
    words = {"level": call.level, "words": f"{kept.decision}\n\n{kept.reasons}"} if kept else {}
    return words


def _tell_speaker(call_id: uuid.UUID, person_id: uuid.UUID) -> None:
    call = db.session().get_one(Call, call_id)
    facts = {"title": call.title}
    tell(person_id, "call_speaker", facts, f"/appels/{call.slug}", occurrence().event_id)


def _of_change(change_id: uuid.UUID | None) -> dict[str, str]:
    change = db.session().get(CallChange, change_id) if change_id else None
    return {"closes_at": change.after, "words": change.reason} if change else {}
