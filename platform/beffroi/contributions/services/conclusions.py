"""How calls ended, read; and what must be done before one is concluded."""

import uuid

from sqlalchemy import ColumnElement, func, or_, select

from beffroi.contributions import problems, rules
from beffroi.contributions.models import Call, CallAgreement, CallConclusion, Idea
from beffroi.contributions.rules import ANSWERED, Obstacle, Phase, Side
from beffroi.contributions.services.calls import called, phase_of
from beffroi.contributions.services.sides import require_side, side_of
from beffroi.contributions.views import AgreementView, ConclusionView, UnansweredIdea
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.problems import NotFound

SHOWN = 20  # ideas without an answer that the desk names at once


def conclusion_of(actor: Actor, slug: str) -> ConclusionView:
    """The conclusion of a call; while it is not final, for the two sides only."""
    call = called(slug)
    kept = db.session().get(CallConclusion, call.id)
    if kept is None or (kept.state != "final" and side_of(actor, call) is None):
        raise NotFound(problems.NO_TEXT)
    return _view(kept)


def text_for(actor: Actor, slug: str, side: Side) -> tuple[Call, ConclusionView | None]:
    """The call and its text as it stands, for whoever is of this side."""
    call = called(slug)
    require_side(actor, call, side)
    kept = db.session().get(CallConclusion, call.id)
    return call, _view(kept) if kept else None


def final_conclusion(call_id: uuid.UUID) -> ConclusionView | None:
    """The conclusion as everybody reads it; one statement."""
    wanted = select(CallConclusion).filter_by(call_id=call_id, state="final")
    kept = db.session().scalars(wanted).one_or_none()
    return _view(kept, with_sides=False) if kept else None


def unanswered_count(call_id: uuid.UUID) -> int:
    """How many ideas are public without an answer, or still wait to be read."""
    return db.session().scalar(select(func.count()).where(*_unanswered(call_id))) or 0


def unanswered_ideas(call_id: uuid.UUID) -> list[UnansweredIdea]:
    """The first of them, the oldest in front."""
    wanted = select(Idea.id, Idea.title).where(*_unanswered(call_id)).order_by(Idea.id)
    return [UnansweredIdea(*row) for row in db.session().execute(wanted.limit(SHOWN))]


def obstacles_of(call: Call) -> list[Obstacle]:
    """What must be done before the call is concluded."""
    level = rules.LEVELS[call.level]
    unanswered = unanswered_count(call.id) if level.answers_each else 0
    is_over = phase_of(call) == Phase.CLOSED
    return level.obstacles(is_over=is_over, unanswered=unanswered)


def _unanswered(call_id: uuid.UUID) -> tuple[ColumnElement[bool], ...]:
    public = (Idea.visibility == "published") & Idea.stage.not_in([one.value for one in ANSWERED])
    return Idea.call_id == call_id, or_(public, Idea.visibility == "waiting")


def _view(kept: CallConclusion, *, with_sides: bool = True) -> ConclusionView:
    rows = select(CallAgreement.side, CallAgreement.agreed_at).filter_by(
        call_id=kept.call_id, version=kept.version
    )
    sides = db.session().execute(rows.order_by(CallAgreement.side)) if with_sides else ()
    return ConclusionView(
        version=kept.version,
        decision=kept.decision,
        reasons=kept.reasons,
        taken=kept.taken,
        decided_on=kept.decided_on,
        is_final=kept.state == "final",
        concluded_at=kept.concluded_at,
        agreements=tuple(AgreementView(*row) for row in sides),
    )
