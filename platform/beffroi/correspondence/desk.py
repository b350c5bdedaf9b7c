"""The desk of those who answer for an office: what is due, a request, its answer with a preview."""

import uuid
from collections.abc import Callable
from urllib.parse import urlencode

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid
from beffroi.correspondence import services
from beffroi.correspondence.policies import ANSWER, SEE_DESK, TRANSFER, WITHDRAW
from beffroi.correspondence.presenting import desk_context
from beffroi.correspondence.proposals import Reply
from beffroi.correspondence.schemas import ReplySchema, TransferSchema, WithdrawalSchema

HERE = "/a-repondre"

blueprint = PageBlueprint("desk", __name__)


@blueprint.get(HERE)
@guarded(SEE_DESK)
def show_desk() -> Response:
    """What is expected of one's offices, the first due in front."""
    cursor = request.args.get("apres") or None
    found = services.desk(current_actor(), cursor)
    following = f"{HERE}?{urlencode({'apres': found.next_cursor})}" if found.next_cursor else ""
    first = HERE if cursor else ""
    return render(
        "correspondence/desk.html", section="me", found=found, next_url=following, first_url=first
    )


@blueprint.get(f"{HERE}/<uuid:request_id>")
@guarded(SEE_DESK)
def show_request(request_id: uuid.UUID) -> Response:
    """One request, with what may be done with it."""
    return _page(request_id)


@blueprint.post(f"{HERE}/<uuid:request_id>/recue")
@guarded(ANSWER)
def acknowledge(request_id: uuid.UUID) -> BaseResponse:
    """Say that the office has it."""
    services.acknowledge(current_actor(), request_id)
    notice(_("C’est noté : les personnes qui attendent voient que la demande est arrivée."))
    return see_other(f"{HERE}/{request_id}")


@blueprint.post(f"{HERE}/<uuid:request_id>")
@guarded(ANSWER)
def answer(request_id: uuid.UUID) -> BaseResponse:
    """Show the answer as it will be read and how many will be told; then, confirmed, give it."""
    form = load_form(ReplySchema())
    if form.is_valid and request.form.get("confirm") != "oui":
        return _page(request_id, answer=form, preview=True)
    written = _done(
        form, lambda: services.answer_request(current_actor(), request_id, Reply(**form.data))
    )
    if not written:
        return _page(request_id, answer=form)
    notice(_("La réponse est publiée. Les personnes concernées sont prévenues."))
    return see_other(HERE)


@blueprint.post(f"{HERE}/<uuid:request_id>/transmettre")
@guarded(TRANSFER)
def transfer(request_id: uuid.UUID) -> BaseResponse:
    """Pass it on to another office."""
    form = load_form(TransferSchema())
    passed = _done(
        form, lambda: services.transfer_request(current_actor(), request_id, **form.data)
    )
    if not passed:
        return _page(request_id, transfer=form)
    notice(_("La demande est transmise. L’autre institution est prévenue."))
    return see_other(HERE)


@blueprint.post(f"{HERE}/<uuid:request_id>/retirer")
@guarded(WITHDRAW)
def withdraw(request_id: uuid.UUID) -> BaseResponse:
    """Expect no answer any more."""
    form = load_form(WithdrawalSchema())
    gone = _done(form, lambda: services.withdraw_request(current_actor(), request_id, **form.data))
    if not gone:
        return _page(request_id, withdrawal=form)
    notice(_("La demande est retirée. L’institution est prévenue."))
    return see_other(HERE)


def _done(form: Form, act: Callable[[], object]) -> bool:
    """Whether it was done; what stands in the way is said beside its field."""
    if not form.is_valid:
        return False
    try:
        act()
    except Invalid as problem:
        form.errors = {name: list(texts) for name, texts in problem.errors.items()}
    return form.is_valid


def _page(request_id: uuid.UUID, *, preview: bool = False, **forms: Form) -> Response:
    view = services.desk_page(current_actor(), request_id)
    status = 200 if all(form.is_valid for form in forms.values()) else Invalid.status
    shown = {name: forms.get(name, Form()) for name in ("answer", "transfer", "withdrawal")}
    context = desk_context(current_actor(), view)
    return render(
        "correspondence/request.html",
        status=status,
        section="me",
        preview=preview,
        **shown,
        **context,
    )
