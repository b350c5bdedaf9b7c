"""The page of one's messages."""

import uuid

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core import pages
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.pages import PageBlueprint, notice, safe_next, see_other
from beffroi.core.policy import guarded
from beffroi.notifications import services
from beffroi.notifications.policies import LIST_MESSAGES, READ_MESSAGE

HERE = "/moi/messages"

blueprint = PageBlueprint("notifications", __name__)


@blueprint.get(HERE)
@guarded(LIST_MESSAGES)
def my_messages() -> Response:
    """All that one was told, the latest first."""
    cursor = request.args.get("apres") or None
    found = services.messages_of(current_actor(), cursor)
    return pages.render("notifications/messages.html", messages=found, cursor=cursor)


@blueprint.post("/moi/messages/<uuid:message_id>/ouvrir")
@guarded(READ_MESSAGE)
def open_message(message_id: uuid.UUID) -> BaseResponse:
    """Mark it read and go on to its next step."""
    message = services.mark_read(current_actor(), message_id)
    return see_other(safe_next(message.link, HERE))


@blueprint.post("/moi/messages/lus")
@guarded(LIST_MESSAGES)
def read_all() -> BaseResponse:
    """Nothing is unread any more."""
    services.mark_all_read(current_actor())
    notice(_("Tous vos messages sont marqués comme lus."))
    return see_other(HERE)
