"""Suspensions: one's own and its appeal, and the desk of those who answer."""

import uuid

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core import pages
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, see_other
from beffroi.core.policy import guarded
from beffroi.identity.block_reasons import BLOCK_REASONS
from beffroi.identity.policies import ANSWER_APPEAL, APPEAL, SEE_BLOCKS
from beffroi.identity.schemas.blocks import AppealAnswerSchema, AppealInputSchema
from beffroi.identity.services import appeals, blocks

MINE = "/moi/suspension"
DESK = "/moderation/suspensions"

blueprint = PageBlueprint("suspensions", __name__)


@blueprint.get(MINE)
@guarded(APPEAL)
def mine() -> Response:
    """Why, until when, and how to contest; open to whoever is suspended."""
    return _my_page(Form())


@blueprint.post("/moi/suspension/<uuid:block_id>/contester")
@guarded(APPEAL)
def contest(block_id: uuid.UUID) -> BaseResponse:
    """Ask that somebody else looks at it."""
    form = load_form(AppealInputSchema())
    if not form.is_valid:
        return _my_page(form)
    appeals.appeal(current_actor(), block_id, form.data["words"])
    notice(_("Votre contestation est envoyée. Une autre personne va relire la décision."))
    return see_other(MINE)


@blueprint.get(DESK)
@guarded(SEE_BLOCKS)
def desk() -> Response:
    """What was decided in one's places, the latest first."""
    cursor = request.args.get("apres") or None
    found = blocks.blocks_in(current_actor(), cursor)
    return pages.render(
        "identity/suspensions.html", found=found, cursor=cursor, reasons=BLOCK_REASONS
    )


@blueprint.get("/moderation/suspensions/<uuid:block_id>")
@guarded(SEE_BLOCKS)
def one(block_id: uuid.UUID) -> Response:
    """Both points of view, and the answer."""
    return _one_page(block_id, Form())


@blueprint.post("/moderation/suspensions/<uuid:block_id>")
@guarded(ANSWER_APPEAL)
def answer(block_id: uuid.UUID) -> BaseResponse:
    """Uphold or lift; whoever decided it is refused."""
    form = load_form(AppealAnswerSchema())
    if not form.is_valid:
        return _one_page(block_id, form)
    appeals.answer_appeal(current_actor(), block_id, **form.data)
    notice(_("Votre réponse part vers la personne, avec vos raisons."))
    return see_other(f"{DESK}/{block_id}")


def _my_page(form: Form) -> Response:
    mine = appeals.my_blocks(current_actor())
    running = [one for one in mine if blocks.is_in_force(one)]
    return pages.render(
        "identity/my_suspension.html",
        status=200 if form.is_valid else 422,
        form=form,
        current=max(running, key=lambda one: one.ends_at, default=None),
        past=[one for one in mine if one not in running],
        reasons=BLOCK_REASONS,
    )


def _one_page(block_id: uuid.UUID, form: Form) -> Response:
    actor = current_actor()
    found = blocks.block_to_read(actor, block_id)
    return pages.render(
        "identity/suspension.html",
        status=200 if form.is_valid else 422,
        form=form,
        block=blocks.block_views(actor, [found])[0],
        reason=BLOCK_REASONS[found.reason_code],
    )
