"""What a person is told, in the application, and how it was carried to them."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import new_id


class Message(Base):
    """One thing told to one person; its words are made when read, in the reader's language."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id", "kind"),
        Index("ix_message_person_id_id", "person_id", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    event_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("event.id"))
    kind: Mapped[str] = mapped_column(String(60))
    params: Mapped[dict[str, Any]]
    link: Mapped[str] = mapped_column(String(300))
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class Delivery(Base):
    """A message on its way by one channel."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("message_id", "channel"),
        CheckConstraint("channel IN ('email')", name="known_channel"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    message_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(String(10))
    queued_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
