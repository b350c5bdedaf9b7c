"""What became of each event: when to send it next, who has handled it, what could not be done."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base


class Outbox(Base):
    """An event still to be sent, or sent and not yet known to be handled by all its actors.

    `next_at` is when the relay looks at it again: at once, at its due time, or after a grace in
    case the broker was emptied. `settled_at` is set when nothing is owed any more.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_open",
            "next_at",
            postgresql_where=text("settled_at IS NULL"),
            sqlite_where=text("settled_at IS NULL"),
        ),
    )

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("event.id"), primary_key=True)
    next_at: Mapped[datetime]
    rounds: Mapped[int] = mapped_column(default=0)
    settled_at: Mapped[datetime | None]


class Handled(Base):
    """An actor has handled an event: the row is in the actor's own transaction, so never twice."""

    __tablename__ = "handled"

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("event.id"), primary_key=True)
    actor: Mapped[str] = mapped_column(String(80), primary_key=True)
    handled_at: Mapped[datetime]


class DeadLetter(Base):
    """An actor gave up on an event; operators see it and replay it."""

    __tablename__ = "dead_letter"

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("event.id"), primary_key=True)
    actor: Mapped[str] = mapped_column(String(80), primary_key=True)
    error: Mapped[str] = mapped_column(Text)
    died_at: Mapped[datetime]
    replayed_at: Mapped[datetime | None]


class Tick(Base):
    """A recurring duty and when it falls due next; whoever moves `next_at` on does it."""

    __tablename__ = "tick"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    next_at: Mapped[datetime]
