"""What may still change of a call once people gave something: a later close, a misprint."""

import uuid
from datetime import datetime

from sqlalchemy import select, update

from beffroi.contributions import problems, rules
from beffroi.contributions.events import (
    CallClosed,
    CallCorrected,
    CallFrozen,
    CallPhaseClosed,
    CallProlonged,
)
from beffroi.contributions.models import Call, CallChange, CallPhase
from beffroi.contributions.services.phases import phases_of
from beffroi.contributions.services.preparing import locked_call
from beffroi.contributions.services.texts import reason_text, sheet_text
from beffroi.contributions.views import ChangeView
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.ids import new_id
from beffroi.core.problems import NotFound

_COLUMNS = (
    CallChange.kind,
    CallChange.what,
    CallChange.before,
    CallChange.after,
    CallChange.reason,
    CallChange.changed_at,
)


def freeze(call: Call, *, by: Actor | None) -> Call:
    """The first contribution is coming: the call as it is from now on.

    The row is held only that once. Whoever prepares the call holds it too, so one waits for the
    other, and what is given is given to what was read. Nobody is named, `by` None, where the
    journal must not say who gave something.
    """
    if call.frozen_at is not None:
        return call
    held = select(Call).where(Call.id == call.id).with_for_update()
    call = db.session().scalars(held.execution_options(populate_existing=True)).one()
    if call.frozen_at is None:
        call.frozen_at = now()
        if by is not None:
            record(CallFrozen(call.id), by=by)
    return call


def prolong_phase(
    actor: Actor, slug: str, position: int, closes_at: datetime, reason: str
) -> CallChange:
    """Close a phase later, before it is over and before the day promised for the decision."""
    call = locked_call(actor, slug)
    if call.state != "published" or not 0 <= position < len(phases := phases_of(call.id)):
        raise NotFound(problems.UNKNOWN_CALL)
    before = phases[position].closes_at
    if before <= now():
        raise problems.PhaseOver
    is_late = closes_at >= call.decided_by
    problems.invalid(
        closes_on=problems.NOT_LATER
        if closes_at <= before
        else (problems.AFTER_DECISION if is_late else None)
    )
    change = _note(call, "prolonged", "phase", before.isoformat(), closes_at.isoformat(), reason)
    _close_later(actor, call, position, closes_at)
    record(CallProlonged(call.id, change.id, position, closes_at), by=actor)
    return change


def correct_call(actor: Actor, slug: str, what: str, text: str, reason: str) -> CallChange:
    """Put a misprint right: the text before stays readable, with the day and the reason."""
    call = locked_call(actor, slug)
    if call.state != "published":
        raise NotFound(problems.UNKNOWN_CALL)
    before, after = getattr(call, what), sheet_text(what, text)
    problems.invalid(
        text=problems.BLANK if not after else (problems.SAME_TEXT if after == before else None)
    )
    change = _note(call, "corrected", what, before, after, reason)
    setattr(call, what, after)
    record(CallCorrected(call.id, change.id, what), by=actor)
    return change


def changes_of(call_id: uuid.UUID) -> list[ChangeView]:
    """What was changed since the first contribution, the last first; public."""
    wanted = select(*_COLUMNS).where(CallChange.call_id == call_id).order_by(CallChange.id.desc())
    return [ChangeView(*row) for row in db.session().execute(wanted)]


def _note(call: Call, kind: str, what: str, before: str, after: str, reason: str) -> CallChange:
    change = CallChange(
        id=new_id(),
        call_id=call.id,
        kind=kind,
        what=what,
        before=before,
        after=after,
        reason=reason_text(reason),
        changed_at=now(),
    )
    db.session().add(change)
    return change


def _close_later(actor: Actor, call: Call, position: int, closes_at: datetime) -> None:
    here = (CallPhase.call_id == call.id) & (CallPhase.position == position)
    moved = update(CallPhase).where(here).values(closes_at=closes_at)
    db.session().execute(moved, execution_options={"synchronize_session": False})
    record(CallPhaseClosed(call.id, position, closes_at), by=actor, due_at=closes_at)
    close = rules.bounds(phases_of(call.id))[1]
    if close != call.closes_at:
        call.closes_at = close
        record(CallClosed(call.id), by=actor, due_at=close)
