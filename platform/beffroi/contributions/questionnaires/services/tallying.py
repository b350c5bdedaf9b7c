"""The tallies of a questionnaire, kept by the process while no answer comes: counting is slow."""

import time
import uuid
from collections.abc import Iterator
from typing import Any

from flask import current_app
from sqlalchemy import func, select

from beffroi.contributions.questionnaires.models import AnswerSheet
from beffroi.contributions.questionnaires.rules.tallies import Tallies, tallied
from beffroi.contributions.rules.questions import Definition
from beffroi.core import db

AT_ONCE = 1000
KEPT = "beffroi_tallies"
KEPT_SECONDS = 30  # a sheet may go as another comes to count, unseen by the mark
MOST_KEPT = 64


def tallies_of(questionnaire_id: uuid.UUID, version: int, definition: Definition) -> Tallies:
    """Of the answers that count now; counted again once one was sent, changed or taken back."""
    kept: dict[uuid.UUID, tuple[Any, float, Tallies]] = current_app.extensions.setdefault(KEPT, {})
    mark = (version, *_mark(questionnaire_id))
    known = kept.get(questionnaire_id)
    if known is not None and known[0] == mark and known[1] > time.monotonic():
        return known[2]
    tallies = tallied(definition, answers_of(questionnaire_id))
    if len(kept) >= MOST_KEPT:
        kept.clear()
    kept[questionnaire_id] = (mark, time.monotonic() + KEPT_SECONDS, tallies)
    return tallies


def answers_of(questionnaire_id: uuid.UUID) -> Iterator[dict[str, Any]]:
    """The answers that count, sheet by sheet; memory stays flat whatever their number."""
    ours = AnswerSheet.questionnaire_id == questionnaire_id
    wanted = select(AnswerSheet.answers).where(ours, AnswerSheet.counted)
    yield from db.session().scalars(wanted.execution_options(yield_per=AT_ONCE))


def _mark(questionnaire_id: uuid.UUID) -> tuple[int, Any]:
    """How many sheets count, and when the last that bears a name was sent."""
    ours = AnswerSheet.questionnaire_id == questionnaire_id
    wanted = select(func.count(), func.max(AnswerSheet.sent_at)).where(ours, AnswerSheet.counted)
    row = db.session().execute(wanted).one()
    return row[0], row[1]
