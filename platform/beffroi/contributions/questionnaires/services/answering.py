"""Answering: read against the questions, then kept under a name or without one, once."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import or_
from sqlalchemy.dialects import postgresql, sqlite

from beffroi.contributions.models import Call
from beffroi.contributions.question_words import wrong_in_words
from beffroi.contributions.questionnaires import problems
from beffroi.contributions.questionnaires.events import SheetReceived, SheetWithdrawn
from beffroi.contributions.questionnaires.models import AnswerRoll, AnswerSheet, Questionnaire
from beffroi.contributions.questionnaires.policies import ANSWER
from beffroi.contributions.questionnaires.services.openness import takes_answers
from beffroi.contributions.questionnaires.services.reading import found, locked, sheet_of
from beffroi.contributions.questionnaires.services.visibility import is_out
from beffroi.contributions.questionnaires.views import Receipt
from beffroi.contributions.rules import Act
from beffroi.contributions.rules.questions import from_json, read
from beffroi.contributions.services.changing import freeze
from beffroi.contributions.services.requirements import still_missing
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now, today
from beffroi.core.events import record
from beffroi.core.ids import random_id
from beffroi.core.policy import require
from beffroi.core.problems import Invalid, NotFound, ProofRequired
from beffroi.identity.rules.proofs import Missing
from beffroi.territories.services import scope_of

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
NAME = "answers"


def answer(
    actor: Actor, questionnaire_id: uuid.UUID, given: Mapping[str, Any], seen_version: int
) -> Receipt:
    """Keep what was answered to the questions that were asked; sent again, it is kept once.

    Under a name it takes the place of what the person had answered. Without a name the first
    answer stands: nothing says which one it is.
    """
    require(actor, ANSWER)
    row, call = _open(actor, questionnaire_id)
    if row.version != seen_version:
        raise problems.QuestionsChanged
    answers = _read(row, given)
    missing = still_missing(actor, call, Act.ANSWER)  # from here on the person's row is held
    row.frozen_at = row.frozen_at or now()
    freeze(call, by=None if row.is_anonymous else actor)
    keep = _without_name if row.is_anonymous else _under_name
    return keep(actor, row, answers, missing)


def take_back(actor: Actor, questionnaire_id: uuid.UUID) -> None:
    """Take one's answers back while the questionnaire is open; twice is as once."""
    require(actor, ANSWER)
    row, _call = _open(actor, questionnaire_id)
    if row.is_anonymous:
        raise problems.AnswersHaveNoName
    sheet = sheet_of(row.id, _person(actor))
    if sheet is not None:
        db.session().delete(sheet)
        record(SheetWithdrawn(row.id, sheet.id), by=actor)


def _open(actor: Actor, questionnaire_id: uuid.UUID) -> tuple[Questionnaire, Call]:
    """The row, held while nobody has answered yet: its questions may still be changed."""
    row, call = found(questionnaire_id)
    require(actor, ANSWER, scope=scope_of(call.contract_slug))
    if row.frozen_at is None:
        row = locked(questionnaire_id)
    if not is_out(row, call):
        raise NotFound(problems.UNKNOWN)
    if not takes_answers(call):
        raise problems.QuestionnaireClosed
    return row, call


def _read(row: Questionnaire, given: Mapping[str, Any]) -> dict[str, Any]:
    reading = read(from_json(row.definition), given)
    if not reading.is_valid:
        said = {f"{NAME}.{name}": [wrong_in_words(w)] for name, w in reading.wrong.items()}
        raise Invalid(errors=said)
    if not reading.answers:
        raise Invalid(errors={NAME: [problems.NOTHING_ANSWERED]})
    return reading.answers


def _under_name(
    actor: Actor, row: Questionnaire, answers: dict[str, Any], missing: tuple[Missing, ...]
) -> Receipt:
    """Once counted, it stays so: what the call asks was proved."""
    before = sheet_of(row.id, _person(actor))
    if before is not None and before.answers == answers and (before.counted or missing):
        return Receipt(False, before.counted, () if before.counted else missing)
    kept = _put_sheet(actor, row, answers, counted=not missing)
    record(SheetReceived(row.id, kept.id, kept.counted), by=actor)
    return Receipt(before is None, kept.counted, () if kept.counted else missing)


def _put_sheet(actor: Actor, row: Questionnaire, answers: dict[str, Any], *, counted: bool) -> Any:
    changed = {
        "version": row.version, "answers": answers, "answered_on": today(), "sent_at": now(),
    }  # fmt: skip
    names = {"id": random_id(), "questionnaire_id": row.id, "person_id": _person(actor)}
    sheet = _INSERT[db.dialect()](AnswerSheet).values(**names, **changed, counted=counted)
    put = sheet.on_conflict_do_update(
        index_elements=["questionnaire_id", "person_id"],
        set_=changed | {"counted": or_(AnswerSheet.counted, sheet.excluded.counted)},
    ).returning(AnswerSheet.id, AnswerSheet.counted)
    untracked = put.execution_options(synchronize_session=False)
    return db.session().execute(untracked).one()


def _without_name(
    actor: Actor, row: Questionnaire, answers: dict[str, Any], missing: tuple[Missing, ...]
) -> Receipt:
    """The roll learns who, the sheet learns what; neither knows of the other, nor the journal."""
    if missing:
        raise problems.ProofNeededFirst
    if not _enrol(row.id, _person(actor)):
        return Receipt(False, True)
    sheet = AnswerSheet(
        questionnaire_id=row.id, version=row.version, answers=answers, answered_on=today()
    )
    db.session().add(sheet)
    return Receipt(True, True)


def _enrol(questionnaire_id: uuid.UUID, person_id: uuid.UUID) -> bool:
    """Whether the person was not on the roll yet; of two requests at once, one is told so."""
    line = _INSERT[db.dialect()](AnswerRoll).values(
        questionnaire_id=questionnaire_id, person_id=person_id, answered_on=today()
    )
    put = line.on_conflict_do_nothing().returning(AnswerRoll.person_id)
    untracked = put.execution_options(synchronize_session=False)
    return db.session().execute(untracked).first() is not None


def _person(actor: Actor) -> uuid.UUID:
    if actor.person_id is None:
        raise ProofRequired
    return actor.person_id
