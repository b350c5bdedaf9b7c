"""What the staff adds to ideas, seen by nobody else: who sees to one, tags, notes, bulk acts."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import new_id, random_id


class IdeaAssignment(Base):
    """Who sees to an idea now, and who said so."""

    __tablename__ = "idea_assignment"
    __table_args__ = (Index("ix_idea_assignment_person_id", "person_id", "idea_id"),)

    idea_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    assigned_at: Mapped[datetime]


class InboxTag(Base):
    """A word that the staff of a contract sorts ideas by; the same word is one tag."""

    __tablename__ = "inbox_tag"
    __table_args__ = (UniqueConstraint("contract_slug", "folded"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    contract_slug: Mapped[str] = mapped_column(ForeignKey("contract.slug"))
    label: Mapped[str] = mapped_column(String(40))
    folded: Mapped[str] = mapped_column(String(80))


class IdeaTag(Base):
    """An idea bears a tag, once."""

    __tablename__ = "idea_tag"
    __table_args__ = (Index("ix_idea_tag_tag_id", "tag_id", "idea_id"),)

    idea_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True
    )
    tag_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("inbox_tag.id", ondelete="CASCADE"), primary_key=True
    )


class IdeaNote(Base):
    """What one of the staff tells the others about an idea."""

    __tablename__ = "idea_note"
    __table_args__ = (
        Index("ix_idea_note_idea_id", "idea_id", "id"),
        Index("ix_idea_note_author_id", "author_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    idea_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    author_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]


class InboxBatch(Base):
    """One act on many ideas, shown before it is done.

    `owner_id` is the person, or the program, that prepared it: nobody else sees it.
    """

    __tablename__ = "inbox_batch"
    __table_args__ = (Index("ix_inbox_batch_owner_id", "owner_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=random_id)
    owner_id: Mapped[uuid.UUID]
    act: Mapped[dict[str, Any]]
    idea_ids: Mapped[list[str]] = mapped_column(JSON)
    prepared_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    changed_count: Mapped[int | None]
