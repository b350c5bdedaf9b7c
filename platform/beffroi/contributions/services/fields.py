"""What a call asks beside the text of an idea: changed until the first one, read, kept, told."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import and_, exists, select

from beffroi.contributions import problems
from beffroi.contributions.events import CallFieldsChanged
from beffroi.contributions.models import Call, CallFields, Idea, IdeaFields
from beffroi.contributions.policies import SHAPE_FORM
from beffroi.contributions.question_words import definition_faults, wrong_in_words
from beffroi.contributions.rules.differences import difference, exchange
from beffroi.contributions.rules.questions import (
    FIELD_KINDS,
    TEXT_KINDS,
    Definition,
    Question,
    as_json,
    from_json,
    read,
)
from beffroi.contributions.services.calls import called
from beffroi.contributions.views.fields import FieldAnswer, FieldChange, FieldsView
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.problems import Invalid
from beffroi.territories.services import scope_of

NAME = "fields"
EMPTY = Definition()
MOST = 10  # a form of three steps stays one


def fields_of(call_slug: str, preparing: Actor | None = None) -> FieldsView:
    """The questions of a call, and whether they may still change; of a draft for its staff."""
    call = called(call_slug, preparing)
    row = db.session().get(CallFields, call.id, populate_existing=True)
    definition = from_json(row.definition) if row else EMPTY
    return FieldsView(call.slug, definition, row.version if row else 0, _is_frozen(call.id))


def change_fields(
    actor: Actor, call_slug: str, definition: Definition, seen_version: int
) -> FieldsView:
    """Have the form of a call ask these, while nobody has contributed to it."""
    call = called(call_slug, actor)
    require(actor, SHAPE_FORM, scope=scope_of(call.contract_slug))
    row = _held(call.id)
    if _is_frozen(call.id):
        raise problems.FieldsFrozen
    if (row.version if row else 0) != seen_version:
        raise problems.FieldsChanged
    _check(definition)
    asked = as_json(definition)
    if row is None:
        row = CallFields(call_id=call.id, definition=as_json(EMPTY), version=0)
        db.session().add(row)
    if asked != row.definition:
        row.definition, row.version = asked, row.version + 1
        record(CallFieldsChanged(call.id, row.version), by=actor)
    db.session().flush()
    return FieldsView(call.slug, definition, row.version, False)


def asked_by(call_id: uuid.UUID) -> Definition:
    """The questions of a call; none for most."""
    stored = db.session().scalar(select(CallFields.definition).filter_by(call_id=call_id))
    return from_json(stored) if stored else EMPTY


def asked_by_each(call_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Definition]:
    """The same of several calls, those that ask nothing left out; one statement."""
    ids = list(call_ids)
    wanted = select(CallFields.call_id, CallFields.definition).where(CallFields.call_id.in_(ids))
    found = {row.call_id: from_json(row.definition) for row in db.session().execute(wanted)}
    return {call_id: asked for call_id, asked in found.items() if asked.questions}


def asked_of(idea_id: uuid.UUID) -> Definition:
    """The questions that the call of this idea asks."""
    wanted = select(CallFields.definition).join(Idea, Idea.call_id == CallFields.call_id)
    stored = db.session().scalar(wanted.where(Idea.id == idea_id))
    return from_json(stored) if stored else EMPTY


def checked_fields(
    call_id: uuid.UUID, given: Mapping[str, Any], *, is_whole: bool = True
) -> dict[str, Any]:
    """The answers as they are kept; raises Invalid by field. The questions stay until the commit.

    With `is_whole` false nothing must be answered: on a paper, and in an import, it may be missing.
    """
    stored = select(CallFields.definition).filter_by(call_id=call_id)
    definition = db.session().scalar(stored.with_for_update(read=True))
    reading = read(from_json(definition) if definition else EMPTY, given)
    wrong = {
        f"{NAME}.{name}": [wrong_in_words(one)]
        for name, one in reading.wrong.items()
        if is_whole or one.code != "required"
    }
    if wrong:
        raise Invalid(errors=wrong)
    return reading.answers


def keep_fields(idea: Idea, answers: Mapping[str, Any]) -> None:
    """Keep what was answered with the text that stands now."""
    if answers:
        db.session().flush()
        kept = IdeaFields(idea_id=idea.id, version=idea.version, answers=dict(answers))
        db.session().add(kept)


def answers_with(idea_id: uuid.UUID) -> dict[str, Any]:
    """What was answered with the text of an idea as it stands."""
    stored = db.session().scalar(_of_today(IdeaFields.answers).where(Idea.id == idea_id))
    return dict(stored or {})


def fields_asked() -> tuple[Any, Any]:
    """SQL for what an idea answered and what its call asks, read with the idea itself."""
    stands = (IdeaFields.idea_id == Idea.id) & (IdeaFields.version == Idea.version)
    answers = select(IdeaFields.answers).where(stands).correlate(Idea).scalar_subquery()
    asked = select(CallFields.definition).where(CallFields.call_id == Idea.call_id)
    definition = asked.correlate(Idea).scalar_subquery()
    return answers.label("field_answers"), definition.label("field_definition")


def told_fields(idea_id: uuid.UUID) -> tuple[FieldAnswer, ...]:
    """The same in words, question by question; one statement."""
    row = db.session().execute(select(*fields_asked()).where(Idea.id == idea_id)).one_or_none()
    return fields_in(row) if row else ()


def fields_in(row: Any) -> tuple[FieldAnswer, ...]:
    """Of a row that was read with `fields_asked`."""
    if not row.field_answers or not row.field_definition:
        return ()
    return tuple(in_words(from_json(row.field_definition), row.field_answers))


def in_words(definition: Definition, answers: Mapping[str, Any]) -> Iterable[FieldAnswer]:
    """Each question that was answered, and the answer as one reads it."""
    for question in definition.questions:
        if question.id in answers:
            text = _text(question, answers[question.id])
            yield FieldAnswer(
                question.id, question.label, answers[question.id], text, question.kind in TEXT_KINDS
            )


def changes_in(definition: Any, before: Any, after: Any) -> tuple[FieldChange, ...]:
    """Each question that was answered with either of two versions; all three are as stored."""
    if not definition or not (before or after):
        return ()
    asked = from_json(definition)
    old, new = (
        {one.question: one.text for one in in_words(asked, a or {})} for a in (before, after)
    )
    return tuple(
        _change(one, old.get(one.id), new.get(one.id))
        for one in asked.questions
        if one.id in old or one.id in new
    )


def _change(question: Question, before: str | None, after: str | None) -> FieldChange:
    is_written = question.kind in TEXT_KINDS
    pieces = (difference if is_written else exchange)(before or "", after or "")
    return FieldChange(question.id, question.label, before, after, pieces, is_written)


def _of_today(*columns: Any) -> Any:
    """Joined to the version that stands, and to the questions of its call."""
    stands = and_(IdeaFields.idea_id == Idea.id, IdeaFields.version == Idea.version)
    joined = select(*columns).select_from(Idea).join(IdeaFields, stands)
    return joined.join(CallFields, CallFields.call_id == Idea.call_id)


def _text(question: Question, answer: Any) -> str:
    labels = {option.id: option.label for option in question.options}
    chosen = answer if isinstance(answer, list) else [answer]
    return ", ".join(str(labels.get(one, one)) for one in chosen)


def _check(definition: Definition) -> None:
    if not definition.questions:
        return
    wrong = definition_faults(definition, FIELD_KINDS)
    if len(definition.questions) > MOST:
        wrong.setdefault("questions", []).append(problems.TOO_MANY_FIELDS)
    if definition.has_branches:
        wrong.setdefault("questions", []).append(problems.NO_BRANCHES)
    if wrong:
        raise Invalid(errors=wrong)


def _held(call_id: uuid.UUID) -> CallFields | None:
    """The row, and its call, held: an idea that is being sent is waited for."""
    db.session().execute(select(Call.id).filter_by(id=call_id).with_for_update())
    wanted = select(CallFields).filter_by(call_id=call_id).with_for_update()
    fresh = wanted.execution_options(populate_existing=True)
    return db.session().scalars(fresh).one_or_none()


def _is_frozen(call_id: uuid.UUID) -> bool:
    return bool(db.session().scalar(select(exists().where(Idea.call_id == call_id))))
