"""Pictures beside an idea, while it is written and once it is sent."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import random_id


class Photo(Base):
    """A picture as it was drawn anew; `file_stem` begins the keys of its sizes (`core.files`).

    `digest` is that of its pixels: the same picture sent twice to one idea is there once.
    """

    __tablename__ = "photo"
    __table_args__ = (
        CheckConstraint("(draft_id IS NULL) <> (idea_id IS NULL)", name="of_a_draft_or_an_idea"),
        CheckConstraint("width > 0 AND height > 0", name="has_a_size"),
        UniqueConstraint("draft_id", "digest"),
        UniqueConstraint("idea_id", "digest"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=random_id)
    draft_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"))
    idea_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    alternative: Mapped[str] = mapped_column(String(300), default="")
    width: Mapped[int]
    height: Mapped[int]
    file_stem: Mapped[str] = mapped_column(String(32), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime]
