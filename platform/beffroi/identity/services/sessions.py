"""Sessions: opened by a link, one per device, closed by the person, ended by time."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from beffroi.core import db
from beffroi.core.actor import NEEDS_SECOND_FACTOR, Actor, Grant, Role
from beffroi.core.clock import now, today
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.identity.events import PersonSignedIn, SessionClosed
from beffroi.identity.models import Block, OfficeTerm, Person, RoleGrant, Session, SignInLink, Totp
from beffroi.identity.policies import CLOSE_SESSION, SEE_SELF
from beffroi.identity.problems.signing import LinkGone, SessionUnknown
from beffroi.identity.rules.signing import GUEST_LIFE, KEPT_AFTER_END, MAX_DEVICE, SESSION_LIFE
from beffroi.identity.services.lasting_blocks import in_force, meet_blocks
from beffroi.identity.services.links import digest
from beffroi.identity.services.takeover import address_digest, gather


@dataclass(frozen=True)
class Device:
    """A session as its owner sees it."""

    id: uuid.UUID
    device: str
    way: str
    created_at: datetime
    second_factor_at: datetime | None
    expires_at: datetime
    is_current: bool


def load_actor(token: str) -> Actor | None:
    """Who a session's token stands for, with today's grants, in one statement."""
    query = _standing(
        Person.id, Session.id, Session.is_guest, Session.second_factor_at, Totp.confirmed_at
    )
    known = query.join(Session, Session.person_id == Person.id).outerjoin(
        Totp, and_(Totp.person_id == Person.id, Totp.confirmed_at.is_not(None))
    )
    held = known.where(Session.token_digest == digest(token), *_live())
    rows = db.session().execute(held).all()
    return _actor_of_session(rows) if rows else None


def standing_of(person_id: uuid.UUID) -> Actor | None:
    """A person with all they hold today, outside of any session: for tokens and for workers."""
    rows = db.session().execute(_standing(Person.id).where(Person.id == person_id)).all()
    return _actor(rows) if rows else None


def open_session(token: str, device: str = "") -> tuple[Person, Session, str]:
    """Use a link: whoever holds it has the address, so the address is confirmed."""
    person = db.session().get_one(Person, _use_link(token))
    person.email_confirmed_at = person.email_confirmed_at or now()
    gather(person)
    meet_blocks(person, ("email", address_digest(person.email or "")))
    session, secret = open_session_of(person, device)
    return person, session, secret


def open_session_of(
    person: Person, device: str = "", way: str = "link", *, is_guest: bool = False
) -> tuple[Session, str]:
    """A session with a new secret, whatever the browser had before: none can be planted.

    `way` is how the person came in; a guest's session is for taking part, and short.
    """
    secret, moment = secrets.token_urlsafe(32), now()
    person.last_seen_at = moment
    session = Session(
        token_digest=digest(secret),
        person_id=person.id,
        device=device[:MAX_DEVICE],
        way=way,
        is_guest=is_guest,
        created_at=moment,
        expires_at=moment + (GUEST_LIFE if is_guest else SESSION_LIFE),
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
        Device(
            one.id, one.device, one.way, one.created_at, one.second_factor_at, one.expires_at,
            one.id == actor.session_id,
        )
        for one in sessions_of(actor)
    ]  # fmt: skip


def purge_expired() -> int:
    """Forget links and sessions that ended a month ago; returns how many."""
    limit = now() - KEPT_AFTER_END
    ended = or_(Session.expires_at < limit, Session.revoked_at < limit)
    links = delete(SignInLink).where(SignInLink.expires_at < limit)
    return _deleted(links) + _deleted(delete(Session).where(ended))


def in_term(table: type[RoleGrant | OfficeTerm] = RoleGrant) -> ColumnElement[bool]:
    """Whether a grant or an office is held today, in Paris; the last day is included."""
    day = today()
    return and_(table.starts_on <= day, or_(table.ends_on.is_(None), table.ends_on >= day))


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


def _standing(*columns: Any) -> Any:
    """What a person is and holds today: a row for each grant and each office."""
    return (
        select(
            *columns, Person.display_name, Person.locale, Block.ends_at.label("blocked_until"),
            RoleGrant.role, RoleGrant.scope_kind, RoleGrant.scope_id, OfficeTerm.office_slug,
        )
        .select_from(Person)
        .outerjoin(RoleGrant, and_(RoleGrant.person_id == Person.id, in_term()))
        .outerjoin(OfficeTerm, and_(OfficeTerm.person_id == Person.id, in_term(OfficeTerm)))
        .outerjoin(Block, and_(Block.person_id == Person.id, in_force()))
    )  # fmt: skip


def _actor_of_session(rows: Sequence[Any]) -> Actor:
    """A guest holds nothing; what needs a second factor waits until the session has given it.

    Whoever has a second key is nobody until this session has shown it.
    """
    one = rows[0]
    whole = replace(_actor(rows), session_id=one[1], is_guest=one.is_guest)
    if one.is_guest:
        return replace(whole, grants=(), offices=())
    if one.second_factor_at is not None:
        return whole
    if one.confirmed_at is not None:
        return Actor("anonymous", session_id=one[1], locale=one.locale, awaited_id=one[0])
    withheld = tuple(grant for grant in whole.grants if grant.role in NEEDS_SECOND_FACTOR)
    held = tuple(grant for grant in whole.grants if grant not in withheld)
    return replace(whole, grants=held, withheld=withheld)


def _actor(rows: Sequence[Any]) -> Actor:
    one = rows[0]
    grants = {(r.role, r.scope_kind, r.scope_id): None for r in rows if r.role}
    ends = [r.blocked_until for r in rows if r.blocked_until]
    return Actor(
        "person",
        one[0],
        display_name=one.display_name,
        locale=one.locale,
        grants=tuple(Grant(Role(name), kind, place) for name, kind, place in grants),
        offices=tuple(sorted({r.office_slug for r in rows if r.office_slug})),
        blocked_until=max(ends, default=None),
    )


def _deleted(statement: Any) -> int:
    return int(getattr(db.session().execute(statement), "rowcount", 0))
