"""Other programs: who they are, what a person let them do, and their tokens (RFC 6749)."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import random_id

PLACES = "('platform', 'contract', 'commune', 'neighbourhood')"


class Program(Base):
    """A client of the API; `content` holds its redirect URIs. A public one has no secret."""

    __tablename__ = "program"
    __table_args__ = (CheckConstraint(f"scope_kind IN {PLACES}", name="known_scope"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=random_id)
    name: Mapped[str] = mapped_column(String(120))
    contact: Mapped[str] = mapped_column(String(254))
    secret_digest: Mapped[str | None] = mapped_column(String(64))
    grant_type: Mapped[str] = mapped_column(String(30))
    permissions: Mapped[str] = mapped_column(String(1000))
    redirects: Mapped[dict[str, Any]]
    scope_kind: Mapped[str] = mapped_column(String(20))
    scope_id: Mapped[str] = mapped_column(String(80), default="")
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Authorization(Base):
    """A person said yes to a program; the code of it serves once, for a minute or so (PKCE).

    `family_id` is that of every token this yes gives: a code that comes twice revokes them all.
    """

    __tablename__ = "program_authorization"
    __table_args__ = (Index("ix_program_authorization_person_id", "person_id"),)

    code_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    family_id: Mapped[uuid.UUID] = mapped_column(default=random_id)
    program_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("program.id", ondelete="CASCADE"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    permissions: Mapped[str] = mapped_column(String(1000))
    redirect_uri: Mapped[str] = mapped_column(String(500))
    challenge: Mapped[str] = mapped_column(String(128))
    challenge_method: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class ProgramToken(Base):
    """An access token and its refresh token; only digests are kept. Reuse revokes the family."""

    __tablename__ = "program_token"
    __table_args__ = (
        Index("ix_program_token_person_id", "person_id"),
        Index("ix_program_token_family_id", "family_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=random_id)
    family_id: Mapped[uuid.UUID]
    program_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("program.id", ondelete="CASCADE"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    access_digest: Mapped[str] = mapped_column(String(64), unique=True)
    refresh_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    permissions: Mapped[str] = mapped_column(String(1000))
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    refresh_expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
