"""Who supports what."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base


class Support(Base):
    """One person supports one idea, once; counted when what the call asks of them is proved.

    `via_id` is the idea they had supported, which has joined this one.
    """

    __tablename__ = "support"
    __table_args__ = (Index("ix_support_person_id", "person_id", "counted"),)

    idea_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    supported_at: Mapped[datetime]
    counted: Mapped[bool] = mapped_column(default=True)
    via_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("idea.id", ondelete="SET NULL"))
