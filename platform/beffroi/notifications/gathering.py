"""Messages that gather: one for all that is said in one place, carried once it has settled."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.problems import NotFound
from beffroi.identity.services import person
from beffroi.identity.services.proofs import hold_person
from beffroi.notifications import rules
from beffroi.notifications.events import MessageQueued
from beffroi.notifications.models import Delivery, Message
from beffroi.notifications.services import EMAIL

COUNT = "count"


def gather(
    person_id: uuid.UUID, kind: str, params: dict[str, Any], link: str, event_id: uuid.UUID
) -> Message | None:
    """Tell a person of one more thing of this kind there; None when they are no more.

    It joins the message that waits to be read and to be carried, if there is one.
    """
    try:
        hold_person(person_id)  # two workers would each begin a message
    except NotFound:
        return None
    waiting = _waiting(person_id, kind, link)
    if waiting is not None:
        waiting.params = params | {COUNT: waiting.params.get(COUNT, 1) + 1}
        return waiting
    return _begin(Message(
        person_id=person_id, event_id=event_id, kind=kind, params=params | {COUNT: 1}, link=link,
        created_at=now(),
    ))  # fmt: skip


def _waiting(person_id: uuid.UUID, kind: str, link: str) -> Message | None:
    there = select(Message).filter_by(person_id=person_id, kind=kind, link=link, read_at=None)
    unsent = there.outerjoin(Delivery, Delivery.message_id == Message.id)
    unsent = unsent.where(or_(Delivery.id.is_(None), Delivery.sent_at.is_(None)))
    held = unsent.order_by(Message.id.desc()).limit(1).with_for_update(of=Message)
    found = db.session().scalars(held.execution_options(populate_existing=True))
    return found.one_or_none()


def _begin(message: Message) -> Message:
    last = _last_carried(message)
    db.session().add(message)
    db.session().flush()
    reader = person(message.person_id)
    if reader is not None and reader.email is not None:
        db.session().add(Delivery(message_id=message.id, channel=EMAIL, queued_at=now()))
        due_at = rules.carried_at(message.created_at, last)
        record(MessageQueued(message.id), by=SYSTEM, due_at=due_at)
    return message


def _last_carried(message: Message) -> datetime | None:
    before = Message.person_id == message.person_id
    same = (Message.kind == message.kind) & (Message.link == message.link)
    sent = select(func.max(Delivery.sent_at)).join(Message, Message.id == Delivery.message_id)
    return db.session().scalar(sent.where(before, same))
