"""What the end of an account leaves for a while: the notice before it, the farewell after it."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import random_id


class Farewell(Base):
    """An erasure that is still to be confirmed by mail: the address is sealed, for a day at most.

    `is_owed` is whether to write to it: an address nobody confirmed may be somebody else's.
    `letters` are the ids of what the embedded mode keeps in files and must drop too.
    """

    __tablename__ = "farewell"
    __table_args__ = (Index("ix_farewell_made_at", "made_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=random_id)
    sealed_contact: Mapped[str | None] = mapped_column(Text)
    is_owed: Mapped[bool]
    choice: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(8), default="fr")
    letters: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]


class DormancyNotice(Base):
    """Somebody who has not come for years is written to, a month before their account goes.

    `sent_at` is when the mail left, or when it was clear that nobody can be written to.
    """

    __tablename__ = "dormancy_notice"
    __table_args__ = (Index("ix_dormancy_notice_asked_at", "asked_at"),)

    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    asked_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
