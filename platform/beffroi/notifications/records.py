"""What notifications keep: messages and their way."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from beffroi.core.clock import now
from beffroi.core.i18n import lazy
from beffroi.core.register import Condition, Holds, Record, own
from beffroi.notifications.erasure import forget_messages
from beffroi.notifications.models import Delivery, Message
from beffroi.notifications.words import words_of

MESSAGES_KEPT = timedelta(days=2 * 365)


def _as_read(row: Any) -> dict[str, Any]:
    """The words the person was given, not the facts they are made of."""
    words = words_of(row.kind, row.params)
    return {
        "created_at": row.created_at,
        "subject": words.subject,
        "happened": words.happened,
        "why": words.why,
        "quote": words.quote,
        "next_step": words.next_step,
        "link": row.link,
        "read_at": row.read_at,
    }


def _of_own_message(person_id: Any) -> Condition:
    return Delivery.message_id.in_(select(Message.id).where(Message.person_id == person_id))


RECORDS = (
    Record(
        table=Message,
        holds=Holds.CONTACT,
        what=lazy("Les messages qui vous ont été adressés"),
        purpose=lazy("Vous dire ce que deviennent vos contributions."),
        kept=lazy("Deux ans."),
        personal={"params": "what a message is about", "link": "where a message leads"},
        shown=("created_at", "subject", "happened", "why", "quote", "next_step", "link",
               "read_at"),
        present=_as_read,
        theirs=own(Message.person_id),
        erase=forget_messages,
        over=lambda: Message.created_at < now() - MESSAGES_KEPT,
    ),
    Record(
        table=Delivery,
        holds=Holds.CONTACT,
        what=lazy("L’envoi de ces messages par e-mail : dates"),
        purpose=lazy("Ne pas envoyer deux fois le même message."),
        kept=lazy("Deux ans."),
        shown=("channel", "queued_at", "sent_at"),
        theirs=_of_own_message,
        erase=lambda _leaving: None,  # with the messages
    ),
)  # fmt: skip
