"""The desk of one question: written, placed, asked under conditions, taken away."""

import uuid
from dataclasses import replace
from typing import Any

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions.question_words import KINDS
from beffroi.contributions.questionnaires import problems
from beffroi.contributions.questionnaires.outcomes import label_of
from beffroi.contributions.questionnaires.pages.building import ONE, built
from beffroi.contributions.questionnaires.policies import BUILD
from beffroi.contributions.questionnaires.rules import editing
from beffroi.contributions.questionnaires.rules.tallies import choices_of
from beffroi.contributions.questionnaires.schemas import ClauseFormSchema, QuestionFormSchema
from beffroi.contributions.questionnaires.services import building
from beffroi.contributions.questionnaires.telling import clauses_in_words
from beffroi.contributions.questionnaires.views import QuestionnaireView
from beffroi.contributions.rules.questions import (
    TEXT_KINDS,
    Clause,
    Definition,
    Kind,
    Match,
    Question,
)
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid, NotFound, Problem

NEW = "nouvelle"
QUESTION = f"{ONE}/q/<question_id>"
SAME = ("label", "hint", "least", "most", "low", "high", "low_label", "high_label")
LINES = ("options", "rows", "columns")
STEPS = {"haut": -1, "bas": 1}

blueprint = PageBlueprint("editing", __name__)


@blueprint.get(QUESTION)
@guarded(BUILD)
def question(questionnaire_id: uuid.UUID, question_id: str) -> Response:
    """A question to write or to change; the kind of a new one comes with the address."""
    view = built(questionnaire_id)
    found = _found(view, question_id)
    return _page(view, question_id, found.kind, Form(values=values_of(found)))


@blueprint.post(QUESTION)
@guarded(BUILD)
def write(questionnaire_id: uuid.UUID, question_id: str) -> BaseResponse:
    """Keep it."""
    view, form = built(questionnaire_id), load_form(QuestionFormSchema())
    before = _found(view, question_id, request.form.get("kind", ""))
    if form.is_valid:
        asked = editing.put(view.definition, _written(before, form.data))
        form.errors = _ask(view, asked, form.data["seen_version"], before.id)
    if not form.is_valid:
        return _page(view, question_id, before.kind, form)
    notice(_("La question est enregistrée."))
    return see_other(view.desk_url)


@blueprint.post(f"{QUESTION}/place")
@guarded(BUILD)
def place(questionnaire_id: uuid.UUID, question_id: str) -> BaseResponse:
    """Move it one place, or take it away."""
    view, where = built(questionnaire_id), request.form.get("sens", "")
    _found(view, question_id)
    if where == "retirer":
        asked = editing.without(view.definition, question_id)
    else:
        asked = editing.moved(view.definition, question_id, STEPS.get(where, 0))
    faults = _ask(view, asked, view.version, question_id)
    if faults:
        notice(" ".join(str(text) for texts in faults.values() for text in texts), "error")
    return see_other(f"{view.desk_url}#questions")


@blueprint.get(f"{QUESTION}/condition")
@guarded(BUILD)
def condition(questionnaire_id: uuid.UUID, question_id: str) -> BaseResponse:
    """The answers to an earlier question under which this one is asked."""
    view, on = built(questionnaire_id), request.args.get("sur", "")
    found = _found(view, question_id)
    if view.definition.question(on) is None:
        return see_other(_url(view, question_id))
    return _condition_page(view, found, on, Form())


@blueprint.post(f"{QUESTION}/condition")
@guarded(BUILD)
def add_clause(questionnaire_id: uuid.UUID, question_id: str) -> BaseResponse:
    """Ask it under one more condition."""
    view, form = built(questionnaire_id), load_form(ClauseFormSchema())
    found = _found(view, question_id)
    if form.is_valid:
        given = form.data
        clause = Clause(given["question"], tuple(given["answers"]), given["has"] == "oui")
        changed = editing.with_clause(found, Match(given["match"]), clause)
        asked = editing.put(view.definition, changed)
        form.errors = _ask(view, asked, given["seen_version"], question_id)
    if not form.is_valid:
        return _condition_page(view, found, request.form.get("question", ""), form)
    notice(_("La condition est ajoutée."))
    return see_other(_url(view, question_id))


@blueprint.post(f"{QUESTION}/condition/fin")
@guarded(BUILD)
def drop_clause(questionnaire_id: uuid.UUID, question_id: str) -> BaseResponse:
    """Ask it under one condition less."""
    view = built(questionnaire_id)
    number = request.form.get("numero", -1, type=int)
    changed = editing.without_clause(_found(view, question_id), number)
    _ask(view, editing.put(view.definition, changed), view.version, question_id)
    return see_other(_url(view, question_id))


def _ask(
    view: QuestionnaireView, definition: Definition, seen_version: int, question_id: str
) -> dict[str, list[Any]]:
    """What keeps the questions from being kept: of this question by its fields, or of others."""
    try:
        building.ask(current_actor(), view.id, definition, seen_version)
    except Invalid as invalid:
        order = [one.id for one in definition.questions]
        mine = f"questions.{order.index(question_id)}." if question_id in order else "-"
        faults: dict[str, list[Any]] = {}
        for name, texts in invalid.errors.items():
            field = name.removeprefix(mine).partition(".")[0] if name.startswith(mine) else ""
            field = field if field in QuestionFormSchema().fields else "_schema"
            faults.setdefault(field, []).extend(texts)
        return faults
    except Problem as problem:
        return {"_schema": [problem.detail]}
    return {}


def _found(view: QuestionnaireView, question_id: str, kind: str = "") -> Question:
    if question_id == NEW:
        wanted = kind or request.args.get("sorte", "")
        known = Kind(wanted) if wanted in {one.value for one in Kind} else Kind.SINGLE
        return Question(id=editing.next_id(view.definition), kind=known, label="")
    found = view.definition.question(question_id)
    if found is None:
        raise NotFound(problems.NO_SUCH_QUESTION)
    return found


def _written(before: Question, given: dict[str, Any]) -> Question:
    """The question as the form says it; it keeps its id, its kind and its conditions."""
    changed: dict[str, Any] = {name: given[name] for name in SAME}
    changed |= {name: editing.from_lines(given[name], getattr(before, name)) for name in LINES}
    return replace(before, **changed, required=given["required"] == "oui")


def values_of(found: Question) -> dict[str, Any]:
    """A question as the form that writes it holds it."""
    lines = {name: "\n".join(one.label for one in getattr(found, name)) for name in LINES}
    values = {name: getattr(found, name) for name in SAME}
    return values | lines | {"required": "oui" if found.required else ""}


def _page(view: QuestionnaireView, question_id: str, kind: Kind, form: Form) -> Response:
    found = view.definition.question(question_id)
    order = [one.id for one in view.definition.questions]
    earlier = view.definition.questions[: order.index(question_id)] if found else ()
    return render(
        "questionnaires/question.html",
        status=200 if form.is_valid else Invalid.status,
        questionnaire=view,
        question=found,
        url=_url(view, question_id),
        kind=kind.value,
        kind_label=KINDS[kind],
        form=form,
        clauses=clauses_in_words(view.definition, found) if found else [],
        earlier=[(one.id, one.label) for one in earlier],
    )


def _condition_page(view: QuestionnaireView, found: Question, on: str, form: Form) -> Response:
    asked = view.definition.question(on)
    if asked is None:
        raise NotFound(problems.NO_SUCH_QUESTION)
    named = asked.kind not in TEXT_KINDS | {Kind.MATRIX}
    answers = [(one, label_of(asked, one)) for one in choices_of(asked)] if named else []
    return render(
        "questionnaires/condition.html",
        status=200 if form.is_valid else Invalid.status,
        questionnaire=view,
        question=found,
        url=_url(view, found.id),
        asked=asked,
        answers=answers,
        form=form,
    )


def _url(view: QuestionnaireView, question_id: str) -> str:
    return f"{view.desk_url}/q/{question_id}"
