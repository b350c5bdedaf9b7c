"""What becomes of a public idea: staff moves it, or an office answers, and says why."""

import uuid
from dataclasses import dataclass

from beffroi.contributions import problems, rules
from beffroi.contributions.events import IdeaMoved
from beffroi.contributions.models import Idea
from beffroi.contributions.policies import MOVE
from beffroi.contributions.rules import MAX_ANSWER, Stage, Visibility
from beffroi.contributions.services.publication import locked_idea
from beffroi.core.actor import Actor
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.problems import NotFound
from beffroi.core.text import is_clean, tidy
from beffroi.territories import services as territories


@dataclass(frozen=True, kw_only=True)
class Move:
    """Where an idea is brought and what is said of it."""

    stage: str
    answer: str
    structure_slug: str | None = None


def move_idea(
    actor: Actor, idea_id: uuid.UUID, stage: str, answer: str, structure_slug: str | None = None
) -> Idea:
    """Bring an idea to a stage with an answer to people; saying the same again changes nothing."""
    idea = public_idea(idea_id)
    scope = territories.scope_of(idea.contract_slug, idea.neighbourhood_slug)
    require(actor, MOVE, scope=scope)
    move = Move(stage=stage, answer=tidy(answer), structure_slug=structure_slug or None)
    bring(idea, move, by=actor)
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
    said = (idea.stage, idea.answer, idea.structure_slug)
    if said == (move.stage, move.answer, move.structure_slug):
        return False
    idea.stage, idea.answer, idea.structure_slug = move.stage, move.answer, move.structure_slug
    record(IdeaMoved(idea.id, move.stage), by=by)
    return True


def _check(idea: Idea, move: Move) -> None:
    stage = Stage(move.stage)
    if not rules.may_move(idea.stage, stage):
        raise problems.ImpossibleMove
    known = {structure.slug for structure in territories.structures_for(idea.contract_slug)}
    missing = rules.lacks_structure(stage, move.structure_slug)
    unknown = move.structure_slug is not None and move.structure_slug not in known
    problems.invalid(
        answer=_answer_fault(stage, move.answer),
        structure=problems.STRUCTURE_MISSING
        if missing
        else (problems.UNKNOWN_STRUCTURE if unknown else None),
    )


def _answer_fault(stage: Stage, answer: str) -> object:
    if rules.lacks_answer(stage, answer):
        return problems.ANSWER_MISSING
    if not is_clean(answer):
        return problems.UNSAFE
    return problems.ANSWER_TOO_LONG if len(answer) > MAX_ANSWER else None
