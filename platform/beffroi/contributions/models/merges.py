"""Ideas put together as one."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import new_id

STANDING = text("undone_at IS NULL")


class IdeaMerge(Base):
    """An idea joined another, why, and when it was taken apart again, if it was.

    `published_at` is when the idea had become public: taken apart, it is since then again.
    """

    __tablename__ = "idea_merge"
    __table_args__ = (
        CheckConstraint("source_id <> target_id", name="joins_another"),
        Index(
            "ux_idea_merge_source_id",
            "source_id",
            unique=True,
            postgresql_where=STANDING,
            sqlite_where=STANDING,
        ),
        Index("ix_idea_merge_target_id", "target_id", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    source_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    target_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    reason: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]
    merged_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_reason: Mapped[str] = mapped_column(Text, default="")
