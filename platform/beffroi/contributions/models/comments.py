"""Words under an idea."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.contributions.models.ideas import VISIBILITIES
from beffroi.core.db import Base
from beffroi.core.ids import new_id


class Comment(Base):
    """A word under an idea."""

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint(f"visibility IN {VISIBILITIES}", name="known_visibility"),
        Index("ix_comment_idea_id", "idea_id", "visibility", "id"),
        Index("ix_comment_author_id", "author_id", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    idea_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    author_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    author_name: Mapped[str] = mapped_column(String(80))
    body: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8), default="fr")
    version: Mapped[int] = mapped_column(default=1)
    fingerprint: Mapped[str] = mapped_column(String(64))
    visibility: Mapped[str] = mapped_column(String(20), default="waiting")
    written_at: Mapped[datetime]
