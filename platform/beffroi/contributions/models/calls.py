"""Calls for contributions and where they are held."""

import uuid
from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import new_id

ACTS = ("submit", "comment", "support", "revise", "answer")
# What is left of the JSON list once its known words and its signs are taken away.
_KNOWN_ACTS = "CAST(acts AS TEXT)"
for _sign in (*(f'"{act}"' for act in ACTS), ",", " ", "[", "]"):
    _KNOWN_ACTS = f"replace({_KNOWN_ACTS}, '{_sign}', '')"


class Call(Base):
    """A call for contributions with its clarity sheet: nobody is asked before it is filled."""

    __tablename__ = "call"
    __table_args__ = (
        CheckConstraint(
            "level IN ('consultation', 'concertation', 'codecision')", name="known_level"
        ),
        CheckConstraint("moderation IN ('before', 'after')", name="known_moderation"),
        CheckConstraint("closes_at > opens_at", name="opens_before_it_closes"),
        CheckConstraint("decision_hours > 0", name="decides_in_some_time"),
        CheckConstraint("age_way IN ('declared', 'proven')", name="known_age_way"),
        CheckConstraint(
            "residence IN ('none', 'neighbourhood', 'commune')", name="known_residence"
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    contract_slug: Mapped[str] = mapped_column(ForeignKey("contract.slug"))
    title: Mapped[str] = mapped_column(String(120))
    question: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(Text)
    easy: Mapped[str] = mapped_column(Text)
    for_whom: Mapped[str] = mapped_column(Text)
    level: Mapped[str] = mapped_column(String(20))
    information: Mapped[str] = mapped_column(Text)
    what_happens: Mapped[str] = mapped_column(Text)
    who_decides: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[datetime]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    moderation: Mapped[str] = mapped_column(String(10))
    decision_hours: Mapped[int]
    min_age: Mapped[int | None]
    age_way: Mapped[str] = mapped_column(String(10), default="declared")
    residence: Mapped[str] = mapped_column(String(20), default="none")
    imported: Mapped[bool] = mapped_column(default=False)


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
