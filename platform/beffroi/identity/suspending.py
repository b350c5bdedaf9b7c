"""The form by which somebody is suspended: the same from a person's page and from a case."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core import pages
from beffroi.core.actor import current_actor
from beffroi.core.clock import now
from beffroi.core.i18n import _
from beffroi.core.pages import Form, load_form, notice, see_other
from beffroi.core.problems import Conflict, Invalid
from beffroi.identity.block_reasons import BLOCK_REASONS
from beffroi.identity.models import Block
from beffroi.identity.schemas.blocks import BlockInputSchema
from beffroi.identity.services import blocks
from beffroi.identity.services.blocks import Place, Sentence

Page = Callable[[Form], Response]


def sentence_of(data: dict[str, object]) -> Sentence:
    """What was sent, from now on."""
    ends_at = now() + timedelta(days=int(str(data["days"])))
    return Sentence(str(data["reason_code"]), str(data["justification"]), ends_at)


def suspend(person_id: uuid.UUID, data: dict[str, object], place: Place | None = None) -> Block:
    """By the one who sent this request."""
    return blocks.block(current_actor(), person_id, sentence_of(data), place)


def suspension_page(action: str, name: str, back: tuple[str, str], form: Form) -> Response:
    """Why, in whose words, for how long; `back` is (label, url) of the page one comes from."""
    return pages.render(
        "identity/suspend.html",
        status=200 if form.is_valid else 422,
        action=action,
        name=name,
        back=back,
        form=form,
        reasons=[(code, reason.label, reason.rule) for code, reason in BLOCK_REASONS.items()],
        durations=durations(),
    )


def suspend_by_form(
    person_id: uuid.UUID, place: Place | None, page: Page, after: str
) -> BaseResponse:
    """Decide what the form says, or show it again with what is to be corrected."""
    form = load_form(BlockInputSchema())
    if not form.is_valid:
        return page(form)
    form.errors = _tried(person_id, form.data, place)
    if form.errors:
        return page(form)
    notice(_("La suspension commence maintenant. La personne reçoit vos raisons par écrit."))
    return see_other(after)


def _tried(
    person_id: uuid.UUID, data: dict[str, object], place: Place | None
) -> dict[str, list[str]]:
    """What stands in the way, by field; nothing once it is decided."""
    try:
        suspend(person_id, data, place)
    except Invalid as problem:
        return {field: [str(m) for m in texts] for field, texts in problem.errors.items()}
    except Conflict as problem:
        return {"_person": [f"{problem.title}. {problem.detail}"]}
    return {}


def durations() -> list[tuple[str, str]]:
    """From a day to a year, in words."""
    return [
        ("1", _("1 jour")),
        ("3", _("3 jours")),
        ("7", _("1 semaine")),
        ("30", _("1 mois")),
        ("90", _("3 mois")),
        ("180", _("6 mois")),
        ("365", _("12 mois")),
    ]
