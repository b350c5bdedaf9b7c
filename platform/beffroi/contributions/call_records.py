"""What is kept of calls themselves: their sheet, their phases, how they ended, who speaks."""

from beffroi.contributions.models import (
    Call,
    CallAgreement,
    CallChange,
    CallConclusion,
    CallNeighbourhood,
    CallPhase,
    CallSpeaker,
)
from beffroi.core.i18n import lazy
from beffroi.core.records import reference
from beffroi.core.register import Holds, Record, own, untie

OF_CALLS = (
    reference(Call),
    reference(CallNeighbourhood),
    reference(CallPhase, acts="what is open: codes"),
    reference(
        CallConclusion,
        decision="of the institution, or of both sides",
        reasons="of the institution, or of both sides",
        taken="of the institution, or of both sides",
    ),
    Record(
        table=CallAgreement,
        holds=Holds.ACCOUNT,
        what=lazy("Les textes communs auxquels vous avez dit oui"),
        purpose=lazy("Savoir que deux personnes différentes ont dit oui aux mêmes mots."),
        kept=lazy("Tant que l’appel est gardé ; sans votre nom une fois votre compte effacé."),
        shown=("call_id", "version"),
        theirs=own(CallAgreement.person_id),
        erase=untie(CallAgreement.person_id),
    ),
    reference(CallChange, before="of a call", after="of a call", reason="of staff, public"),
    Record(
        table=CallSpeaker,
        holds=Holds.ACCOUNT,
        what=lazy("Les appels où vous parlez pour le groupe"),
        purpose=lazy("Savoir qui dit oui au nom du groupe, dans une codécision."),
        kept=lazy("Tant que l’appel est gardé, ou jusqu’à ce que vous partiez."),
        shown=("call_id",),
        theirs=own(CallSpeaker.person_id),
    ),
)
