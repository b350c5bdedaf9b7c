"""Offices: what an avis is addressed to; their holders and stand-ins have terms."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import new_id


class Office(Base):
    """ "The deputy for neighbourhood life": it stays, people pass.

    `answer_days` is how long it has to answer, when that is not what the settings say.
    """

    __tablename__ = "office"
    __table_args__ = (
        CheckConstraint("answer_days BETWEEN 1 AND 366", name="answers_in_some_time"),
    )

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    contract_slug: Mapped[str] = mapped_column(ForeignKey("contract.slug"))
    name: Mapped[str] = mapped_column(String(160))
    name_en: Mapped[str] = mapped_column(String(160))
    organisation: Mapped[str] = mapped_column(String(160))
    position: Mapped[int] = mapped_column(default=0)
    closed_on: Mapped[date | None]
    answer_days: Mapped[int | None]


class OfficeTerm(Base):
    """Somebody holds an office, or stands in for its holder, from a day to a day.

    `shows_name`: the person agreed to be named on the public page of institutions.
    """

    __tablename__ = "office_term"
    __table_args__ = (
        CheckConstraint("kind IN ('holder', 'stand_in')", name="known_kind"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="term_in_order"),
        UniqueConstraint("office_slug", "person_id", "kind", "starts_on"),
        Index("ix_office_term_person_id", "person_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    office_slug: Mapped[str] = mapped_column(ForeignKey("office.slug", ondelete="CASCADE"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    shows_name: Mapped[bool] = mapped_column(default=False)
