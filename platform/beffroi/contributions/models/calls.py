"""Calls for contributions and where they are held."""

import uuid
from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import new_id

ACTS = ("submit", "comment", "support", "revise", "answer")
# What is left of the JSON list once its known words and its signs are taken away.
_KNOWN_ACTS = "CAST(acts AS TEXT)"
for _sign in (*(f'"{act}"' for act in ACTS), ",", " ", "[", "]"):
    _KNOWN_ACTS = f"replace({_KNOWN_ACTS}, '{_sign}', '')"


class Call(Base):
    """A call for contributions with its clarity sheet: nobody is asked before it is filled.

    The level and the dates are there once it is published, the database sees to it; only the desk
    that prepares a draft meets one without. `frozen_at`: the first contribution came.
    """

    __tablename__ = "call"
    __table_args__ = (
        CheckConstraint(
            "level IN ('consultation', 'concertation', 'codecision')", name="known_level"
        ),
        CheckConstraint("state IN ('draft', 'published')", name="known_state"),
        CheckConstraint(
            "state = 'draft' OR (level IS NOT NULL AND decided_by IS NOT NULL"
            " AND opens_at IS NOT NULL AND closes_at IS NOT NULL)",
            name="whole_once_published",
        ),
        CheckConstraint("frozen_at IS NULL OR state = 'published'", name="frozen_once_published"),
        CheckConstraint("moderation IN ('before', 'after')", name="known_moderation"),
        CheckConstraint("closes_at > opens_at", name="opens_before_it_closes"),
        CheckConstraint("decision_hours > 0", name="decides_in_some_time"),
        CheckConstraint("answer_days BETWEEN 1 AND 366", name="answers_in_some_time"),
        CheckConstraint("age_way IN ('declared', 'proven')", name="known_age_way"),
        CheckConstraint(
            "residence IN ('none', 'neighbourhood', 'commune')", name="known_residence"
        ),
        CheckConstraint(
            "max_age IS NULL OR (min_age IS NOT NULL AND max_age >= min_age)",
            name="band_has_two_ends",
        ),
        CheckConstraint("tone IN ('usual', 'young')", name="known_tone"),
        CheckConstraint("tone = 'usual' OR max_age IS NOT NULL", name="young_tone_has_a_band"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    contract_slug: Mapped[str] = mapped_column(ForeignKey("contract.slug"))
    title: Mapped[str] = mapped_column(String(120))
    question: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(Text)
    easy: Mapped[str] = mapped_column(Text)
    for_whom: Mapped[str] = mapped_column(Text)
    level: Mapped[str] = mapped_column(String(20), nullable=True)
    information: Mapped[str] = mapped_column(Text)
    what_happens: Mapped[str] = mapped_column(Text)
    who_decides: Mapped[str] = mapped_column(Text)
    deciding_office: Mapped[str | None] = mapped_column(ForeignKey("office.slug"))
    decided_by: Mapped[datetime] = mapped_column(nullable=True)
    opens_at: Mapped[datetime] = mapped_column(nullable=True)
    closes_at: Mapped[datetime] = mapped_column(nullable=True)
    moderation: Mapped[str] = mapped_column(String(10), default="before")
    decision_hours: Mapped[int] = mapped_column(default=48)
    answer_days: Mapped[int] = mapped_column(default=60)
    min_age: Mapped[int | None]
    max_age: Mapped[int | None]
    tone: Mapped[str] = mapped_column(String(10), default="usual")
    age_way: Mapped[str] = mapped_column(String(10), default="declared")
    residence: Mapped[str] = mapped_column(String(20), default="none")
    imported: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default="published")
    frozen_at: Mapped[datetime | None]


class CallPhase(Base):
    """A time of a call and what is open in it; the call is open from the first to the last."""

    __tablename__ = "call_phase"
    __table_args__ = (
        CheckConstraint("closes_at > opens_at", name="opens_before_it_closes"),
        CheckConstraint("length(CAST(acts AS TEXT)) > 2", name="some_act"),
        CheckConstraint(f"{_KNOWN_ACTS} = ''", name="known_acts"),
    )

    call_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("call.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120), default="")
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    acts: Mapped[list[str]] = mapped_column(JSON)


class CallNeighbourhood(Base):
    """Where a call is held, when it is not the whole contract."""

    __tablename__ = "call_neighbourhood"

    call_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("call.id", ondelete="CASCADE"), primary_key=True
    )
    neighbourhood_slug: Mapped[str] = mapped_column(
        ForeignKey("neighbourhood.slug"), primary_key=True
    )


class CallSpeaker(Base):
    """Who speaks for the group in a codecision, named before anything is given."""

    __tablename__ = "call_speaker"
    __table_args__ = (Index("ix_call_speaker_person_id", "person_id"),)

    call_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("call.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )


class CallChange(Base):
    """What was changed of a call that people had begun to answer: public, with its reason.

    `what`: the text that was corrected, or `phase` for a close that was moved.
    """

    __tablename__ = "call_change"
    __table_args__ = (
        CheckConstraint("kind IN ('prolonged', 'corrected')", name="known_kind"),
        Index("ix_call_change_call_id", "call_id", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    what: Mapped[str] = mapped_column(String(20))
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]
