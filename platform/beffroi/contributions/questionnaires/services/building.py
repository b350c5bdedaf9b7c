"""Building a questionnaire: begun, described, asked, put out, withdrawn; frozen once answered."""

import uuid

from sqlalchemy import func, select

from beffroi.contributions.models import Call
from beffroi.contributions.question_words import definition_faults
from beffroi.contributions.questionnaires import problems
from beffroi.contributions.questionnaires.events import (
    QuestionnaireAdded,
    QuestionnairePublished,
    QuestionnaireRemoved,
    QuestionnaireRevised,
    QuestionnaireWithdrawn,
)
from beffroi.contributions.questionnaires.models import Questionnaire
from beffroi.contributions.questionnaires.policies import BUILD
from beffroi.contributions.questionnaires.proposals import Description
from beffroi.contributions.questionnaires.services.reading import found, locked
from beffroi.contributions.questionnaires.services.visibility import builds_for, is_out
from beffroi.contributions.rules.questions import Definition, as_json, from_json
from beffroi.contributions.services.calls import called
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.ids import new_id
from beffroi.core.policy import require
from beffroi.core.problems import Invalid, NotFound
from beffroi.territories.services import scope_of


def add_questionnaire(actor: Actor, call_slug: str, described: Description) -> Questionnaire:
    """Begin one for a call, the last in its order; nobody else sees it yet."""
    call = called(call_slug, actor)
    require(actor, BUILD, scope=scope_of(call.contract_slug))
    _check_description(described)
    last = select(func.max(Questionnaire.position)).where(Questionnaire.call_id == call.id)
    row = Questionnaire(
        id=new_id(),
        call_id=call.id,
        position=(db.session().scalar(last) or 0) + 1,
        definition=as_json(Definition()),
        version=1,
        created_at=now(),
        **vars(described),
    )
    db.session().add(row)
    record(QuestionnaireAdded(row.id, call.id), by=actor)
    return row


def describe(actor: Actor, questionnaire_id: uuid.UUID, described: Description) -> Questionnaire:
    """Change its title, its words, when its results are public; saying the same changes nothing."""
    row = _held(actor, questionnaire_id)
    if row.frozen_at is not None and row.is_anonymous != described.is_anonymous:
        raise problems.QuestionnaireFrozen
    _check_description(described)
    if vars(described) == {name: getattr(row, name) for name in vars(described)}:
        return row
    if row.is_anonymous != described.is_anonymous:
        row.version += 1  # whoever is answering is told again whether their name is kept
    for name, value in vars(described).items():
        setattr(row, name, value)
    record(QuestionnaireRevised(row.id, row.version), by=actor)
    return row


def ask(
    actor: Actor, questionnaire_id: uuid.UUID, definition: Definition, seen_version: int
) -> Questionnaire:
    """Give it these questions, if they are still those that were seen and nobody has answered."""
    row = _thawed(actor, questionnaire_id)
    if row.version != seen_version:
        raise problems.QuestionsChanged
    _check(definition, may_be_empty=row.published_at is None)
    asked = as_json(definition)
    if asked != row.definition:
        row.definition, row.version = asked, row.version + 1
        record(QuestionnaireRevised(row.id, row.version), by=actor)
    return row


def publish(actor: Actor, questionnaire_id: uuid.UUID) -> Questionnaire:
    """Put it out; again changes nothing."""
    row = _held(actor, questionnaire_id)
    _check(from_json(row.definition))
    if row.published_at is None:
        row.published_at = now()
        record(QuestionnairePublished(row.id), by=actor)
    return row


def withdraw(actor: Actor, questionnaire_id: uuid.UUID) -> Questionnaire:
    """Take it out of sight, while nobody has answered."""
    row = _thawed(actor, questionnaire_id)
    if row.published_at is not None:
        row.published_at = None
        record(QuestionnaireWithdrawn(row.id), by=actor)
    return row


def remove(actor: Actor, questionnaire_id: uuid.UUID) -> str:
    """Have it be no more, while nobody has answered; returns the slug of its call."""
    row = _thawed(actor, questionnaire_id)
    call = db.session().get_one(Call, row.call_id)
    db.session().delete(row)
    record(QuestionnaireRemoved(row.id), by=actor)
    return call.slug


def _check_description(described: Description) -> None:
    is_live = described.is_anonymous and described.results_shown == "always"
    if is_live:
        raise Invalid(errors={"results_shown": [problems.BAD_ANONYMOUS]})


def _check(definition: Definition, *, may_be_empty: bool = False) -> None:
    if may_be_empty and not definition.questions:
        return
    wrong = definition_faults(definition)
    if wrong:
        raise Invalid(errors=wrong)


def _thawed(actor: Actor, questionnaire_id: uuid.UUID) -> Questionnaire:
    row = _held(actor, questionnaire_id)
    if row.frozen_at is not None:
        raise problems.QuestionnaireFrozen
    return row


def _held(actor: Actor, questionnaire_id: uuid.UUID) -> Questionnaire:
    """The row, held; a draft of a call of others does not exist for whoever asks."""
    row, call = found(questionnaire_id)
    if not is_out(row, call) and not builds_for(actor, call):
        raise NotFound(problems.UNKNOWN)
    require(actor, BUILD, scope=scope_of(call.contract_slug))
    return locked(questionnaire_id)
