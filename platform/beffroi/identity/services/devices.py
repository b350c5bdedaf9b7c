"""Browsers a person has used before; another one is told to them by mail."""

import secrets
import uuid
from datetime import timedelta

from sqlalchemy import delete, select

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.identity.events import NewDeviceSeen
from beffroi.identity.models import KnownDevice, Person, Session
from beffroi.identity.services.links import digest

DEVICE_LIFE = timedelta(days=365)


def greet(secret: str, token: str | None) -> str:
    """Know this browser again when the session of `secret` has just been opened in it.

    `token` is what its cookie says; returns what its cookie is to say from now on.
    """
    token = token or secrets.token_urlsafe(32)
    session = _session(secret)
    if session is not None and not session.is_guest:
        _remember(session, _digest(session, token))
    return token


def greet_program(session: Session) -> None:
    """A session opened by the API keeps no cookie: it is a new device each time."""
    if _known(session):
        _tell(session)


def new_device_of(session_id: uuid.UUID) -> tuple[Session, Person] | None:
    """What the mail says of it, as long as the session is there."""
    query = (
        select(Session, Person)
        .join(Person, Person.id == Session.person_id)
        .where(Session.id == session_id)
    )
    found = db.session().execute(query).one_or_none()
    return None if found is None else (found[0], found[1])


def forget_old() -> int:
    """Drop the browsers not seen for a year; returns how many."""
    old = delete(KnownDevice).where(KnownDevice.last_seen_at < now() - DEVICE_LIFE)
    return int(getattr(db.session().execute(old), "rowcount", 0))


def _session(secret: str) -> Session | None:
    return (
        db.session().scalars(select(Session).filter_by(token_digest=digest(secret))).one_or_none()
    )


def _remember(session: Session, device: str) -> None:
    moment, known = now(), _known(session)
    if device in known:
        known[device].last_seen_at = moment
        return
    if known:
        _tell(session)
    db.session().add(
        KnownDevice(
            person_id=session.person_id,
            device_digest=device,
            first_seen_at=moment,
            last_seen_at=moment,
        )
    )


def _known(session: Session) -> dict[str, KnownDevice]:
    query = select(KnownDevice).where(KnownDevice.person_id == session.person_id)
    return {one.device_digest: one for one in db.session().scalars(query)}


def _tell(session: Session) -> None:
    by = Actor("person", session.person_id, session.id)
    record(NewDeviceSeen(session.person_id, session.id), by=by)


def _digest(session: Session, token: str) -> str:
    """With the person in it: rows do not tell which people share a browser."""
    return digest(f"{session.person_id}:{token}")
