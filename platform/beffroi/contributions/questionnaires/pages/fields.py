"""The desk of the questions that the form of an idea asks beside its text."""

from dataclasses import replace
from typing import Any

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import services as contributions
from beffroi.contributions.policies import SHAPE_FORM
from beffroi.contributions.question_words import KINDS
from beffroi.contributions.questionnaires import problems
from beffroi.contributions.questionnaires.pages.editing import LINES, NEW, SAME, STEPS, values_of
from beffroi.contributions.questionnaires.rules import editing
from beffroi.contributions.questionnaires.schemas import FieldFormSchema
from beffroi.contributions.rules.questions import FIELD_KINDS, Definition, Kind, Question
from beffroi.contributions.services import fields as services
from beffroi.contributions.views.fields import FieldsView
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, see_other
from beffroi.core.policy import guarded, require
from beffroi.core.problems import Invalid, NotFound, Problem
from beffroi.territories.services import scope_of

DESK = "/administration/appels/<slug:slug>/champs"

blueprint = PageBlueprint("fields", __name__)


@blueprint.get(DESK)
@guarded(SHAPE_FORM)
def listed(slug: str) -> Response:
    """The questions of the form, and what may be added."""
    call = contributions.call_page(slug, current_actor())
    require(current_actor(), SHAPE_FORM, scope=scope_of(call.contract.slug))
    return render(
        "questionnaires/fields.html",
        call=call,
        fields=services.fields_of(slug, current_actor()),
        kinds=[(kind.value, label) for kind, label in KINDS.items() if kind in FIELD_KINDS],
        kind_labels=KINDS,
    )


@blueprint.get(f"{DESK}/<field_id>")
@guarded(SHAPE_FORM)
def question(slug: str, field_id: str) -> Response:
    """A question to write or to change."""
    view = services.fields_of(slug, current_actor())
    found = _found(view, field_id)
    return _page(slug, view, field_id, found.kind, Form(values=values_of(found)))


@blueprint.post(f"{DESK}/<field_id>")
@guarded(SHAPE_FORM)
def write(slug: str, field_id: str) -> BaseResponse:
    """Keep it."""
    view, form = services.fields_of(slug, current_actor()), load_form(FieldFormSchema())
    before = _found(view, field_id, request.form.get("kind", ""))
    if form.is_valid:
        changed: dict[str, Any] = {name: form.data[name] for name in SAME if name in form.data}
        options = editing.from_lines(form.data["options"], before.options)
        required = form.data["required"] == "oui"
        asked = replace(before, **changed, options=options, required=required)
        seen = form.data["seen_version"]
        form.errors = _change(slug, editing.put(view.definition, asked), seen)
    if not form.is_valid:
        return _page(slug, view, field_id, before.kind, form)
    notice(_("La question est enregistrée."))
    return see_other(f"/administration/appels/{slug}/champs")


@blueprint.post(f"{DESK}/<field_id>/place")
@guarded(SHAPE_FORM)
def place(slug: str, field_id: str) -> BaseResponse:
    """Move it one place, or take it away."""
    view, where = services.fields_of(slug, current_actor()), request.form.get("sens", "")
    _found(view, field_id)
    if where == "retirer":
        asked = editing.without(view.definition, field_id)
    else:
        asked = editing.moved(view.definition, field_id, STEPS.get(where, 0))
    for texts in _change(slug, asked, view.version).values():
        notice(" ".join(str(text) for text in texts), "error")
    return see_other(f"/administration/appels/{slug}/champs")


def _change(slug: str, asked: Definition, seen_version: int) -> dict[str, list[Any]]:
    """What keeps the questions from being asked, under the fields of the form."""
    try:
        services.change_fields(current_actor(), slug, asked, seen_version)
    except Invalid as invalid:
        faults: dict[str, list[Any]] = {}
        for name, texts in invalid.errors.items():
            last = name.rpartition(".")[2]
            faults.setdefault(last if last in {*SAME, *LINES} else "_schema", []).extend(texts)
        return faults
    except Problem as problem:
        if problem.status in {401, 403}:
            raise
        return {"_schema": [problem.detail]}
    return {}


def _found(view: FieldsView, field_id: str, kind: str = "") -> Question:
    if field_id == NEW:
        wanted = kind or request.args.get("sorte", "")
        known = Kind(wanted) if wanted in {one.value for one in FIELD_KINDS} else Kind.SHORT
        return Question(id=editing.next_id(view.definition), kind=known, label="")
    found = view.definition.question(field_id)
    if found is None:
        raise NotFound(problems.NO_SUCH_QUESTION)
    return found


def _page(slug: str, view: FieldsView, field_id: str, kind: Kind, form: Form) -> Response:
    call = contributions.call_page(slug, current_actor())
    require(current_actor(), SHAPE_FORM, scope=scope_of(call.contract.slug))
    desk = f"/administration/appels/{slug}/champs"
    return render(
        "questionnaires/field.html",
        status=200 if form.is_valid else Invalid.status,
        call=call,
        desk=desk,
        url=f"{desk}/{field_id}",
        version=view.version,
        kind=kind.value,
        kind_label=KINDS[kind],
        form=form,
    )
