"""Tells somebody that a relay has written what they told: it is theirs to read over and to send."""

from beffroi.contributions.events import VoiceWritten
from beffroi.contributions.services import draft
from beffroi.contributions.services.drafts import author_of
from beffroi.core.problems import NotFound
from beffroi.notifications.services import tell
from workflows.once import handles, occurrence


@handles(max_retries=8, min_backoff=1_000, max_backoff=300_000, time_limit=30_000)
def of_writing(event: VoiceWritten) -> None:
    """To the page where it is read over; one that was sent or dropped meanwhile is left alone."""
    try:
        begun = draft(event.draft_id)
    except NotFound:
        return
    reader_id = author_of(event.draft_id)
    if reader_id is not None and begun.idea_id is None:
        tell(reader_id, "voice_written", {}, f"{begun.url}/contact", occurrence().event_id)
