"""Answers kept until their author proved what the call asks: counted once they have."""

import uuid

from sqlalchemy import select, update

from beffroi.contributions.models import Call
from beffroi.contributions.questionnaires.events import SheetCounted
from beffroi.contributions.questionnaires.models import AnswerSheet, Questionnaire
from beffroi.contributions.services.requirements import lacks
from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.problems import NotFound
from beffroi.identity.services import proofs


def count_held_sheets(person_id: uuid.UUID) -> int:
    """Count the sheets of this person where nothing is missing any more; again, it finds none.

    Until the day on which the call is decided, as for all that is kept. Somebody gone has none.
    """
    try:
        proofs.hold_person(person_id)
    except NotFound:
        return 0
    calls = [call for call in _calls_that_keep(person_id) if not lacks(person_id, call)]
    return sum(_count_in(person_id, call) for call in calls)


def _calls_that_keep(person_id: uuid.UUID) -> list[Call]:
    keeping = (
        select(Questionnaire.call_id)
        .join(AnswerSheet, AnswerSheet.questionnaire_id == Questionnaire.id)
        .where(AnswerSheet.person_id == person_id, ~AnswerSheet.counted)
    )
    wanted = select(Call).where(Call.id.in_(keeping), Call.decided_by > now())
    return list(db.session().scalars(wanted.order_by(Call.id)))


def _count_in(person_id: uuid.UUID, call: Call) -> int:
    ours = select(Questionnaire.id).where(Questionnaire.call_id == call.id)
    turned = (
        update(AnswerSheet)
        .where(AnswerSheet.person_id == person_id, ~AnswerSheet.counted)
        .where(AnswerSheet.questionnaire_id.in_(ours))
        .values(counted=True)
        .returning(AnswerSheet.id, AnswerSheet.questionnaire_id)
        .execution_options(synchronize_session=False)
    )
    sheets = list(db.session().execute(turned))
    for sheet in sheets:
        record(SheetCounted(sheet.questionnaire_id, sheet.id), by=SYSTEM)
    return len(sheets)
