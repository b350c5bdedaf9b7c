"""FranceConnect and ProConnect: who is known there, and sign-ins under way."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core.db import Base
from beffroi.core.ids import new_id, random_id


class ExternalIdentity(Base):
    """A person as a provider knows them: a keyed digest of its subject, never the identity."""

    __tablename__ = "external_identity"
    __table_args__ = (
        UniqueConstraint("provider", "subject_digest"),
        Index("ix_external_identity_person_id", "person_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    provider: Mapped[str] = mapped_column(String(20))
    subject_digest: Mapped[str] = mapped_column(String(64))
    linked_at: Mapped[datetime]
    last_used_at: Mapped[datetime]


class LoginAttempt(Base):
    """Somebody left for a provider, to sign in, to link it or to sign out: for ten minutes.

    `sealed` holds nonce and verifier; the state follows from the cookie of the browser that left.
    """

    __tablename__ = "login_attempt"
    __table_args__ = (Index("ix_login_attempt_expires_at", "expires_at"),)

    state_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    provider: Mapped[str] = mapped_column(String(20))
    sealed: Mapped[str] = mapped_column(Text)
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    next_path: Mapped[str] = mapped_column(String(300), default="/moi")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class PendingIdentity(Base):
    """A provider named an address: linked once its owner says yes by mail, in the same browser.

    `browser_digest` is of the secret in that browser's cookie: whoever presented the identity and
    whoever reads the mail must be one. `sealed` holds the id token for the sign-out and the age
    threshold, for the quarter of an hour that this lasts.
    """

    __tablename__ = "pending_identity"
    __table_args__ = (
        Index("ix_pending_identity_person_id", "person_id", "created_at"),
        Index("ix_pending_identity_expires_at", "expires_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=random_id)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    provider: Mapped[str] = mapped_column(String(20))
    subject_digest: Mapped[str] = mapped_column(String(64))
    pivot_digest: Mapped[str | None] = mapped_column(String(64))
    browser_digest: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[str] = mapped_column(Text)
    next_path: Mapped[str] = mapped_column(String(300), default="/moi")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
