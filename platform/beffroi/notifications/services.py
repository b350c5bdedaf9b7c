"""Tells people things: a message in the application, and its way to them."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import force_locale
from sqlalchemy import func, select, update

from beffroi.core import db, keyset
from beffroi.core.actor import SYSTEM, Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.ids import new_id
from beffroi.core.policy import require
from beffroi.identity.services import people, person
from beffroi.notifications.events import MessageQueued
from beffroi.notifications.models import Delivery, Message
from beffroi.notifications.policies import LIST_MESSAGES, READ_MESSAGE
from beffroi.notifications.problems import MessageUnknown
from beffroi.notifications.views import MessageList, MessageView, Parcel
from beffroi.notifications.words import GATHERED, KINDS, words_of

EMAIL = "email"


def tell(
    person_id: uuid.UUID,
    kind: str,
    params: dict[str, Any],
    link: str,
    event_id: uuid.UUID | None = None,
) -> Message | None:
    """Tell a person something, once for an event; None when they were told, or are no more."""
    if kind not in KINDS:
        raise ValueError(f"a message without words: {kind}")
    reader = person(person_id)
    if reader is None or (event_id is not None and _was_told(person_id, kind, event_id)):
        return None
    message = Message(
        person_id=person_id,
        event_id=event_id,
        kind=kind,
        params=params,
        link=link,
        created_at=now(),
    )
    db.session().add(message)
    db.session().flush()
    if reader.email is not None:
        db.session().add(Delivery(message_id=message.id, channel=EMAIL, queued_at=now()))
        record(MessageQueued(message.id), by=SYSTEM)
    return message


def tell_many(
    person_ids: Sequence[uuid.UUID],
    kind: str,
    params: dict[str, Any],
    link: str,
    event_id: uuid.UUID,
) -> int:
    """Tell many people one thing, each once for an event; how many had not been told."""
    if kind not in KINDS:
        raise ValueError(f"a message without words: {kind}")
    told = select(Message.person_id).filter_by(kind=kind, event_id=event_id)
    already = set(db.session().scalars(told.where(Message.person_id.in_(person_ids))))
    readers = people([one for one in person_ids if one not in already])
    fields = {"event_id": event_id, "kind": kind, "params": params, "link": link}
    messages = {
        reader.id: Message(id=new_id(), person_id=reader.id, created_at=now(), **fields)
        for reader in readers.values()
    }
    db.session().add_all(messages.values())
    db.session().flush()
    for message in messages.values():
        if readers[message.person_id].email is not None:
            db.session().add(Delivery(message_id=message.id, channel=EMAIL, queued_at=now()))
            record(MessageQueued(message.id), by=SYSTEM)
    db.session().flush()
    return len(readers)


def messages_of(actor: Actor, cursor: str | None = None, limit: int = keyset.LIMIT) -> MessageList:
    """One's messages, the latest first."""
    require(actor, LIST_MESSAGES)
    mine = Message.person_id == actor.person_id
    columns = select(
        Message.id,
        Message.kind,
        Message.params,
        Message.link,
        Message.created_at,
        Message.read_at,
    )
    page = keyset.page(db.session(), columns.where(mine), (Message.id,), cursor, limit)
    total = db.session().scalar(select(func.count()).select_from(Message).where(mine)) or 0
    return MessageList([_view(row) for row in page.rows], page.next_cursor, total)


def unread_count(actor: Actor) -> int:
    """How many messages the person has not read."""
    query = select(func.count()).where(
        Message.person_id == actor.person_id, Message.read_at.is_(None)
    )
    return db.session().scalar(query) or 0


def mark_read(actor: Actor, message_id: uuid.UUID) -> MessageView:
    """The person has read it; the first time counts."""
    message = db.session().get(Message, message_id)
    if message is None or message.person_id != actor.person_id:
        raise MessageUnknown
    require(actor, READ_MESSAGE, owner=message.person_id)
    message.read_at = message.read_at or now()
    return _view(message)


def mark_all_read(actor: Actor) -> None:
    """The person has read all of them."""
    require(actor, LIST_MESSAGES)
    unread = update(Message).where(Message.person_id == actor.person_id, Message.read_at.is_(None))
    db.session().execute(unread.values(read_at=now()))


def parcel(message_id: uuid.UUID) -> Parcel | None:
    """What is to be carried by mail, in the language of its reader; None when nothing is owed."""
    query = (
        select(Message)
        .join(Delivery, Delivery.message_id == Message.id)
        .where(Message.id == message_id, Delivery.channel == EMAIL, Delivery.sent_at.is_(None))
    )
    message = db.session().scalars(query).one_or_none()
    reader = person(message.person_id) if message is not None else None
    if message is not None and message.kind in GATHERED and message.read_at is not None:
        return None  # it waited so that more could join it, and was read meanwhile
    if message is None or reader is None or reader.email is None:
        return None
    with force_locale(reader.locale):
        words = words_of(message.kind, message.params)
    return Parcel(message.id, reader.email, reader.locale, words, message.link)


def note_sent(message_id: uuid.UUID) -> None:
    """The mail left; the first time counts."""
    sent = update(Delivery).where(
        Delivery.message_id == message_id, Delivery.channel == EMAIL, Delivery.sent_at.is_(None)
    )
    db.session().execute(sent.values(sent_at=now()))


def _was_told(person_id: uuid.UUID, kind: str, event_id: uuid.UUID) -> bool:
    told = select(Message.id).filter_by(person_id=person_id, kind=kind, event_id=event_id)
    return db.session().scalar(told) is not None


def _view(row: Any) -> MessageView:
    words = words_of(row.kind, row.params)
    return MessageView(row.id, row.kind, words, row.link, row.created_at, row.read_at)
