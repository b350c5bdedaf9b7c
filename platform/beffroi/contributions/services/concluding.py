"""How a call ends, by its level: the decision is published, or a text is agreed by both sides."""

import uuid
from typing import Any

from sqlalchemy import delete, select

from beffroi.contributions import problems, rules
from beffroi.contributions.events import CallConcluded, CallTextAgreed, CallTextProposed
from beffroi.contributions.models import Call, CallAgreement, CallConclusion
from beffroi.contributions.proposals import NewConclusion
from beffroi.contributions.rules import Agreement, Level, Obstacle, Side
from beffroi.contributions.services.conclusions import obstacles_of
from beffroi.contributions.services.sides import require_side
from beffroi.contributions.services.texts import conclusion_text
from beffroi.contributions.services.visibility import visible_calls
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import PARIS, now, today
from beffroi.core.events import record
from beffroi.core.problems import NotFound


def conclude(actor: Actor, slug: str, new: NewConclusion, side: Side) -> CallConclusion:
    """Say what was decided, why, and what was taken from what people gave.

    It is final at once where the institution decides alone. A joint text is final when both sides
    have agreed to the same words: any change of them voids what was agreed.
    """
    call, level = _held(slug)
    require_side(actor, call, side)
    _require_ready(call)
    words: dict[str, Any] = conclusion_text(new.decision, new.reasons, new.taken)
    words["decided_on"] = new.decided_on
    _check_day(call, new)
    kept = db.session().get(CallConclusion, call.id, populate_existing=True)
    if kept is not None and words == {name: getattr(kept, name) for name in words}:
        return kept
    if kept is not None and kept.state == "final":
        raise problems.AlreadyConcluded
    if (kept.version if kept else 0) != new.seen_version:
        raise problems.StaleText
    return _write(actor, level, kept or CallConclusion(call_id=call.id, version=0), words)


def agree(actor: Actor, slug: str, seen_version: int, side: Side) -> CallConclusion:
    """Say yes to the joint text as it was read, for one's side; final once both have."""
    call, level = _held(slug)
    require_side(actor, call, side)
    kept = db.session().get(CallConclusion, call.id, populate_existing=True)
    if kept is None or not level.is_joint:
        raise NotFound(problems.NO_TEXT)
    if kept.version != seen_version:
        raise problems.StaleText
    given = _agreements(call.id)
    if kept.state == "final" or (side in given and given[side].version == kept.version):
        return kept
    if any(actor.person_id == one.person_id for other, one in given.items() if other != side):
        raise problems.OnePersonOneSide
    _say_yes(actor, kept, side)
    if rules.is_agreed(level, kept.version, _agreements(call.id)):
        _finish(actor, kept, level)
    return kept


def _held(slug: str) -> tuple[Call, Level]:
    """The call, held: of two that write at once, one waits for the other."""
    wanted = select(Call).where(Call.slug == slug, visible_calls()).with_for_update(of=Call)
    fresh = wanted.execution_options(populate_existing=True)
    call = db.session().scalars(fresh).one_or_none() if rules.is_slug(slug) else None
    if call is None:
        raise NotFound(problems.UNKNOWN_CALL)
    return call, rules.LEVELS[call.level]


def _require_ready(call: Call) -> None:
    found = obstacles_of(call)
    if Obstacle.STILL_OPEN in found:
        raise problems.CallStillOpen
    if Obstacle.UNANSWERED in found:
        raise problems.IdeasUnanswered


def _check_day(call: Call, new: NewConclusion) -> None:
    closed_on = call.closes_at.astimezone(PARIS).date()
    problems.invalid(
        decided_on=problems.DECIDED_BEFORE
        if new.decided_on < closed_on
        else (problems.DECIDED_LATER if new.decided_on > today() else None)
    )


def _write(
    actor: Actor, level: Level, kept: CallConclusion, words: dict[str, Any]
) -> CallConclusion:
    for name, value in words.items():
        setattr(kept, name, value)
    kept.version, kept.written_at, kept.state = kept.version + 1, now(), "proposed"
    db.session().add(kept)
    db.session().flush()
    db.session().execute(delete(CallAgreement).where(CallAgreement.call_id == kept.call_id))
    if level.is_joint:
        record(CallTextProposed(kept.call_id, kept.version), by=actor)
    else:
        _finish(actor, kept, level)
    return kept


def _say_yes(actor: Actor, kept: CallConclusion, side: Side) -> None:
    mine = (CallAgreement.call_id == kept.call_id) & (CallAgreement.side == side.value)
    db.session().execute(delete(CallAgreement).where(mine))
    yes = CallAgreement(
        call_id=kept.call_id,
        side=side.value,
        person_id=actor.person_id,
        version=kept.version,
        agreed_at=now(),
    )
    db.session().add(yes)
    db.session().flush()
    record(CallTextAgreed(kept.call_id, kept.version, side.value), by=actor)


def _finish(actor: Actor, kept: CallConclusion, level: Level) -> None:
    kept.state, kept.concluded_at = "final", now()
    record(CallConcluded(kept.call_id, level.code), by=actor)


def _agreements(call_id: uuid.UUID) -> dict[Side, Agreement]:
    columns = select(CallAgreement.side, CallAgreement.version, CallAgreement.person_id)
    rows = db.session().execute(columns.where(CallAgreement.call_id == call_id))
    return {Side(row.side): Agreement(row.version, row.person_id) for row in rows}
