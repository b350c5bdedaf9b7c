"""What correspondence keeps: what offices were asked and what they answered."""

from beffroi.core.i18n import lazy
from beffroi.core.register import Holds, Record, own, untie
from beffroi.correspondence.models import Answer, Request
from beffroi.correspondence.services.erasure import untie_requests

AS_PUBLIC = lazy("Aussi longtemps que le site : une réponse officielle est publique.")

RECORDS = (
    Record(
        table=Answer,
        holds=Holds.PUBLIC_TEXT,
        what=lazy("Les réponses que vous avez données au nom d’une fonction"),
        purpose=lazy("Publier la réponse d’une institution et pouvoir en rendre compte."),
        kept=AS_PUBLIC,
        personal={
            "words": "the answer of an institution, public; gone with the text it is about",
            "next_step": "the same",
        },
        shown=("outcome", "words", "next_step", "answered_at"),
        theirs=own(Answer.answered_by_id),
        erase=untie(Answer.answered_by_id),
        stays=lazy("Les réponses des institutions, sans le nom de qui les a écrites."),
    ),
    Record(
        table=Request,
        holds=Holds.PUBLIC_TEXT,
        what=lazy("Les demandes que vous avez adressées à des institutions, comme agent"),
        purpose=lazy("Obtenir une réponse à une date, et pouvoir en rendre compte."),
        kept=AS_PUBLIC,
        personal={
            "reason": "what is asked, public; gone with the text it is about",
            "settled_reason": "why it was passed on or taken back; the same",
        },
        shown=("subject_kind", "subject_id", "office_slug", "reason", "asked_at"),
        theirs=own(Request.asked_by_id),
        erase=untie_requests,
        stays=lazy("Les demandes adressées aux institutions, sans le nom de qui les a faites."),
    ),
)
