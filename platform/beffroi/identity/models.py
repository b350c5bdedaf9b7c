"""People, the links that sign them in, their sessions, and what they were granted."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import new_id, random_id


class Person(Base):
    """Somebody known by an address, confirmed or not yet."""

    __tablename__ = "person"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    email_confirmed_at: Mapped[datetime | None]
    display_name: Mapped[str] = mapped_column(String(80))
    locale: Mapped[str] = mapped_column(String(8), default="fr")
    created_at: Mapped[datetime]


class SignInLink(Base):
    """A link sent by mail: one use, a quarter of an hour; only the digest of its secret is kept."""

    __tablename__ = "sign_in_link"
    __table_args__ = (Index("ix_sign_in_link_person_id_created_at", "person_id", "created_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=random_id)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    next_path: Mapped[str] = mapped_column(String(300), default="/moi")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Session(Base):
    """A device that is signed in, until it signs out, expires or is revoked."""

    __tablename__ = "session"
    __table_args__ = (Index("ix_session_person_id", "person_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=random_id)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    device: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class RoleGrant(Base):
    """A role, where it holds, and its term."""

    __tablename__ = "role_grant"
    __table_args__ = (
        UniqueConstraint("person_id", "role", "scope_kind", "scope_id", "starts_on"),
        CheckConstraint(
            "role IN ('relay', 'moderator', 'staff', 'administrator')", name="known_role"
        ),
        CheckConstraint(
            "scope_kind IN ('platform', 'contract', 'commune', 'neighbourhood', 'body')",
            name="known_scope",
        ),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="term_in_order"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(20))
    scope_kind: Mapped[str] = mapped_column(String(20))
    scope_id: Mapped[str] = mapped_column(String(80))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
