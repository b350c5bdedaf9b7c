"""What a person's rights leave behind for a day: the word of farewell to somebody erased."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text
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
