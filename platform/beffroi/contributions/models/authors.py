"""Who else stands behind an idea: its co-authors, and those invited to become it."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import random_id


class CoAuthor(Base):
    """One person behind an idea beside its author, once; named in the signature if they wish."""

    __tablename__ = "co_author"
    __table_args__ = (
        UniqueConstraint("idea_id", "person_id"),
        Index("ix_co_author_person_id", "person_id", "idea_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=random_id)
    idea_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    signs: Mapped[bool]
    joined_at: Mapped[datetime]


class CoAuthorInvitation(Base):
    """A way in for one person until its end: whoever has its link, or the person it was sent to."""

    __tablename__ = "co_author_invitation"
    __table_args__ = (Index("ix_co_author_invitation_idea_id", "idea_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=random_id)
    idea_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
