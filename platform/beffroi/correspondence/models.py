"""What is asked of an office, and its answers; `subject` is a row of another slice."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import new_id

OPEN = text("settled_at IS NULL")


class Request(Base):
    """An answer expected of an office by a day, the last one to be in time.

    Passed on, it is settled here and goes on as the request that `came_from` it, of another office.
    `days_taken` is counted from the day it came to the office to that of its first answer.
    """

    __tablename__ = "office_request"
    __table_args__ = (
        CheckConstraint(
            "state IN ('asked', 'acknowledged', 'answered', 'transferred', 'withdrawn')",
            name="known_state",
        ),
        CheckConstraint(
            "(state IN ('asked', 'acknowledged')) = (settled_at IS NULL)", name="settled_when_over"
        ),
        CheckConstraint(
            "(state = 'answered') = (days_taken IS NOT NULL)", name="counted_when_answered"
        ),
        UniqueConstraint("came_from_id"),
        Index("ix_office_request_subject", "subject_kind", "subject_id", "asked_at"),
        Index(
            "uq_office_request_open",
            "subject_kind",
            "subject_id",
            "office_slug",
            unique=True,
            postgresql_where=OPEN,
            sqlite_where=OPEN,
        ),
        Index("ix_office_request_due", "due_on", "id", postgresql_where=OPEN, sqlite_where=OPEN),
        Index("ix_office_request_office", "office_slug", "asked_at", "id"),
        Index("ix_office_request_asked_by_id", "asked_by_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[uuid.UUID]
    contract_slug: Mapped[str] = mapped_column(ForeignKey("contract.slug"))
    neighbourhood_slug: Mapped[str | None] = mapped_column(ForeignKey("neighbourhood.slug"))
    office_slug: Mapped[str] = mapped_column(ForeignKey("office.slug"))
    reason: Mapped[str] = mapped_column(Text, default="")
    asked_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    asked_at: Mapped[datetime]
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(16), default="asked")
    settled_at: Mapped[datetime | None]
    settled_on: Mapped[date | None]
    settled_reason: Mapped[str] = mapped_column(Text, default="")
    days_taken: Mapped[int | None]
    came_from_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("office_request.id"))


class Answer(Base):
    """What an office answered; 1 is the first, a later one puts it right or follows a wait."""

    __tablename__ = "office_answer"
    __table_args__ = (
        CheckConstraint(
            "outcome IN ('followed', 'partly', 'not_followed', 'referred', 'studied')",
            name="known_outcome",
        ),
        Index("ix_office_answer_answered_by_id", "answered_by_id"),
    )

    request_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("office_request.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(String(16))
    effect: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)
    structure_slug: Mapped[str | None] = mapped_column(ForeignKey("structure.slug"))
    next_step: Mapped[str] = mapped_column(String(300), default="")
    next_step_on: Mapped[date | None]
    answered_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    answered_at: Mapped[datetime]
