"""The moderator's desk: the queue, a case, and its decision."""

import re
import uuid
from typing import Any

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core.actor import current_actor
from beffroi.core.pages import Form, PageBlueprint, load_values, notice, render, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Conflict, Invalid
from beffroi.moderation import desk, services
from beffroi.moderation.kinds import kinds
from beffroi.moderation.outcomes import ASK_CHANGE, PUBLISH
from beffroi.moderation.policies import DECIDE, LIST, READ
from beffroi.moderation.reasons import ready_words
from beffroi.moderation.schemas import VerdictInput
from beffroi.moderation.views import CaseFile, QueueFilters, Verdict
from beffroi.territories.services import neighbourhoods

blueprint = PageBlueprint("moderation", __name__)


@blueprint.get("/moderation")
@guarded(LIST)
def show_queue() -> Response:
    """What waits, oldest deadline first."""
    filters = _filters()
    cursor = request.args.get("apres") or None
    queue = services.queue(current_actor(), filters, cursor)
    return render(
        "moderation/queue.html",
        queue=queue,
        filters=filters,
        lines=desk.lines(queue, filters),
        is_first_page=cursor is None,
        desk=desk,
    )


@blueprint.get("/moderation/<uuid:case_id>")
@guarded(READ)
def show_case(case_id: uuid.UUID) -> Response:
    """A case with the queue beside it."""
    return _case_page(services.case_file(current_actor(), case_id), Form())


@blueprint.post("/moderation/<uuid:case_id>")
@guarded(DECIDE)
def decide_case(case_id: uuid.UUID) -> BaseResponse:
    """Decide, then open the next case; what stands in the way is said on the case itself."""
    case = services.case_file(current_actor(), case_id)
    form = load_values(VerdictInput(), _sent(case))
    if not form.is_valid:
        return _case_page(case, form, status=422)
    try:
        services.decide(current_actor(), case_id, Verdict(**form.data))
    except Invalid as problem:
        form.errors = {name: [str(m) for m in texts] for name, texts in problem.errors.items()}
        return _case_page(case, form, status=422)
    except Conflict as problem:
        now_there = services.case_file(current_actor(), case_id)
        return _case_page(now_there, form, status=409, conflict=problem)
    notice(desk.DONE[form.data["outcome"]])
    return see_other(_what_next(case_id))


def _what_next(case_id: uuid.UUID) -> str:
    filters = _filters()
    following = services.next_case(current_actor(), filters, case_id)
    return f"/moderation/{following or ''}".rstrip("/") + desk.query_of(filters)


def _case_page(
    case: CaseFile, form: Form, *, status: int = 200, conflict: Conflict | None = None
) -> Response:
    filters = _filters()
    queue = services.queue(current_actor(), filters)
    return render(
        "moderation/case.html",
        status=status,
        case=case,
        form=form,
        conflict=conflict,
        queue=queue,
        filters=filters,
        lines=desk.lines(queue, filters, case),
        desk=desk,
    )


def _filters() -> QueueFilters:
    """Filters of the address; a place or a kind nobody knows is no filter."""
    place, kind = request.args.get("quartier"), request.args.get("type")
    return QueueFilters(
        neighbourhood_slug=place if place in neighbourhoods() else None,
        kind=kind if kind in kinds() else None,
        overdue=request.args.get("retard") == "oui",
    )


def _sent(case: CaseFile) -> dict[str, Any]:
    """The form without what its button makes needless; left empty, the ready sentence is sent."""
    sent: dict[str, Any] = {
        name: request.form[name] for name in VerdictInput().fields if name in request.form
    }
    outcome, seen = sent.get("outcome", ""), sent.get("seen_version", "")
    sent["seen_version"] = int(seen) if re.fullmatch(r"[0-9]{1,9}", seen) else seen
    if outcome == PUBLISH:
        return {"outcome": outcome, "seen_version": sent["seen_version"]}
    if outcome == ASK_CHANGE:
        sent.pop("structure", None)
    if not sent.get("words", "").strip():
        reason = sent.get("reason_code", "")
        sent["words"] = ready_words(reason, outcome, case.subject.language)
    return sent
