"""Receipts sent by mail or by SMS: the contact is sealed, used once, and dropped."""

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select, update

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.seals import seal, unseal
from beffroi.identity.models import AssistedAct, Person, Receipt
from beffroi.identity.policies import RECORD_FOR_OTHERS
from beffroi.identity.problems.assistance import ActUnknown, ReceiptTooLate, TooManyReceipts
from beffroi.identity.relay_events import ReceiptAsked
from beffroi.identity.rules.assistance import RECEIPTS_PER_ACT
from beffroi.identity.rules.codes import in_groups
from beffroi.identity.services.assistance import code_to_hand_over, scope_at

PURPOSE = "receipt-contact"


@dataclass(frozen=True)
class ReceiptToSend:
    """What a worker carries: plain values, the contact in clear for the time of the errand."""

    id: uuid.UUID
    channel: str
    contact: str
    language: str
    kind: str
    relay_name: str
    code: str


def ask_receipt(relay: Actor, act_id: uuid.UUID, channel: str, contact: str) -> Receipt:
    """Have a receipt sent: `contact` is an address, or a number in E.164.

    ReceiptTooLate once the code cannot be told any more, TooManyReceipts after three.
    """
    wanted = select(AssistedAct).filter_by(id=act_id, relay_id=relay.person_id)
    act = db.session().scalars(wanted.with_for_update()).one_or_none()
    if act is None:
        raise ActUnknown
    require(relay, RECORD_FOR_OTHERS, scope=scope_at(act.neighbourhood_slug or ""))
    if not code_to_hand_over(relay, act):
        raise ReceiptTooLate
    sent = db.session().scalar(select(func.count()).where(Receipt.act_id == act_id)) or 0
    if sent >= RECEIPTS_PER_ACT:
        raise TooManyReceipts
    guest = db.session().get_one(Person, act.person_id)
    receipt = Receipt(
        act_id=act_id,
        channel=channel,
        sealed_contact=seal(PURPOSE, contact),
        language=guest.locale,
        asked_at=now(),
    )
    db.session().add(receipt)
    db.session().flush()
    record(ReceiptAsked(receipt.id, act_id), by=relay)
    return receipt


def receipt_to_send(receipt_id: uuid.UUID) -> ReceiptToSend | None:
    """What is still to be sent, while its code may be told; None otherwise."""
    query = (
        select(Receipt, AssistedAct, Person)
        .join(AssistedAct, AssistedAct.id == Receipt.act_id)
        .join(Person, Person.id == AssistedAct.relay_id)
        .where(Receipt.id == receipt_id, Receipt.sent_at.is_(None))
    )
    found = db.session().execute(query).one_or_none()
    if found is None or found[0].sealed_contact is None:
        return None
    receipt, act, relay = found
    code = code_to_hand_over(Actor("person", relay.id), act)
    if not code:
        return None
    contact = unseal(PURPOSE, found[0].sealed_contact)
    name = relay.display_name
    known = (receipt.id, receipt.channel, contact, receipt.language, act.kind, name)
    return ReceiptToSend(*known, in_groups(code))


def note_sent(receipt_id: uuid.UUID) -> None:
    """It left: the contact is dropped."""
    sent = update(Receipt).where(Receipt.id == receipt_id, Receipt.sent_at.is_(None))
    db.session().execute(sent.values(sent_at=now(), sealed_contact=None))
