"""Questionnaires of a call, the sheets of answers, and the roll of who answered."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import new_id, random_id

SHOWN = "('never', 'closed', 'always')"


class Questionnaire(Base):
    """Questions put to those a call is for; what it asks is frozen by the first answer."""

    __tablename__ = "questionnaire"
    __table_args__ = (
        CheckConstraint(f"results_shown IN {SHOWN}", name="known_results_shown"),
        CheckConstraint(
            "NOT (is_anonymous AND results_shown = 'always')", name="nameless_shown_late"
        ),
        CheckConstraint("frozen_at IS NULL OR published_at IS NOT NULL", name="frozen_once_out"),
        Index("ix_questionnaire_call_id", "call_id", "position"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    intro: Mapped[str] = mapped_column(Text, default="")
    is_anonymous: Mapped[bool] = mapped_column(default=False)
    results_shown: Mapped[str] = mapped_column(String(10), default="closed")
    definition: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    frozen_at: Mapped[datetime | None]


class AnswerSheet(Base):
    """What one person answered. A sheet without a person says neither whose it is nor at what hour.

    Its table keeps no order of arrival on SQLite either, for the order could say what the id hides.
    """

    __tablename__ = "answer_sheet"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) = (sent_at IS NULL)", name="timed_when_named"),
        CheckConstraint("person_id IS NOT NULL OR counted", name="nameless_counts"),
        UniqueConstraint("questionnaire_id", "person_id"),
        Index("ix_answer_sheet_counted", "questionnaire_id", "counted", "id"),
        Index("ix_answer_sheet_person_id", "person_id", "counted"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=random_id)
    questionnaire_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE")
    )
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    version: Mapped[int]
    answers: Mapped[dict[str, Any]]
    counted: Mapped[bool] = mapped_column(default=True)
    answered_on: Mapped[date]
    sent_at: Mapped[datetime | None]


class AnswerRoll(Base):
    """Who answered without a name, so that nobody does twice; it has no key to the sheet."""

    __tablename__ = "answer_roll"
    __table_args__ = (
        Index("ix_answer_roll_person_id", "person_id"),
        {"sqlite_with_rowid": False},
    )

    questionnaire_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    answered_on: Mapped[date]
