"""One's messages, for programs."""

import uuid
from typing import Any

from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint, CursorQuery
from beffroi.core.policy import guarded
from beffroi.notifications import services
from beffroi.notifications.policies import LIST_MESSAGES, READ_MESSAGE
from beffroi.notifications.schemas import MessageSchema, MessagesSchema
from beffroi.notifications.views import MessageList, MessageView

blueprint = ApiBlueprint("notifications", __name__, description="What a person was told")


@blueprint.reads("/me/messages", MessagesSchema, query=CursorQuery)
@guarded(LIST_MESSAGES)
def messages(query: dict[str, Any]) -> MessageList:
    """One's messages, the latest first."""
    return services.messages_of(current_actor(), query.get("cursor"), query["limit"])


@blueprint.writes("/me/messages/<uuid:message_id>/read", "PUT", MessageSchema)
@guarded(READ_MESSAGE)
def mark_read(message_id: uuid.UUID) -> MessageView:
    """Mark a message read; again changes nothing."""
    return services.mark_read(current_actor(), message_id)
