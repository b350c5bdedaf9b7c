"""A voice that tells an idea, until its words are written and read over by its author."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import random_id


class Voice(Base):
    """A recording of two minutes at most; beside a sent idea only if its author lets it be heard.

    `asked_at`: its author asked a relay of this neighbourhood to write it down; `writer_id` did.
    """

    __tablename__ = "voice"
    __table_args__ = (
        CheckConstraint("(draft_id IS NULL) <> (idea_id IS NULL)", name="of_a_draft_or_an_idea"),
        CheckConstraint("seconds BETWEEN 1 AND 122", name="two_minutes_at_most"),
        CheckConstraint(
            "(asked_at IS NULL) = (neighbourhood_slug IS NULL)", name="asked_somewhere"
        ),
        Index("ix_voice_asked", "neighbourhood_slug", "asked_at"),
        Index("ix_voice_writer_id", "writer_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=random_id)
    draft_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("draft.id", ondelete="CASCADE"), unique=True
    )
    idea_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("idea.id", ondelete="CASCADE"), unique=True
    )
    kind: Mapped[str] = mapped_column(String(20))
    seconds: Mapped[int]
    file_stem: Mapped[str] = mapped_column(String(32), unique=True)
    added_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    neighbourhood_slug: Mapped[str | None] = mapped_column(ForeignKey("neighbourhood.slug"))
    writer_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    written_at: Mapped[datetime | None]
