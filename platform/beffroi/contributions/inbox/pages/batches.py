"""One act on many ideas: chosen in the list, read before it is done, done once."""

import uuid

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions.inbox import services
from beffroi.contributions.inbox.asked import batch_of
from beffroi.contributions.inbox.labels import ACTS
from beffroi.contributions.inbox.pages.ideas import HERE, asked_of, filters_asked, inbox_page
from beffroi.contributions.inbox.pages.sorting import done
from beffroi.contributions.inbox.policies import SORT
from beffroi.contributions.inbox.problems import SelectionChanged
from beffroi.contributions.inbox.schemas import BatchForm, ConfirmationSchema
from beffroi.contributions.inbox.views import BatchView
from beffroi.contributions.labels import STAGES
from beffroi.core.actor import current_actor
from beffroi.core.i18n import ngettext
from beffroi.core.pages import PageBlueprint, load_form, notice, render, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid
from beffroi.territories import services as territories

BATCHES = f"{HERE}/lots"

blueprint = PageBlueprint("inbox_batches", __name__)


@blueprint.post(BATCHES)
@guarded(SORT)
def prepare() -> BaseResponse:
    """Choose an act and its ideas; the next page says what it would change."""
    form, prepared = load_form(BatchForm()), []
    filters = filters_asked(asked_of(request.form))

    def prepare_it() -> None:
        chosen = filters if form.data["whole"] else None
        prepared.append(services.prepare_batch(current_actor(), batch_of(form.data, chosen)))

    if not done(form, prepare_it):
        return inbox_page(request.form, form)
    return see_other(f"{BATCHES}/{prepared[0].id}")


@blueprint.get(f"{BATCHES}/<uuid:bulk_id>")
@guarded(SORT)
def show_batch(bulk_id: uuid.UUID) -> Response:
    """What it would change now, or what it changed."""
    return _page(services.read_batch(current_actor(), bulk_id))


@blueprint.post(f"{BATCHES}/<uuid:bulk_id>")
@guarded(SORT)
def confirm(bulk_id: uuid.UUID) -> BaseResponse:
    """Do it, once; when the ideas changed since, show them as they are now."""
    form = load_form(ConfirmationSchema())
    if not form.is_valid:
        return _page(services.read_batch(current_actor(), bulk_id), status=Invalid.status)
    try:
        batch = services.apply_batch(current_actor(), bulk_id, form.data["digest"])
    except SelectionChanged as changed:
        view = services.read_batch(current_actor(), bulk_id)
        return _page(view, status=changed.status, changed=changed)
    count = batch.changed_count or 0
    notice(ngettext("%(num)s idée a changé.", "%(num)s idées ont changé.", count))
    return see_other(f"{BATCHES}/{bulk_id}")


def _page(
    view: BatchView, *, status: int = 200, changed: SelectionChanged | None = None
) -> Response:
    structure = territories.structures().get(view.act.structure_slug or "")
    return render(
        "contributions/inbox/batch.html",
        status=status,
        section="me",
        batch=view,
        act_label=ACTS[view.act.act],
        stage_label=STAGES.get(view.act.stage, ""),
        structure=structure,
        changed=changed,
    )
