"""Calls made known: checked, written with their phases, their openings and closes to come."""

from flask import current_app
from sqlalchemy import delete, exists, insert, select

from beffroi.contributions import problems, rules
from beffroi.contributions.events import (
    CallClosed,
    CallDecisionDue,
    CallOpened,
    CallPhaseClosed,
    CallPhaseOpened,
)
from beffroi.contributions.models import Call, CallNeighbourhood, CallPhase
from beffroi.contributions.policies import ANNOUNCE_CALL
from beffroi.contributions.proposals import NewCall
from beffroi.contributions.rules import Act, Period
from beffroi.contributions.services.calls import all_places
from beffroi.contributions.services.phases import Periods, phases_of
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.territories import services as territories

SHEET = ("title", "question", "summary", "easy", "for_whom", "what_happens", "who_decides")


def announce_call(actor: Actor, new: NewCall) -> Call:
    """Make a call known at once, its clarity sheet filled: imports and the demo come this way."""
    scope = territories.scope_of(new.contract_slug, None)
    require(actor, ANNOUNCE_CALL, scope=scope)
    _check(new)
    apart = {"neighbourhood_slugs", "phases", "answer_days"}
    call = Call(**{name: value for name, value in vars(new).items() if name not in apart})
    call.answer_days = new.answer_days or usual_answer_days()
    db.session().add(call)
    db.session().flush()
    write_places(call, new.neighbourhood_slugs)
    write_phases(call, new.phases or (Period(call.opens_at, call.closes_at),))
    schedule(actor, call)
    return call


def usual_answer_days() -> int:
    """How long after its publication an idea is answered, when its call does not say."""
    days: int = current_app.extensions["beffroi_settings"].answer_days
    return days


def write_places(call: Call, slugs: tuple[str, ...]) -> None:
    """Where it is held, instead of what was said before; nothing for the whole contract."""
    db.session().execute(delete(CallNeighbourhood).where(CallNeighbourhood.call_id == call.id))
    rows = [{"call_id": call.id, "neighbourhood_slug": slug} for slug in dict.fromkeys(slugs)]
    if rows:
        db.session().execute(insert(CallNeighbourhood), rows)


def write_phases(call: Call, phases: Periods) -> None:
    """Its phases instead of those before; the call lasts from the first to the last."""
    db.session().execute(delete(CallPhase).where(CallPhase.call_id == call.id))
    if phases:
        call.opens_at, call.closes_at = rules.bounds(phases)
        rows = [_row(call, position, one) for position, one in enumerate(phases)]
        db.session().execute(insert(CallPhase), rows)


def schedule(actor: Actor, call: Call) -> None:
    """Each opening and each close is an event to come, and so is the day of the decision.

    What was planned before and moved since comes all the same: whoever hears it looks again.
    """
    record(CallOpened(call.id), by=actor, due_at=call.opens_at)
    record(CallClosed(call.id), by=actor, due_at=call.closes_at)
    if not call.imported:  # what was asked elsewhere was decided elsewhere
        due = CallDecisionDue(call.id, call.decided_by)
        record(due, by=actor, due_at=call.decided_by)
    for position, one in enumerate(phases_of(call.id)):
        opened = CallPhaseOpened(call.id, position, one.opens_at)
        record(opened, by=actor, due_at=one.opens_at)
        closed = CallPhaseClosed(call.id, position, one.closes_at)
        record(closed, by=actor, due_at=one.closes_at)


def _row(call: Call, position: int, one: Period) -> dict[str, object]:
    return {
        "call_id": call.id,
        "position": position,
        "title": one.title,
        "opens_at": one.opens_at,
        "closes_at": one.closes_at,
        "acts": [act.value for act in Act if act in one.acts],
    }


def _check(new: NewCall) -> None:
    blank = {name: problems.BLANK for name in SHEET if not getattr(new, name).strip()}
    problems.invalid(**blank)
    known = territories.contracts().get(new.contract_slug)
    strangers = set(new.neighbourhood_slugs) - set(all_places(new.contract_slug))
    taken = select(exists().where(Call.slug == new.slug))
    problems.invalid(
        slug=None if rules.is_slug(new.slug) else problems.BAD_SLUG,
        contract_slug=None if known else problems.UNKNOWN_CONTRACT,
        neighbourhood_slugs=problems.OUTSIDE_CALL if strangers else None,
        closes_at=problems.CLOSES_FIRST if new.closes_at <= new.opens_at else None,
        phases=None if all(map(rules.is_whole, new.phases)) else problems.BAD_PHASE,
        min_age=None if rules.is_age(new.min_age) else problems.BAD_AGE,
        max_age=None if rules.is_band(new.min_age, new.max_age) else problems.BAD_BAND,
        tone=None if rules.is_tone(new.tone, new.max_age) else problems.BAD_TONE,
        age_way=None if new.age_way in rules.AGE_WAYS else problems.BAD_AGE_WAY,
        residence=None if new.residence in rules.RESIDENCES else problems.BAD_RESIDENCE,
        answer_days=None if rules.is_delay(new.answer_days) else problems.BAD_DELAY,
    )
    problems.invalid(slug=problems.SLUG_TAKEN if db.session().scalar(taken) else None)
