"""Sheets handed out to the staff, one after the other: no name, no hour, no order of arrival."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from beffroi.contributions.questionnaires import problems
from beffroi.contributions.questionnaires.models import AnswerSheet
from beffroi.contributions.questionnaires.services.results import is_shown_to_staff, staffed
from beffroi.contributions.questionnaires.views import QuestionnaireView
from beffroi.contributions.rules.questions import Kind, Question
from beffroi.core.actor import Actor
from beffroi.core.handing_out import csv_line, rows_by_page

MANY = ", "


@dataclass(frozen=True)
class Sheet:
    """A sheet as it is handed out."""

    id: uuid.UUID
    answers: dict[str, Any]
    answered_on: date
    counted: bool


def exported(actor: Actor, questionnaire_id: uuid.UUID) -> QuestionnaireView:
    """The questionnaire, once it is sure that its sheets may be handed out to the actor."""
    view = staffed(actor, questionnaire_id)
    if not is_shown_to_staff(view):
        raise problems.TooFewAnswers
    return view


def as_csv(view: QuestionnaireView) -> Iterator[str]:
    """A line a sheet, a column a question, a row of a matrix or an option of a ranking."""
    return _csv_lines(view, _sheets(view))


def as_json_text(view: QuestionnaireView) -> Iterator[str]:
    """One object: the questions, then the sheets as they are stored."""
    return _json_pieces(view, _sheets(view))


def _csv_lines(view: QuestionnaireView, sheets: Iterator[Sheet]) -> Iterator[str]:
    columns = [column for one in view.definition.questions for column in _columns(one)]
    head = ["answered_on", "counted", *(name for _question, _part, name in columns)]
    yield csv_line(head)
    for sheet in sheets:
        cells = [_cell(sheet.answers.get(one.id), one, part) for one, part, _name in columns]
        yield csv_line([sheet.answered_on.isoformat(), str(int(sheet.counted)), *cells])


def _json_pieces(view: QuestionnaireView, sheets: Iterator[Sheet]) -> Iterator[str]:
    head = {"questionnaire": str(view.id), "title": view.title, "version": view.version}
    yield json.dumps(head | {"questions": view.questions}, ensure_ascii=False)[:-1]
    yield ', "sheets": ['
    for number, sheet in enumerate(sheets):
        told = {
            "answered_on": sheet.answered_on.isoformat(),
            "counted": sheet.counted,
            "answers": sheet.answers,
        }
        yield (",\n" if number else "\n") + json.dumps(told, ensure_ascii=False)
    yield "\n]}\n"


def _sheets(view: QuestionnaireView) -> Iterator[Sheet]:
    """In the order of their ids, which are random; a short statement for each page of them."""
    columns = (AnswerSheet.id, AnswerSheet.answers, AnswerSheet.answered_on, AnswerSheet.counted)
    wanted = select(*columns).where(AnswerSheet.questionnaire_id == view.id)
    return (Sheet(*row) for row in rows_by_page(wanted, AnswerSheet.id))


def _columns(question: Question) -> Iterator[tuple[Question, str, str]]:
    """The question, which part of it, and what the column is called."""
    parts = {Kind.MATRIX: question.rows, Kind.RANKING: question.options}.get(question.kind)
    if parts is None:
        yield question, "", question.label
        return
    for part in parts:
        yield question, part.id, f"{question.label} – {part.label}"


def _cell(answer: Any, question: Question, part: str) -> str:
    if answer is None:
        return ""
    labels = {one.id: one.label for one in (*question.options, *question.columns)}
    if question.kind is Kind.MATRIX:
        return labels.get(answer.get(part, ""), "")
    if question.kind is Kind.RANKING:
        return str(answer.index(part) + 1) if part in answer else ""
    if isinstance(answer, list):
        return MANY.join(labels[one] for one in answer)
    return labels.get(answer, str(answer)) if question.kind is Kind.SINGLE else str(answer)
