"""What moderation does: screen a text, show the queue and a case, carry a decision out."""

from beffroi.moderation.services.decision import decide, last_decision
from beffroi.moderation.services.examined import examined
from beffroi.moderation.services.files import case_file
from beffroi.moderation.services.queue import next_case, queue, unanswered_case
from beffroi.moderation.services.screening import screen_subject, tells_how_to_reach

__all__ = [
    "case_file",
    "decide",
    "examined",
    "last_decision",
    "next_case",
    "queue",
    "screen_subject",
    "tells_how_to_reach",
    "unanswered_case",
]
