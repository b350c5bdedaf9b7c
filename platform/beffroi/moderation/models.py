"""A case on a text of any slice, what the screening found in it, and what a person decided."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import new_id

OPEN = text("decided_at IS NULL")


class Case(Base):
    """Something a person must look at before its deadline. `subject` is a row of another slice."""

    __tablename__ = "moderation_case"
    __table_args__ = (
        CheckConstraint(
            "outcome IS NULL OR outcome IN ('publish', 'ask_change', 'refuse')",
            name="known_outcome",
        ),
        CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name="decided_with_outcome"),
        Index("ix_moderation_case_subject", "subject_kind", "subject_id"),
        Index(
            "uq_moderation_case_open_subject",
            "subject_kind",
            "subject_id",
            unique=True,
            postgresql_where=OPEN,
            sqlite_where=OPEN,
        ),
        Index("ix_moderation_case_queue", "due_at", "id", postgresql_where=OPEN, sqlite_where=OPEN),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[uuid.UUID]
    subject_version: Mapped[int]
    contract_slug: Mapped[str] = mapped_column(ForeignKey("contract.slug"))
    neighbourhood_slug: Mapped[str | None] = mapped_column(ForeignKey("neighbourhood.slug"))
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    outcome: Mapped[str | None] = mapped_column(String(20))
    decided_at: Mapped[datetime | None]


class Finding(Base):
    """A passage the screening saw, with its reason: advice, never a decision."""

    __tablename__ = "moderation_finding"
    __table_args__ = (Index("ix_moderation_finding_case_id", "case_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("moderation_case.id", ondelete="CASCADE"))
    part: Mapped[str] = mapped_column(String(20))
    detector: Mapped[str] = mapped_column(String(40))
    detector_version: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(String(40))
    start: Mapped[int]
    end: Mapped[int]
    reason: Mapped[str] = mapped_column(String(300))


class Decision(Base):
    """What was decided, by whom, for which reason, with which words to the author."""

    __tablename__ = "moderation_decision"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("moderation_case.id"), unique=True)
    moderator_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    outcome: Mapped[str] = mapped_column(String(20))
    reason_code: Mapped[str | None] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(Text, default="")
    structure_slug: Mapped[str | None] = mapped_column(ForeignKey("structure.slug"))
    decided_at: Mapped[datetime]
