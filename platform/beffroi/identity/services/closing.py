"""Sessions that a person closes: the one they leave, or all the others."""

import uuid

from sqlalchemy import select

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.identity.events import SessionClosed
from beffroi.identity.models import Session
from beffroi.identity.policies import CLOSE_SESSION, SIGN_OUT


def leave(actor: Actor) -> None:
    """Close the session of this request, even one that still owes its second key."""
    require(actor, SIGN_OUT)
    session = db.session().get(Session, actor.session_id) if actor.session_id else None
    if session is not None and session.revoked_at is None:
        _close(session, actor)


def close_others(actor: Actor) -> int:
    """Close all sessions of the person but this one; returns how many there were."""
    require(actor, CLOSE_SESSION, owner=actor.person_id)
    query = select(Session).where(
        Session.person_id == actor.person_id,
        Session.id != actor.session_id,
        Session.revoked_at.is_(None),
        Session.expires_at > now(),
    )
    others = db.session().scalars(query).all()
    for session in others:
        _close(session, actor)
    return len(others)


def close_all(person_id: uuid.UUID, by: Actor) -> None:
    """Close every session of somebody, whoever asks for it."""
    theirs = select(Session).where(Session.person_id == person_id, Session.revoked_at.is_(None))
    for session in db.session().scalars(theirs).all():
        _close(session, by)


def _close(session: Session, by: Actor) -> None:
    session.revoked_at = now()
    record(SessionClosed(session.person_id, session.id), by=by)
