"""What becomes of a public idea: staff moves it, and says why."""

import uuid

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


def move_idea(
    actor: Actor, idea_id: uuid.UUID, stage: str, answer: str, structure_slug: str | None = None
) -> Idea:
    """Bring an idea to a stage with an answer to people; saying the same again changes nothing."""
    idea = locked_idea(idea_id)
    if idea.visibility != Visibility.PUBLISHED:
        raise NotFound
    scope = territories.scope_of(idea.contract_slug, idea.neighbourhood_slug)
    require(actor, MOVE, scope=scope)
    answer, structure_slug = tidy(answer), structure_slug or None
    _check(idea, Stage(stage), answer, structure_slug)
    said = (idea.stage, idea.answer, idea.structure_slug)
    if said != (stage, answer, structure_slug):
        idea.stage, idea.answer, idea.structure_slug = stage, answer, structure_slug
        record(IdeaMoved(idea.id, stage), by=actor)
    return idea


def _check(idea: Idea, stage: Stage, answer: str, structure_slug: str | None) -> None:
    if not rules.may_move(idea.stage, stage):
        raise problems.ImpossibleMove
    known = {structure.slug for structure in territories.structures_for(idea.contract_slug)}
    missing = rules.lacks_structure(stage, structure_slug)
    unknown = structure_slug is not None and structure_slug not in known
    problems.invalid(
        answer=_answer_fault(stage, answer),
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
