"""What staff still changes of a call that people have begun to answer: a close, a misprint."""

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import timetable
from beffroi.contributions.labels import SHEET
from beffroi.contributions.pages.preparing import DESK, SLOWLY, attempt, desk_page
from beffroi.contributions.policies import ANNOUNCE_CALL
from beffroi.contributions.rules import PROSE
from beffroi.contributions.schemas.preparing import CorrectionSchema, ProlongationSchema
from beffroi.contributions.services import changing, desk
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid

blueprint = PageBlueprint("changing_calls", __name__, url_prefix=DESK)


@blueprint.get("/<slug:slug>/prolonger")
@guarded(ANNOUNCE_CALL)
def prolonging(slug: str) -> Response:
    """Which phase, until when, and why."""
    return _prolonging_page(slug, Form())


@blueprint.post("/<slug:slug>/prolonger")
@at_most(SLOWLY)
@guarded(ANNOUNCE_CALL)
def prolong(slug: str) -> BaseResponse:
    """Close a phase later; those who took part are told."""
    form = load_form(ProlongationSchema())
    attempt(form, lambda: changing.prolong_phase(current_actor(), slug, **form.data))
    if not form.is_valid:
        return _prolonging_page(slug, form)
    notice(_("L’étape est prolongée. Les personnes qui ont participé sont prévenues."))
    return see_other(f"{DESK}/{slug}")


@blueprint.get("/<slug:slug>/corriger")
@guarded(ANNOUNCE_CALL)
def correcting(slug: str) -> Response:
    """Which text, how it should read, and why."""
    return _correcting_page(slug, Form())


@blueprint.post("/<slug:slug>/corriger")
@at_most(SLOWLY)
@guarded(ANNOUNCE_CALL)
def correct(slug: str) -> BaseResponse:
    """Put a misprint right; the text before stays readable."""
    form = load_form(CorrectionSchema())
    attempt(form, lambda: changing.correct_call(current_actor(), slug, **form.data))
    if not form.is_valid:
        # A text that is too long is said under the name of its field on the sheet.
        form.errors = {"text" if name in PROSE else name: t for name, t in form.errors.items()}
        return _correcting_page(slug, form)
    notice(_("La faute est corrigée. L’ancien texte reste lisible, avec votre raison."))
    return see_other(f"{DESK}/{slug}")


def _prolonging_page(slug: str, form: Form) -> Response:
    call = desk.published_call(current_actor(), slug)
    phases = timetable.still_open(call)
    status = 200 if form.is_valid else Invalid.status
    return desk_page("prolonger", status, call=call, form=form, open_phases=phases)


def _correcting_page(slug: str, form: Form) -> Response:
    call = desk.published_call(current_actor(), slug)
    texts = [(name, SHEET[name]) for name in PROSE]
    status = 200 if form.is_valid else Invalid.status
    return desk_page("corriger", status, call=call, form=form, texts=texts)
