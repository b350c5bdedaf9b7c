"""Ideas, being written and sent, with their versions and themes."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import new_id, random_id

VISIBILITIES = "('unproven', 'waiting', 'changes_asked', 'published', 'refused', 'removed')"
STAGES = "('open', 'studied', 'kept', 'under_way', 'done', 'not_kept', 'oriented')"
IDEA_VISIBILITIES = f"{VISIBILITIES[:-1]}, 'merged', 'split')"
PUBLIC = text("visibility = 'published'")
UNANSWERED = text("visibility = 'published' AND answered_on IS NULL")


class Draft(Base):
    """An idea being written, step by step; its random address is the only key to it."""

    __tablename__ = "draft"
    __table_args__ = (Index("ix_draft_author_id", "author_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=random_id)
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    content: Mapped[dict[str, Any]]
    idea_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("idea.id", ondelete="SET NULL"))
    updated_at: Mapped[datetime]


class Idea(Base):
    """What somebody proposes. Its text of today stands here, those of before in its versions.

    So do its stage and answer of today, those of before in its moves. `office_slug` is the office
    in charge: the last that answered.
    """

    __tablename__ = "idea"
    __table_args__ = (
        CheckConstraint(f"visibility IN {IDEA_VISIBILITIES}", name="known_visibility"),
        CheckConstraint(f"stage IN {STAGES}", name="known_stage"),
        CheckConstraint("support_count >= 0", name="supports_not_negative"),
        CheckConstraint("comment_count >= 0", name="comments_not_negative"),
        CheckConstraint(
            "for_count >= 0 AND against_count >= 0 AND question_count >= 0",
            name="positions_not_negative",
        ),
        CheckConstraint(
            "(visibility = 'published') = (published_at IS NOT NULL)", name="dated_when_published"
        ),
        CheckConstraint(
            "group_kind IN ('association', 'collective', 'class', 'neighbours')",
            name="known_group",
        ),
        CheckConstraint("(group_kind IS NULL) = (group_name = '')", name="group_has_a_name"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="point_is_whole"),
        UniqueConstraint("call_id", "source_key"),
        Index("ix_idea_recent", "published_at", "id", postgresql_where=PUBLIC, sqlite_where=PUBLIC),
        Index(
            "ix_idea_supported", "support_count", "id", postgresql_where=PUBLIC, sqlite_where=PUBLIC
        ),
        Index(
            "ix_idea_place",
            "neighbourhood_slug",
            "published_at",
            "id",
            postgresql_where=PUBLIC,
            sqlite_where=PUBLIC,
        ),
        Index(
            "ix_idea_unanswered",
            "answer_due_on",
            "call_id",
            postgresql_where=UNANSWERED,
            sqlite_where=UNANSWERED,
        ),
        Index(
            "ix_idea_awaited",
            "last_news_on",
            "stage",
            postgresql_where=PUBLIC,
            sqlite_where=PUBLIC,
        ),
        Index("ix_idea_author_id", "author_id", "id"),
        Index("ix_idea_contract_slug", "contract_slug", "id"),
        Index("ix_idea_fingerprint", "fingerprint"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("call.id"))
    contract_slug: Mapped[str] = mapped_column(ForeignKey("contract.slug"))
    neighbourhood_slug: Mapped[str | None] = mapped_column(ForeignKey("neighbourhood.slug"))
    author_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    latitude: Mapped[int | None]  # ten-millionths of a degree, WGS 84
    longitude: Mapped[int | None]
    spot: Mapped[str] = mapped_column(String(160), default="")
    spot_is_exact: Mapped[bool] = mapped_column(default=False)
    author_confirmed: Mapped[bool] = mapped_column(default=False)
    author_name: Mapped[str] = mapped_column(String(80))
    group_kind: Mapped[str | None] = mapped_column(String(20))
    group_name: Mapped[str] = mapped_column(String(120), default="")
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8), default="fr")
    version: Mapped[int] = mapped_column(default=1)
    fingerprint: Mapped[str] = mapped_column(String(64))
    visibility: Mapped[str] = mapped_column(String(20), default="waiting")
    stage: Mapped[str] = mapped_column(String(20), default="open")
    answer: Mapped[str] = mapped_column(Text, default="")
    structure_slug: Mapped[str | None] = mapped_column(ForeignKey("structure.slug"))
    office_slug: Mapped[str | None] = mapped_column(ForeignKey("office.slug"))
    answer_due_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    last_news_on: Mapped[date | None]
    silence_told_on: Mapped[date | None]
    support_count: Mapped[int] = mapped_column(default=0)
    comment_count: Mapped[int] = mapped_column(default=0)
    for_count: Mapped[int] = mapped_column(default=0)
    against_count: Mapped[int] = mapped_column(default=0)
    question_count: Mapped[int] = mapped_column(default=0)
    source_key: Mapped[str | None] = mapped_column(String(120))
    outside_supports: Mapped[int | None]
    submitted_at: Mapped[datetime]
    published_at: Mapped[datetime | None]


class IdeaTheme(Base):
    """An idea may carry several ambitions and axes."""

    __tablename__ = "idea_theme"
    __table_args__ = (Index("ix_idea_theme_theme_slug", "theme_slug", "idea_id"),)

    idea_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True
    )
    theme_slug: Mapped[str] = mapped_column(ForeignKey("theme.slug"), primary_key=True)


class IdeaVersion(Base):
    """A text as it was sent; version 1 is the first. `shown` once it was public, and no more when
    the moderation took it back.
    """

    __tablename__ = "idea_version"

    idea_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    shown: Mapped[bool] = mapped_column(default=False)
