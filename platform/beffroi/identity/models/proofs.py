"""What is proved of a person, by which way, until when; never with what it was proved."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import new_id, random_id

WAYS = "('declared', 'address', 'post', 'roll', 'desk', 'invitation', 'franceconnect')"


class Proof(Base):
    """That somebody is of an age, or lives in a place: on this date, by this way, until then.

    `threshold`, in years: reached for an `age`, not reached for a `youth`.
    """

    __tablename__ = "proof"
    __table_args__ = (
        CheckConstraint("kind IN ('age', 'youth', 'residence')", name="known_kind"),
        CheckConstraint(f"way IN {WAYS}", name="known_way"),
        CheckConstraint(
            "(kind <> 'residence') = (threshold IS NOT NULL)", name="age_has_threshold"
        ),
        CheckConstraint(
            "(kind = 'residence') = (place_id IS NOT NULL)", name="residence_has_place"
        ),
        CheckConstraint("place_kind IN ('neighbourhood', 'commune')", name="known_place_kind"),
        Index("ix_proof_person_id", "person_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    threshold: Mapped[int | None]
    place_kind: Mapped[str | None] = mapped_column(String(20))
    place_id: Mapped[str | None] = mapped_column(String(80))
    way: Mapped[str] = mapped_column(String(16))
    proved_on: Mapped[date]
    ends_on: Mapped[date]
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class UniqueMark(Base):
    """A keyed digest (address, phone, pivot identity) that one person may hold, until its end."""

    __tablename__ = "unique_mark"
    __table_args__ = (
        CheckConstraint("kind IN ('email', 'phone', 'pivot')", name="known_kind"),
        Index("ix_unique_mark_person_id", "person_id"),
    )

    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    mark_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    made_on: Mapped[date]
    ends_on: Mapped[date]


class PostalCode(Base):
    """A code asked for by post: the address is sealed, and dropped when the letter is printed."""

    __tablename__ = "postal_code"
    __table_args__ = (Index("ix_postal_code_person_id", "person_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=random_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    neighbourhood_slug: Mapped[str] = mapped_column(ForeignKey("neighbourhood.slug"))
    sealed_address: Mapped[str | None] = mapped_column(Text)
    code_digest: Mapped[str] = mapped_column(String(64))
    failures: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime]
    printed_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Roll(Base):
    """A list of residents handed over by a town, kept as keyed digests until its end."""

    __tablename__ = "roll"
    __table_args__ = (
        CheckConstraint("place_kind IN ('neighbourhood', 'commune')", name="known_place_kind"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    label: Mapped[str] = mapped_column(String(120))
    place_kind: Mapped[str] = mapped_column(String(20))
    place_id: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    imported_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    imported_at: Mapped[datetime]
    ends_on: Mapped[date]


class RollEntry(Base):
    """A line of a roll: a keyed digest of names and date of birth, and who answered to it."""

    __tablename__ = "roll_entry"
    __table_args__ = (
        Index("ix_roll_entry_entry_digest", "entry_digest"),
        Index("ix_roll_entry_person_id", "person_id"),
    )

    roll_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("roll.id", ondelete="CASCADE"), primary_key=True
    )
    entry_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )


class DeskCode(Base):
    """A code somebody shows at a desk, for a quarter of an hour, so that a relay finds them."""

    __tablename__ = "desk_code"

    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    code_id: Mapped[uuid.UUID] = mapped_column(default=random_id)
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]


class GuardianRequest(Base):
    """A parent is asked by mail whether a child under 15 may take part; the address is sealed."""

    __tablename__ = "guardian_request"
    __table_args__ = (
        Index("ix_guardian_request_person_id", "person_id"),
        Index("ix_guardian_request_contact_digest", "contact_digest", "created_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=random_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    sealed_contact: Mapped[str | None] = mapped_column(Text)
    contact_digest: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8), default="fr")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    agreed: Mapped[bool | None]
