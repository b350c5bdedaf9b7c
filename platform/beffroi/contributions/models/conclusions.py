"""How a call ended: the decision, its reasons, and who said yes to a joint text."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base


class CallConclusion(Base):
    """What was decided, why, and what was taken from what people gave; once final, it stays."""

    __tablename__ = "call_conclusion"
    __table_args__ = (
        CheckConstraint("state IN ('proposed', 'final')", name="known_state"),
        CheckConstraint("(state = 'final') = (concluded_at IS NOT NULL)", name="dated_once_final"),
    )

    call_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("call.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(default=1)
    decision: Mapped[str] = mapped_column(Text)
    reasons: Mapped[str] = mapped_column(Text)
    taken: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default="proposed")
    written_at: Mapped[datetime]
    concluded_at: Mapped[datetime | None]


class CallAgreement(Base):
    """A side says yes to a version of the joint text, by one person."""

    __tablename__ = "call_agreement"
    __table_args__ = (
        CheckConstraint("side IN ('institution', 'group')", name="known_side"),
        UniqueConstraint("call_id", "person_id"),
        Index("ix_call_agreement_person_id", "person_id"),
    )

    call_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("call_conclusion.call_id", ondelete="CASCADE"), primary_key=True
    )
    side: Mapped[str] = mapped_column(String(12), primary_key=True)
    person_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    version: Mapped[int]
    agreed_at: Mapped[datetime]
