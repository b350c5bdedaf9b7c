"""What a call asks beside the text of an idea, and what was answered with each version of one."""

import uuid
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base


class CallFields(Base):
    """The questions that the form of a call asks; frozen by its first contribution."""

    __tablename__ = "call_fields"

    call_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("call.id", ondelete="CASCADE"), primary_key=True
    )
    definition: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(default=1)


class IdeaFields(Base):
    """What was answered with a version of an idea; it is as public as its text."""

    __tablename__ = "idea_fields"
    __table_args__ = (
        ForeignKeyConstraint(
            ["idea_id", "version"],
            ["idea_version.idea_id", "idea_version.version"],
            ondelete="CASCADE",
        ),
    )

    idea_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    answers: Mapped[dict[str, Any]]
