"""The desk of calls: begun, looked at as people will, published or taken away."""

from collections.abc import Callable
from typing import Any

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import call_parts, desk_words, presenting, timetable, tones
from beffroi.contributions.labels import SHEET
from beffroi.contributions.policies import ANNOUNCE_CALL
from beffroi.contributions.schemas.preparing import NewDraftSchema
from beffroi.contributions.services import calls, desk, preparing
from beffroi.contributions.services.fields import asked_by
from beffroi.contributions.views import PreparedCall
from beffroi.core import pages
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid

DESK = "/administration/appels"
SLOWLY = "60 per minute"

blueprint = PageBlueprint("preparing", __name__, url_prefix=DESK)


@blueprint.get("")
@guarded(ANNOUNCE_CALL)
def desk_of_calls() -> Response:
    """The calls of one's places, drafts and published."""
    cursor = request.args.get("apres") or None
    found = desk.calls_to_prepare(current_actor(), cursor)
    following = f"{DESK}?apres={found.next_cursor}" if found.next_cursor else ""
    return desk_page(
        "list", calls=found.items, next_url=following, first_url=DESK if cursor else ""
    )


@blueprint.get("/nouveau")
@guarded(ANNOUNCE_CALL)
def new() -> Response:
    """Where it is to be, and its name."""
    return _new_page(Form())


@blueprint.post("/nouveau")
@at_most(SLOWLY)
@guarded(ANNOUNCE_CALL)
def start() -> BaseResponse:
    """Begin a draft and go on to its words."""
    form = load_form(NewDraftSchema())
    if not form.is_valid:
        return _new_page(form)
    try:
        call = preparing.start_call(current_actor(), form.data["contract"], form.data["title"])
    except Invalid as invalid:
        form.errors = errors_of(invalid)
        return _new_page(form)
    return see_other(f"{DESK}/{call.slug}/mots")


@blueprint.get("/<slug:slug>")
@guarded(ANNOUNCE_CALL)
def review(slug: str) -> Response:
    """What is filled in, what is missing, and the button that publishes."""
    return review_page(desk.prepared_call(current_actor(), slug), Form())


@blueprint.get("/<slug:slug>/apercu")
@guarded(ANNOUNCE_CALL)
def preview(slug: str) -> BaseResponse:
    """The page as people will see it, once nothing is missing."""
    call = desk.prepared_call(current_actor(), slug)
    if not call.is_ready:
        notice(_("L’aperçu sera possible quand tout sera rempli."), "info")
        return see_other(call.url)
    view = calls.call_page(slug, current_actor())
    return pages.render(
        "contributions/call.html",
        call=view,
        clarity=presenting.clarity(view),
        words=tones.words(view.tone, view.level_rules.gives),
        when=timetable.sentences(view),
        steps=[*timetable.steps(view), timetable.decision_step(view)],
        ideas=[],
        total=0,
        changes=[],
        is_preview=True,
    )


@blueprint.post("/<slug:slug>/publier")
@guarded(ANNOUNCE_CALL)
def publish(slug: str) -> BaseResponse:
    """Make it public, or say what is missing."""
    form = Form()
    attempt(form, lambda: preparing.publish_call(current_actor(), slug))
    if not form.is_valid:
        return review_page(desk.prepared_call(current_actor(), slug), form)
    notice(_("L’appel est publié."))
    return see_other(f"/appels/{slug}")


@blueprint.post("/<slug:slug>/retirer")
@guarded(ANNOUNCE_CALL)
def withdraw(slug: str) -> BaseResponse:
    """Take a draft away."""
    preparing.withdraw_call(current_actor(), slug)
    notice(_("Le brouillon est supprimé."))
    return see_other(DESK)


def review_page(call: PreparedCall, form: Form) -> Response:
    """The desk's page of one call, also when something on it is to be corrected."""
    return desk_page(
        "review",
        200 if form.is_valid else Invalid.status,
        call=call,
        form=form,
        rows=desk_words.sheet_rows(call),
        steps=timetable.steps(call),
        step_of=desk_words.STEP_OF,
        parts=call_parts.desk_parts_of(current_actor(), call.id),
        field_count=len(asked_by(call.id).questions),
        can_prolong=bool(timetable.still_open(call)),
    )


def _new_page(form: Form) -> Response:
    contracts = [(one.slug, one.name) for one in desk.contracts_to_open(current_actor())]
    return desk_page(
        "new", 200 if form.is_valid else Invalid.status, form=form, contracts=contracts
    )


def attempt(form: Form, do: Callable[[], object]) -> None:
    """Do it if the form is right; what the service refuses is said under its field."""
    try:
        if form.is_valid:
            do()
    except Invalid as invalid:
        form.errors = errors_of(invalid)


def errors_of(invalid: Invalid) -> dict[str, list[Any]]:
    """What the service refuses, by field."""
    return {name: list(texts) for name, texts in invalid.errors.items()}


def desk_page(template: str, status: int = 200, **context: Any) -> Response:
    """A page of the desk."""
    name = f"contributions/desk_{template}.html"
    return pages.render(name, status=status, section="me", labels=SHEET, **context)
