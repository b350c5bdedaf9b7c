"""Words under an idea, and the answers to them."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.contributions.models.ideas import VISIBILITIES
from beffroi.core.db import Base
from beffroi.core.ids import new_id

POSITIONS = "('for', 'against', 'question')"
ROOTS = text("parent_id IS NULL")
ANSWERS = text("parent_id IS NOT NULL")
PLACED = text("position IS NOT NULL")


def _is_root(context: Any) -> bool:
    return context.get_current_parameters().get("parent_id") is None


def _answers_root(context: Any) -> bool | None:
    return None if _is_root(context) else True


class Comment(Base):
    """A word under an idea, or an answer to one: the key below lets nobody answer an answer."""

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint(f"visibility IN {VISIBILITIES}", name="known_visibility"),
        CheckConstraint(f"position IN {POSITIONS}", name="known_position"),
        CheckConstraint("is_root = (parent_id IS NULL)", name="root_without_parent"),
        CheckConstraint(
            "(answers_root IS NULL) = (parent_id IS NULL)"
            " AND (answers_root IS NULL OR answers_root)",
            name="answers_a_root",
        ),
        CheckConstraint("is_root OR position IS NULL", name="position_of_roots"),
        CheckConstraint("reply_count >= 0", name="replies_not_negative"),
        UniqueConstraint("id", "idea_id", "is_root"),
        ForeignKeyConstraint(
            ("parent_id", "idea_id", "answers_root"),
            ("comment.id", "comment.idea_id", "comment.is_root"),
            name="fk_comment_parent_id",
        ),
        Index("ix_comment_idea_id", "idea_id", "visibility", "id"),
        Index("ix_comment_author_id", "author_id", "id"),
        Index("ix_comment_roots", "idea_id", "id", postgresql_where=ROOTS, sqlite_where=ROOTS),
        Index(
            "ix_comment_answered",
            "idea_id",
            "reply_count",
            "id",
            postgresql_where=ROOTS,
            sqlite_where=ROOTS,
        ),
        Index(
            "ix_comment_position",
            "idea_id",
            "position",
            "id",
            postgresql_where=PLACED,
            sqlite_where=PLACED,
        ),
        Index(
            "ix_comment_answers", "parent_id", "id", postgresql_where=ANSWERS, sqlite_where=ANSWERS
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    idea_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    parent_id: Mapped[uuid.UUID | None]
    is_root: Mapped[bool] = mapped_column(default=_is_root)
    answers_root: Mapped[bool | None] = mapped_column(default=_answers_root)
    position: Mapped[str | None] = mapped_column(String(10))
    author_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    author_name: Mapped[str] = mapped_column(String(80))
    body: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8), default="fr")
    version: Mapped[int] = mapped_column(default=1)
    fingerprint: Mapped[str] = mapped_column(String(64))
    visibility: Mapped[str] = mapped_column(String(20), default="waiting")
    reply_count: Mapped[int] = mapped_column(default=0)
    written_at: Mapped[datetime]
