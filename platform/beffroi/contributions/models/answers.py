"""What became of ideas, move by move, and who wants to know."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.contributions.models.ideas import STAGES
from beffroi.core.db import Base

DESTINATIONS = "('budget', 'council', 'lab')"


class IdeaMove(Base):
    """A step of an idea: brought to a stage, its answer put right there, or proposed elsewhere.

    `office_slug` is the office that answered, when it was not the staff of the place.
    """

    __tablename__ = "idea_move"
    __table_args__ = (
        CheckConstraint(f"stage IN {STAGES}", name="known_stage"),
        CheckConstraint(f"forwarded_to IN {DESTINATIONS}", name="known_destination"),
        UniqueConstraint("idea_id", "forwarded_to"),
        Index("ix_idea_move_office_slug", "office_slug"),
    )

    idea_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    stage: Mapped[str] = mapped_column(String(20))
    answer: Mapped[str] = mapped_column(Text, default="")
    structure_slug: Mapped[str | None] = mapped_column(ForeignKey("structure.slug"))
    office_slug: Mapped[str | None] = mapped_column(ForeignKey("office.slug"))
    next_step: Mapped[str] = mapped_column(String(300), default="")
    next_step_on: Mapped[date | None]
    forwarded_to: Mapped[str | None] = mapped_column(String(20))
    moved_at: Mapped[datetime]


class IdeaFollow(Base):
    """What a person chose: to be told of an idea they neither wrote nor support, or not to be.

    `via_id` is an idea of theirs that has joined this one: they did not have to choose.
    """

    __tablename__ = "idea_follow"
    __table_args__ = (Index("ix_idea_follow_person_id", "person_id"),)

    idea_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    follows: Mapped[bool]
    chosen_at: Mapped[datetime]
    via_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("idea.id", ondelete="SET NULL"))
