"""Blocks: somebody may not act for a time, for a reason that is told and can be appealed."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import new_id


class Block(Base):
    """Reason, facts, term; then, if the person asks, an appeal read by somebody else.

    It suspends everywhere; its place says who answers for it: those who moderate there.
    `series_id`: it was met again after an account was erased, with what these marks tell of it.
    """

    __tablename__ = "block"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="term_in_order"),
        CheckConstraint("appeal_outcome IN ('upheld', 'lifted')", name="known_outcome"),
        Index("ix_block_person_id", "person_id", "ends_at"),
        Index("ix_block_series_id", "series_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    contract_slug: Mapped[str | None] = mapped_column(ForeignKey("contract.slug"))
    neighbourhood_slug: Mapped[str | None] = mapped_column(ForeignKey("neighbourhood.slug"))
    reason_code: Mapped[str] = mapped_column(String(40))
    justification: Mapped[str] = mapped_column(Text)
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
    appeal: Mapped[str] = mapped_column(Text, default="")
    appealed_at: Mapped[datetime | None]
    appeal_answer: Mapped[str] = mapped_column(Text, default="")
    appeal_outcome: Mapped[str | None] = mapped_column(String(10))
    appeal_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    appeal_decided_at: Mapped[datetime | None]
    series_id: Mapped[uuid.UUID | None]


class BlockMark(Base):
    """What an erasure leaves of a running block: a keyed digest of what identified the person.

    The marks of one block have one random `series_id`, so that they end together. They keep who
    decided: nobody judges their own decision, before an erasure or after.
    """

    __tablename__ = "block_mark"
    __table_args__ = (
        Index("ix_block_mark_series_id", "series_id"),
        Index("ix_block_mark_ends_at", "ends_at"),
    )

    mark_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    series_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    contract_slug: Mapped[str | None] = mapped_column(ForeignKey("contract.slug"))
    neighbourhood_slug: Mapped[str | None] = mapped_column(ForeignKey("neighbourhood.slug"))
    reason_code: Mapped[str] = mapped_column(String(40))
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    ends_at: Mapped[datetime]
