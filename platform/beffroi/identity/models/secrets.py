"""What signs a person in besides a link: password, second factor, and what slows down guessing."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import new_id


class Password(Base):
    """The argon2 hash of a password, for those who want one."""

    __tablename__ = "password"

    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    argon2_hash: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime]


class Totp(Base):
    """The secret shared with a person's authenticator, sealed by `core.seals` (RFC 6238).

    `last_step` is the last time step that served, so that no code serves twice.
    """

    __tablename__ = "totp"

    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int | None]


class RecoveryCode(Base):
    """For whoever lost their authenticator: each serves once."""

    __tablename__ = "recovery_code"
    __table_args__ = (Index("ix_recovery_code_person_id", "person_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    used_at: Mapped[datetime | None]


class KnownDevice(Base):
    """A browser a person has signed in with before: another one is told by mail."""

    __tablename__ = "known_device"

    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    device_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]


class Attempts(Base):
    """Wrong guesses at one secret in a row, and until when no more are heard.

    `subject_digest` is a keyed digest of what is guessed at (an address, a person, a code).
    """

    __tablename__ = "attempts"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    subject_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    closed_until_at: Mapped[datetime | None]
