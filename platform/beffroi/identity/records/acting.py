"""Acting for somebody: follow codes, what relays entered, receipts."""

from sqlalchemy import or_, select

from beffroi.core.clock import now, today
from beffroi.core.i18n import lazy
from beffroi.core.register import Basis, Condition, Holds, Record, own
from beffroi.identity.models import AssistedAct, Claim, Receipt
from beffroi.identity.rules.rights import ACTS_KEPT, CODES_KEPT


def _claims_of(person_id: object) -> Condition:
    return or_(Claim.person_id == person_id, Claim.claimed_by_id == person_id)


def _receipts_of(person_id: object) -> Condition:
    theirs = select(AssistedAct.id).where(AssistedAct.person_id == person_id)
    return Receipt.act_id.in_(theirs)


ACTING = (
    Record(
        table=Receipt,
        is_sent=True,
        holds=Holds.CONTACT,
        what=lazy("L’adresse ou le numéro donné pour recevoir un reçu, chiffré"),
        purpose=lazy("Vous envoyer le reçu de ce qu’un relais a noté pour vous."),
        kept=lazy("L’adresse : jusqu’à l’envoi, un jour au plus."),
        basis=Basis.CONSENT,
        personal={"sealed_contact": "where to send a receipt; dropped once sent"},
        hidden=("sealed_contact",),
        shown=("channel", "asked_at", "sent_at"),
        theirs=_receipts_of,
        over=lambda: Receipt.asked_at < now() - CODES_KEPT,
    ),
    Record(
        table=AssistedAct,
        holds=Holds.OPINION,
        what=lazy("Ce qu’un relais a noté pour vous, et votre accord"),
        purpose=lazy("Vous montrer ce qui a été fait en votre nom, et pouvoir le contester."),
        kept=lazy("Trois ans."),
        personal={
            "place": "where it was taken down: a hall, a market",
            "objection": "what the person says against it; gone with them",
        },
        hidden=("entry_digest",),
        shown=(
            "kind", "subject_id", "place", "neighbourhood_slug", "acted_on", "recorded_at",
            "consent_version", "contested_at", "objection",
        ),
        theirs=own(AssistedAct.person_id),
        over=lambda: AssistedAct.recorded_at < now() - ACTS_KEPT,
        dated="recorded_at",
    ),
    Record(
        table=Claim,
        holds=Holds.ACCOUNT,
        what=lazy("Les codes de suivi de ce que vous avez fait sans compte"),
        purpose=lazy("Vous laisser suivre votre contribution, puis la rattacher à votre compte."),
        kept=lazy("Un an, ou tant que le compte auquel ils sont rattachés existe."),
        hidden=("code_digest",),
        shown=("made_at", "ends_on", "claimed_at"),
        theirs=_claims_of,
        over=lambda: (Claim.ends_on < today()) & Claim.claimed_by_id.is_(None),
    ),
)  # fmt: skip
