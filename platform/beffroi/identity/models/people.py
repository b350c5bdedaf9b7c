"""People, the links that sign them in, their sessions, and what they were granted."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import new_id, random_id


class Person(Base):
    """Somebody with an account; or a guest, known for a time by a proof that left no address.

    `guardian`: somebody under 15 takes part once a parent has said yes (art. 45, law of 1978).
    `last_seen_at`: the last time a session was opened; never, for who was only named.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("kind IN ('account', 'guest')", name="known_kind"),
        CheckConstraint(
            "guardian IN ('not_needed', 'awaited', 'confirmed', 'refused')", name="known_guardian"
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    email_confirmed_at: Mapped[datetime | None]
    display_name: Mapped[str] = mapped_column(String(80))
    locale: Mapped[str] = mapped_column(String(8), default="fr")
    kind: Mapped[str] = mapped_column(String(10), default="account")
    guardian: Mapped[str] = mapped_column(String(12), default="not_needed")
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime | None]


class SignInLink(Base):
    """A link sent by mail: one use, a quarter of an hour; only the digest of its secret is kept."""

    __tablename__ = "sign_in_link"
    __table_args__ = (Index("ix_sign_in_link_person_id_created_at", "person_id", "created_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=random_id)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    next_path: Mapped[str] = mapped_column(String(2000), default="/moi")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Session(Base):
    """A device that is signed in, until it signs out, expires or is revoked.

    `is_guest`: opened by a one-time proof, for taking part and nothing else. `sealed_id_token`:
    what an OpenID provider wants back at the sign-out, sealed by `core.seals`.
    """

    __tablename__ = "session"
    __table_args__ = (
        CheckConstraint(
            "way IN ('link', 'password', 'franceconnect', 'proconnect', 'code', 'demo')",
            name="known_way",
        ),
        Index("ix_session_person_id", "person_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=random_id)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    device: Mapped[str] = mapped_column(String(80), default="")
    way: Mapped[str] = mapped_column(String(16), default="link")
    is_guest: Mapped[bool] = mapped_column(default=False)
    second_factor_at: Mapped[datetime | None]
    sealed_id_token: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class RoleGrant(Base):
    """A role, where it holds, and its term."""

    __tablename__ = "role_grant"
    __table_args__ = (
        UniqueConstraint("person_id", "role", "scope_kind", "scope_id", "starts_on"),
        CheckConstraint(
            "role IN ('relay', 'council_member', 'moderator', 'staff', 'administrator')",
            name="known_role",
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
