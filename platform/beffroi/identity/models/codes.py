"""One-time proofs: codes sent by mail or SMS, and codes printed on invitations."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import new_id, random_id


class OneTimeCode(Base):
    """Six digits sent to an address or a phone; the contact is sealed and dropped once sent.

    `person_id` is whose account has this address, looked up while the address is at hand.
    """

    __tablename__ = "one_time_code"
    __table_args__ = (
        CheckConstraint("channel IN ('email', 'sms')", name="known_channel"),
        Index("ix_one_time_code_contact_digest", "contact_digest", "created_at"),
        Index("ix_one_time_code_expires_at", "expires_at"),
        Index("ix_one_time_code_person_id", "person_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=random_id)
    channel: Mapped[str] = mapped_column(String(10))
    sealed_contact: Mapped[str | None] = mapped_column(Text)
    contact_digest: Mapped[str] = mapped_column(String(64))
    code_digest: Mapped[str] = mapped_column(String(64))
    failures: Mapped[int] = mapped_column(default=0)
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(8), default="fr")
    next_path: Mapped[str] = mapped_column(String(300), default="/")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class InvitationBatch(Base):
    """Codes printed together, handed out or posted in one place; posted ones prove residence."""

    __tablename__ = "invitation_batch"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    label: Mapped[str] = mapped_column(String(120))
    contract_slug: Mapped[str] = mapped_column(ForeignKey("contract.slug"))
    neighbourhood_slug: Mapped[str | None] = mapped_column(ForeignKey("neighbourhood.slug"))
    proves_residence: Mapped[bool] = mapped_column(default=False)
    size: Mapped[int]
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    made_at: Mapped[datetime]
    ends_on: Mapped[date]
    revoked_at: Mapped[datetime | None]


class Invitation(Base):
    """One printed code; it serves one person."""

    __tablename__ = "invitation"
    __table_args__ = (
        Index("ix_invitation_batch_id", "batch_id"),
        Index("ix_invitation_person_id", "person_id"),
    )

    code_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    batch_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("invitation_batch.id", ondelete="CASCADE")
    )
    person_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    used_at: Mapped[datetime | None]
