"""Acting on one idea of the inbox, and putting tags in order."""

import uuid
from collections.abc import Callable

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions.inbox import services
from beffroi.contributions.inbox.pages.ideas import HERE, idea_page
from beffroi.contributions.inbox.policies import SORT
from beffroi.contributions.inbox.schemas import AssigneeForm, NoteInputSchema, TagInputSchema
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid

TAGS = "/administration/etiquettes"

blueprint = PageBlueprint("inbox_sorting", __name__)


@blueprint.post(f"{HERE}/<uuid:idea_id>/responsable")
@guarded(SORT)
def assign(idea_id: uuid.UUID) -> BaseResponse:
    """Give it to somebody, to oneself, to nobody."""
    form = load_form(AssigneeForm())
    if not done(form, lambda: services.assign_idea(current_actor(), idea_id, form.data["person"])):
        return idea_page(idea_id, assignee=form)
    notice(_("C’est noté."))
    return see_other(f"{HERE}/{idea_id}")


@blueprint.post(f"{HERE}/<uuid:idea_id>/etiquettes")
@guarded(SORT)
def tag(idea_id: uuid.UUID) -> BaseResponse:
    """Have it bear one more tag."""
    form = load_form(TagInputSchema())
    if not done(form, lambda: services.tag_idea(current_actor(), idea_id, form.data["label"])):
        return idea_page(idea_id, tag=form)
    notice(_("L’étiquette est ajoutée."))
    return see_other(f"{HERE}/{idea_id}#etiquettes")


@blueprint.post(f"{HERE}/<uuid:idea_id>/etiquettes/<uuid:tag_id>/retirer")
@guarded(SORT)
def untag(idea_id: uuid.UUID, tag_id: uuid.UUID) -> BaseResponse:
    """Have it bear this tag no more."""
    services.untag_idea(current_actor(), idea_id, tag_id)
    notice(_("L’étiquette est retirée."))
    return see_other(f"{HERE}/{idea_id}#etiquettes")


@blueprint.post(f"{HERE}/<uuid:idea_id>/notes")
@guarded(SORT)
def note(idea_id: uuid.UUID) -> BaseResponse:
    """Tell the other people of the staff something about it."""
    form = load_form(NoteInputSchema())
    if not done(form, lambda: services.write_note(current_actor(), idea_id, form.data["body"])):
        return idea_page(idea_id, note=form)
    notice(_("La note est ajoutée. Seule l’équipe la lit."))
    return see_other(f"{HERE}/{idea_id}#notes")


@blueprint.post(f"{HERE}/notes/<uuid:note_id>/retirer")
@guarded(SORT)
def drop_note(note_id: uuid.UUID) -> BaseResponse:
    """Take a note away."""
    idea_id = services.drop_note(current_actor(), note_id)
    notice(_("La note est retirée."))
    return see_other(f"{HERE}/{idea_id}#notes")


@blueprint.get(TAGS)
@guarded(SORT)
def show_tags() -> Response:
    """The tags of one's contracts, to be renamed or put together."""
    return _tags_page(Form())


@blueprint.post(f"{TAGS}/<uuid:tag_id>")
@guarded(SORT)
def rename_tag(tag_id: uuid.UUID) -> BaseResponse:
    """Call it otherwise; when another tag has that name, the two become one."""
    form = load_form(TagInputSchema())
    if not done(form, lambda: services.rename_tag(current_actor(), tag_id, form.data["label"])):
        return _tags_page(form, tag_id)
    notice(_("L’étiquette est renommée."))
    return see_other(TAGS)


def done(form: Form, act: Callable[[], object]) -> bool:
    """Whether it was done; what stands in the way is said beside its field."""
    if not form.is_valid:
        return False
    try:
        act()
    except Invalid as problem:
        form.errors = {name: list(texts) for name, texts in problem.errors.items()}
    return form.is_valid


def _tags_page(form: Form, tag_id: uuid.UUID | None = None) -> Response:
    return render(
        "contributions/inbox/tags.html",
        status=200 if form.is_valid else Invalid.status,
        section="me",
        tags=services.list_tags(current_actor()),
        form=form,
        changed=tag_id,
    )
