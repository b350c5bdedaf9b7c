"""What a relay enters for somebody, and the code by which it becomes that person's own."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import new_id, random_id

ACT_KINDS = "('idea', 'support', 'comment', 'proof', 'answers')"


class Claim(Base):
    """A code handed to a guest: whoever holds it follows what they did, and makes it theirs."""

    __tablename__ = "claim"
    __table_args__ = (
        Index("ix_claim_person_id", "person_id"),
        Index("ix_claim_claimed_by_id", "claimed_by_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=random_id)
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    made_at: Mapped[datetime]
    ends_on: Mapped[date]
    claimed_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    claimed_at: Mapped[datetime | None]


class AssistedAct(Base):
    """Who entered what, for whom, where, and which consent was read out.

    `entry_digest` is that of the key a device gave the entry: sent again, even long after, it is
    found. `objection` is what the person says of it when they contest it.
    """

    __tablename__ = "assisted_act"
    __table_args__ = (
        CheckConstraint(f"kind IN {ACT_KINDS}", name="known_kind"),
        Index("ix_assisted_act_relay_id", "relay_id", "recorded_at"),
        Index("ix_assisted_act_person_id", "person_id"),
        Index("ix_assisted_act_subject_id", "subject_id", "kind"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    relay_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    subject_id: Mapped[uuid.UUID]
    consent_version: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(String(120))
    neighbourhood_slug: Mapped[str | None] = mapped_column(ForeignKey("neighbourhood.slug"))
    acted_on: Mapped[date]
    recorded_at: Mapped[datetime]
    entry_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    contested_at: Mapped[datetime | None]
    objection: Mapped[str] = mapped_column(Text, default="")


class Receipt(Base):
    """A receipt to be sent: the contact is sealed, and dropped as soon as it has left."""

    __tablename__ = "receipt"
    __table_args__ = (
        CheckConstraint("channel IN ('email', 'sms')", name="known_channel"),
        Index("ix_receipt_act_id", "act_id"),
        Index("ix_receipt_asked_at", "asked_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=random_id)
    act_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assisted_act.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(String(10))
    sealed_contact: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8), default="fr")
    asked_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
