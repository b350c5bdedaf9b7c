"""Sessions: opened by a link, one per device, closed by the person, ended by time."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from beffroi.core import db
from beffroi.core.actor import Actor, Grant, Role
from beffroi.core.clock import PARIS, now
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.identity.events import PersonSignedIn, SessionClosed
from beffroi.identity.models import Person, RoleGrant, Session, SignInLink
from beffroi.identity.policies import CLOSE_SESSION, SEE_SELF
from beffroi.identity.problems import LinkGone, SessionUnknown
from beffroi.identity.rules import KEPT_AFTER_END, MAX_DEVICE, SESSION_LIFE
from beffroi.identity.services.links import digest


@dataclass(frozen=True)
class Device:
    """A session as its owner sees it."""

    id: uuid.UUID
    device: str
    created_at: datetime
    expires_at: datetime
    is_current: bool


def load_actor(token: str) -> Actor | None:
    """Who a session's token stands for, with today's grants, in one statement."""
    query = (
        select(
            Session.id, Session.person_id, Person.display_name, Person.locale,
            RoleGrant.role, RoleGrant.scope_kind, RoleGrant.scope_id,
        )
        .join(Person, Person.id == Session.person_id)
        .outerjoin(RoleGrant, and_(RoleGrant.person_id == Person.id, in_term()))
        .where(Session.token_digest == digest(token), *_live())
    )  # fmt: skip
    rows = db.session().execute(query).all()
    return _actor(rows) if rows else None


def open_session(token: str, device: str = "") -> tuple[Person, Session, str]:
    """Use a link: whoever holds it has the address, so the address is confirmed."""
    person = db.session().get_one(Person, _use_link(token))
    person.email_confirmed_at = person.email_confirmed_at or now()
    session, secret = open_session_of(person, device)
    return person, session, secret


def open_session_of(person: Person, device: str = "") -> tuple[Session, str]:
    """A session with a new secret, whatever the browser had before: none can be planted."""
    secret, moment = secrets.token_urlsafe(32), now()
    session = Session(
        token_digest=digest(secret),
        person_id=person.id,
        device=device[:MAX_DEVICE],
        created_at=moment,
        expires_at=moment + SESSION_LIFE,
    )
    db.session().add(session)
    db.session().flush()
    actor = Actor("person", person.id, session.id, person.display_name, person.locale)
    record(PersonSignedIn(person.id, session.id), by=actor)
    return session, secret


def close_session(actor: Actor, session_id: uuid.UUID) -> None:
    """Sign a device out, this one or another of the same person."""
    session = db.session().get(Session, session_id)
    if session is None or session.revoked_at or session.person_id != actor.person_id:
        raise SessionUnknown
    require(actor, CLOSE_SESSION, owner=session.person_id)
    session.revoked_at = now()
    record(SessionClosed(session.person_id, session.id), by=actor)


def sessions_of(actor: Actor) -> list[Session]:
    """The devices on which the person is signed in, the latest first."""
    require(actor, SEE_SELF)
    query = select(Session).where(Session.person_id == actor.person_id, *_live())
    return list(db.session().scalars(query.order_by(Session.created_at.desc(), Session.id)))


def devices_of(actor: Actor) -> list[Device]:
    """The same for a page: which one is being used now is said."""
    return [
        Device(s.id, s.device, s.created_at, s.expires_at, s.id == actor.session_id)
        for s in sessions_of(actor)
    ]


def purge_expired() -> int:
    """Forget links and sessions that ended a month ago; returns how many."""
    limit = now() - KEPT_AFTER_END
    ended = or_(Session.expires_at < limit, Session.revoked_at < limit)
    links = delete(SignInLink).where(SignInLink.expires_at < limit)
    return _deleted(links) + _deleted(delete(Session).where(ended))


def in_term() -> ColumnElement[bool]:
    """Whether a grant holds today, by the calendar of Paris; the last day is included."""
    today: date = now().astimezone(PARIS).date()
    not_ended = or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= today)
    return and_(RoleGrant.starts_on <= today, not_ended)


def _live() -> tuple[ColumnElement[bool], ...]:
    return Session.revoked_at.is_(None), Session.expires_at > now()


def _use_link(token: str) -> uuid.UUID:
    """Mark the link used and give its person: of two clicks at once, one row changes."""
    moment = now()
    use = (
        update(SignInLink)
        .where(SignInLink.token_digest == digest(token), SignInLink.used_at.is_(None))
        .where(SignInLink.expires_at > moment)
        .values(used_at=moment)
        .returning(SignInLink.person_id)
        .execution_options(synchronize_session=False)
    )
    person_id = db.session().scalars(use).one_or_none()
    if person_id is None:
        raise LinkGone
    return person_id


def _actor(rows: Sequence[Any]) -> Actor:
    one = rows[0]
    grants = tuple(Grant(Role(r.role), r.scope_kind, r.scope_id) for r in rows if r.role)
    return Actor("person", one.person_id, one.id, one.display_name, one.locale, grants)


def _deleted(statement: Any) -> int:
    return int(getattr(db.session().execute(statement), "rowcount", 0))
