"""What becomes of a public idea: staff moves it, or an office answers, and says why."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from beffroi.contributions import problems, rules
from beffroi.contributions.events import IdeaForwarded, IdeaMoved
from beffroi.contributions.models import Idea, IdeaMove
from beffroi.contributions.policies import MOVE
from beffroi.contributions.rules import MAX_ANSWER, Destination, Stage, Visibility
from beffroi.contributions.services.publication import locked_idea
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now, today
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.problems import NotFound
from beffroi.core.text import is_blank, is_clean, tidy
from beffroi.territories import services as territories


@dataclass(frozen=True, kw_only=True)
class Move:
    """Where an idea is brought and what is said of it; `office_slug` when an office says it."""

    stage: str
    answer: str = ""
    structure_slug: str | None = None
    office_slug: str | None = None
    next_step: str = ""
    next_step_on: date | None = None


@dataclass(frozen=True)
class FollowUp:
    """What comes next, and by when."""

    next_step: str = ""
    next_step_on: date | None = None


NOTHING_SAID = FollowUp()


def move_idea(
    actor: Actor,
    idea_id: uuid.UUID,
    stage: str,
    answer: str,
    structure_slug: str | None = None,
    follow_up: FollowUp = NOTHING_SAID,
) -> Idea:
    """Bring an idea to a stage with an answer to people; saying the same again changes nothing."""
    idea = _idea_to_move(actor, idea_id)
    move = Move(stage=stage, answer=answer, structure_slug=structure_slug, **vars(follow_up))
    bring(idea, move, by=actor)
    return idea


def forward_idea(actor: Actor, idea_id: uuid.UUID, destination: str, words: str = "") -> Idea:
    """Propose that it become something else, once; what hears of it is the business of others.

    Whoever initiated it stays known: the event says who wrote it.
    """
    idea = _idea_to_move(actor, idea_id)
    there = Destination(destination).value
    done = select(IdeaMove.number).filter_by(idea_id=idea.id, forwarded_to=there)
    if db.session().scalar(done) is None:
        step = IdeaMove(stage=idea.stage, answer=tidy(words), forwarded_to=there)
        number = _write(idea, step)
        record(IdeaForwarded(idea.id, there, idea.author_id, number), by=actor)
    return idea


def public_idea(idea_id: uuid.UUID) -> Idea:
    """The row of a public idea, held to the end of the transaction."""
    idea = locked_idea(idea_id)
    if idea.visibility != Visibility.PUBLISHED:
        raise NotFound
    return idea


def bring(idea: Idea, move: Move, *, by: Actor) -> bool:
    """Carry a move out, whoever had the right to it; whether it changed anything."""
    _check(idea, move)
    step = IdeaMove(
        stage=move.stage,
        answer=tidy(move.answer),
        structure_slug=move.structure_slug or None,
        office_slug=move.office_slug,
        next_step=tidy(move.next_step),
        next_step_on=move.next_step_on,
    )
    if _says(step) == _said(idea):
        return False
    number = _write(idea, step)
    idea.stage, idea.answer, idea.structure_slug = step.stage, step.answer, step.structure_slug
    idea.office_slug = step.office_slug or idea.office_slug
    if step.stage in rules.ANSWERED:
        idea.answered_on = idea.answered_on or today()
    record(IdeaMoved(idea.id, step.stage, number), by=by)
    return True


def _idea_to_move(actor: Actor, idea_id: uuid.UUID) -> Idea:
    idea = public_idea(idea_id)
    scope = territories.scope_of(idea.contract_slug, idea.neighbourhood_slug)
    require(actor, MOVE, scope=scope)
    return idea


def _write(idea: Idea, step: IdeaMove) -> int:
    """Under the lock of the idea, so that numbers follow each other; it is news of it."""
    last = select(func.max(IdeaMove.number)).where(IdeaMove.idea_id == idea.id)
    step.idea_id, step.moved_at = idea.id, now()
    step.number = (db.session().scalar(last) or 0) + 1
    db.session().add(step)
    idea.last_news_on, idea.silence_told_on = today(), None
    db.session().flush()
    return step.number


def _said(idea: Idea) -> tuple[object, ...]:
    """What was last said at a stage; of what came in otherwise, what stands on the idea."""
    steps = select(IdeaMove).where(IdeaMove.idea_id == idea.id, IdeaMove.forwarded_to.is_(None))
    last = db.session().scalars(steps.order_by(IdeaMove.number.desc()).limit(1)).one_or_none()
    if last is not None:
        return _says(last)
    return (idea.stage, idea.answer, idea.structure_slug, "", None, None)


def _says(step: IdeaMove) -> tuple[object, ...]:
    said = (step.stage, step.answer, step.structure_slug)
    return (*said, step.next_step, step.next_step_on, step.office_slug)


def _check(idea: Idea, move: Move) -> None:
    stage = Stage(move.stage)
    if not rules.may_move(idea.stage, stage):
        raise problems.ImpossibleMove
    lacks_step = move.next_step_on is not None and is_blank(move.next_step)
    problems.invalid(
        answer=_answer_fault(stage, tidy(move.answer)),
        structure=_structure_fault(idea, stage, move.structure_slug or None),
        next_step=problems.NEXT_STEP_MISSING if lacks_step else None,
    )


def _structure_fault(idea: Idea, stage: Stage, slug: str | None) -> object:
    if rules.lacks_structure(stage, slug):
        return problems.STRUCTURE_MISSING
    known = {structure.slug for structure in territories.structures_for(idea.contract_slug)}
    return problems.UNKNOWN_STRUCTURE if slug is not None and slug not in known else None


def _answer_fault(stage: Stage, answer: str) -> object:
    if rules.lacks_answer(stage, answer):
        return problems.ANSWER_MISSING
    if not is_clean(answer):
        return problems.UNSAFE
    return problems.ANSWER_TOO_LONG if len(answer) > MAX_ANSWER else None
