"""One's own comment: written better while nobody answered it, or taken back."""

import uuid

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import services
from beffroi.contributions.policies import REVISE_COMMENT, WITHDRAW_COMMENT
from beffroi.contributions.schemas.comments import OwnCommentSchema
from beffroi.contributions.services.taking_back import withdraw_comment
from beffroi.contributions.views import comment_path
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Forbidden, Invalid, PreconditionFailed

HERE = "/idees/<uuid:idea_id>/commentaires/<uuid:comment_id>"

blueprint = PageBlueprint("own_comments", __name__)


@blueprint.get(f"{HERE}/modifier")
@guarded(REVISE_COMMENT)
def revising(idea_id: uuid.UUID, comment_id: uuid.UUID) -> Response:
    """Its words, to be changed."""
    return _page("comment_revise", idea_id, comment_id, Form())


@blueprint.post(f"{HERE}/modifier")
@at_most("20 per minute")
@guarded(REVISE_COMMENT)
def revise(idea_id: uuid.UUID, comment_id: uuid.UUID) -> BaseResponse:
    """Send the new words; nothing typed is lost when it changed meanwhile."""
    form = load_form(OwnCommentSchema())
    if form.is_valid:
        try:
            comment = services.revise_comment(current_actor(), comment_id, **form.data)
        except PreconditionFailed as stale:
            form.errors = {"body": [stale.detail]}
        else:
            is_public = comment.visibility == "published"
            notice(
                _("Votre commentaire est modifié.")
                if is_public
                else _("Votre commentaire est envoyé. Une personne va le relire.")
            )
            return see_other(f"{comment_path(idea_id, comment_id)}#commentaire-{comment_id}")
    return _page("comment_revise", idea_id, comment_id, form)


@blueprint.get(f"{HERE}/retirer")
@guarded(WITHDRAW_COMMENT)
def asking(idea_id: uuid.UUID, comment_id: uuid.UUID) -> Response:
    """What goes with it, before it goes."""
    return _page("comment_withdraw", idea_id, comment_id, Form())


@blueprint.post(f"{HERE}/retirer")
@at_most("20 per minute")
@guarded(WITHDRAW_COMMENT)
def withdraw(idea_id: uuid.UUID, comment_id: uuid.UUID) -> BaseResponse:
    """Take it back; nothing brings it back again."""
    withdraw_comment(current_actor(), comment_id)
    notice(_("C’est fait : votre commentaire est retiré."))
    return see_other(f"/idees/{idea_id}#commentaires")


def _page(template: str, idea_id: uuid.UUID, comment_id: uuid.UUID, form: Form) -> Response:
    comment = services.read_comment(current_actor(), comment_id)
    if not comment.is_mine:
        raise Forbidden
    return render(
        f"contributions/{template}.html",
        status=200 if form.is_valid else Invalid.status,
        section="me",
        comment=comment,
        idea_url=f"/idees/{idea_id}",
        form=form,
    )
