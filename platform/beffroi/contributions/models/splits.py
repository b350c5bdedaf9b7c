"""Ideas made into several: proposed or made, what came of it, what their authors say against it."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import new_id

STATES = "('proposed', 'made', 'refused', 'withdrawn', 'gathered')"
STANDING = text("state IN ('proposed', 'made')")


class IdeaSplit(Base):
    """An idea is made into several, and why; `state` says whether it waits for a yes.

    `parts` holds titles and texts while they wait, nothing afterwards. `version` is the text they
    were made of, `published_at` when it had become public: whole again, it is since then.
    """

    __tablename__ = "idea_split"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="known_state"),
        CheckConstraint(
            "state NOT IN ('made', 'gathered') OR split_at IS NOT NULL", name="dated_when_made"
        ),
        Index(
            "ux_idea_split_source_id",
            "source_id",
            unique=True,
            postgresql_where=STANDING,
            sqlite_where=STANDING,
        ),
        Index("ix_idea_split_source_id", "source_id", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    source_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    parts: Mapped[list[Any]] = mapped_column(JSON)
    proposed_at: Mapped[datetime]
    split_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str] = mapped_column(Text, default="")


class IdeaPart(Base):
    """An idea made of the words of another."""

    __tablename__ = "idea_part"
    __table_args__ = (
        Index("ix_idea_part_source_id", "source_id"),
        Index("ix_idea_part_split_id", "split_id"),
    )

    idea_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True
    )
    split_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("idea_split.id", ondelete="CASCADE"))
    source_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))


class SplitObjection(Base):
    """What one of those who wrote an idea says against its split, and what the staff answered."""

    __tablename__ = "split_objection"
    __table_args__ = (
        Index("ix_split_objection_person_id", "person_id"),
        Index("ix_split_objection_idea_id", "idea_id"),
    )

    split_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("idea_split.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    idea_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    words: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
