"""Carries a message to its reader by mail; in the application it stands whatever happens here."""

from functools import partial

from flask import current_app

from beffroi.core.mail import send
from beffroi.notifications.events import MessageQueued
from beffroi.notifications.services import note_sent, parcel
from workflows.letters import letter
from workflows.once import Errand, carries


@carries(max_retries=12, min_backoff=5_000, max_backoff=3_600_000, time_limit=60_000)
def by_mail(event: MessageQueued) -> Errand | None:
    """A mail server may be down for hours: tried for most of a day."""
    owed = parcel(event.message_id)
    if owed is None:
        return None
    site = current_app.extensions["beffroi_settings"]
    mail = letter(
        "message",
        owed.email,
        owed.language,
        f"message-{owed.message_id}",
        words=owed.words,
        url=f"{site.public_url}{owed.link}",
    )
    return Errand(do=partial(send, mail), afterwards=partial(note_sent, owed.message_id))
