"""Writing an idea together: invited by its author, joined, left, or taken off again."""

import hmac
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from beffroi.contributions import problems
from beffroi.contributions.events import CoAuthorInvited, CoAuthorJoined, CoAuthorLeft
from beffroi.contributions.models import Call, CoAuthor, CoAuthorInvitation, Idea
from beffroi.contributions.policies import END_CO_AUTHOR, FOLLOW, JOIN, SHARE
from beffroi.contributions.rules import Visibility
from beffroi.contributions.rules.authors import (
    INVITATION_LIFE,
    MAX_CO_AUTHORS,
    MAX_OPEN_INVITATIONS,
)
from beffroi.contributions.services.authorship import owner_among
from beffroi.contributions.services.publication import locked_idea
from beffroi.contributions.services.requirements import refuse_above
from beffroi.contributions.services.texts import signature
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.problems import NotFound
from beffroi.core.seals import keyed_digest
from beffroi.identity import services as identity
from beffroi.identity.services.guests import name_guest
from beffroi.territories.services import scope_of

KEY_LENGTH = 32
CLOSED = frozenset({Visibility.REFUSED, Visibility.REMOVED})


@dataclass(frozen=True)
class CoAuthorView:
    """Somebody who stands behind the idea with its author."""

    id: uuid.UUID
    name: str
    signs: bool
    joined_at: datetime
    is_me: bool


@dataclass(frozen=True)
class Team:
    """The co-authors of an idea, and whether the reader is the author, who invites."""

    idea_id: uuid.UUID
    title: str
    author_name: str
    is_author: bool
    co_authors: list[CoAuthorView]
    open_invitations: int

    @property
    def is_full(self) -> bool:
        """Whether nobody more may join."""
        return len(self.co_authors) >= MAX_CO_AUTHORS


@dataclass(frozen=True)
class Invited:
    """An invitation as the person who got it reads it: what they would sign with others."""

    id: uuid.UUID
    idea_id: uuid.UUID
    title: str
    body: str
    author_name: str
    ends_at: datetime


def team_of(actor: Actor, idea_id: uuid.UUID) -> Team:
    """Who writes this idea, for those who do."""
    idea = db.session().get(Idea, idea_id)
    if idea is None or idea.visibility == Visibility.REMOVED:
        raise NotFound
    _require(actor, FOLLOW, idea, owner_among(actor, idea))
    rows = db.session().scalars(
        select(CoAuthor).filter_by(idea_id=idea_id).order_by(CoAuthor.joined_at, CoAuthor.id)
    )
    people = [
        CoAuthorView(r.id, r.name, r.signs, r.joined_at, r.person_id == actor.person_id)
        for r in rows
    ]
    mine = idea.author_id == actor.person_id
    return Team(idea_id, idea.title, idea.author_name, mine, people, _open_invitations(idea_id))


def invite_co_author(
    actor: Actor, idea_id: uuid.UUID, email: str | None = None, language: str = "fr"
) -> tuple[CoAuthorInvitation, str]:
    """A way in for one person, and the key of its link; with an address, they are told by mail.

    Nobody learns whether an address is known: the answer is the same.
    """
    idea = _held(actor, idea_id, SHARE)
    if _open_invitations(idea_id) >= MAX_OPEN_INVITATIONS or _count(idea_id) >= MAX_CO_AUTHORS:
        raise problems.TeamFull
    person = identity.find_or_make_person(email, "", language) if email else None
    db.session().flush()
    moment = now()
    invitation = CoAuthorInvitation(
        idea_id=idea.id,
        person_id=person.id if person else None,
        made_at=moment,
        ends_at=moment + INVITATION_LIFE,
    )
    db.session().add(invitation)
    db.session().flush()
    if person is not None:
        record(CoAuthorInvited(invitation.id, idea.id), by=actor)
    return invitation, _key(invitation.id)


def read_invitation(actor: Actor, invitation_id: uuid.UUID, key: str) -> Invited:
    """What one is invited to; for whoever has the key, or the person it was sent to."""
    invitation = _invitation(actor, invitation_id, key)
    idea = db.session().get(Idea, invitation.idea_id)
    if idea is None or idea.visibility in CLOSED:
        raise problems.InvitationOver
    name = idea.author_name
    return Invited(invitation.id, idea.id, idea.title, idea.body, name, invitation.ends_at)


def join(
    actor: Actor, invitation_id: uuid.UUID, key: str, name: str = "", *, signs: bool = True
) -> CoAuthor:
    """Stand behind the idea from now on; to join twice is to join once."""
    require(actor, JOIN)
    invitation = _invitation(actor, invitation_id, key, lock=True)
    idea = locked_idea(invitation.idea_id)
    require(actor, JOIN, scope=scope_of(idea.contract_slug, idea.neighbourhood_slug))
    if idea.visibility in CLOSED or actor.person_id is None:
        raise problems.InvitationOver
    if idea.author_id == actor.person_id:
        raise problems.AlreadyAuthor
    known = (
        db.session()
        .scalars(select(CoAuthor).filter_by(idea_id=idea.id, person_id=actor.person_id))
        .one_or_none()
    )
    if known is not None:
        return known
    if _count(idea.id) >= MAX_CO_AUTHORS:
        raise problems.TeamFull
    call = db.session().get_one(Call, idea.call_id)
    refuse_above(actor, call)
    signs = signs and call.max_age is None  # in a call for an age band nobody is named
    signed = "" if call.max_age else name_guest(actor, signature(name)) or signature(name)
    if signs:
        problems.invalid(name=None if signed else problems.NAME_MISSING)
    invitation.used_at = now()
    joined = CoAuthor(
        idea_id=idea.id, person_id=actor.person_id, name=signed, signs=signs, joined_at=now()
    )
    db.session().add(joined)
    db.session().flush()
    record(CoAuthorJoined(idea.id, actor.person_id), by=actor)
    return joined


def end_co_author(actor: Actor, idea_id: uuid.UUID, co_author_id: uuid.UUID) -> uuid.UUID:
    """A co-author leaves, or the author takes them off; the text they wrote together stays.

    Returns who left.
    """
    idea = locked_idea(idea_id)
    known = (
        db.session()
        .scalars(select(CoAuthor).filter_by(id=co_author_id, idea_id=idea_id))
        .one_or_none()
    )
    if known is None or actor.person_id not in {known.person_id, idea.author_id}:
        raise NotFound
    _require(actor, END_CO_AUTHOR, idea, actor.person_id)
    db.session().delete(known)
    record(CoAuthorLeft(idea_id, known.person_id), by=actor)
    return known.person_id


def _invitation(
    actor: Actor, invitation_id: uuid.UUID, key: str, *, lock: bool = False
) -> CoAuthorInvitation:
    wanted = select(CoAuthorInvitation).where(CoAuthorInvitation.id == invitation_id)
    wanted = wanted.with_for_update() if lock else wanted
    found = db.session().scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None or not _opens(found, actor, key):
        raise NotFound
    is_mine = found.used_at is not None and _joined(found.idea_id, actor)
    if not is_mine and (found.used_at is not None or found.ends_at <= now()):
        raise problems.InvitationOver
    return found


def _opens(invitation: CoAuthorInvitation, actor: Actor, key: str) -> bool:
    """An invitation sent to somebody is theirs alone."""
    if invitation.person_id is not None:
        return invitation.person_id == actor.person_id
    return hmac.compare_digest(key.encode(), _key(invitation.id).encode())


def _joined(idea_id: uuid.UUID, actor: Actor) -> bool:
    mine = select(CoAuthor.id).filter_by(idea_id=idea_id, person_id=actor.person_id)
    return db.session().scalar(mine) is not None


def _key(invitation_id: uuid.UUID) -> str:
    """Made again from the id when it is asked for, stored nowhere."""
    return keyed_digest("co-author", invitation_id.hex)[:KEY_LENGTH]


def _held(actor: Actor, idea_id: uuid.UUID, permission: str) -> Idea:
    """The idea, for its author alone; another's does not exist for who may not see it."""
    idea = locked_idea(idea_id)
    if idea.author_id != actor.person_id and idea.visibility != Visibility.PUBLISHED:
        raise NotFound
    _require(actor, permission, idea, idea.author_id)
    if idea.visibility in CLOSED:
        raise problems.TextSettled
    return idea


def _require(actor: Actor, permission: str, idea: Idea, owner: uuid.UUID | None) -> None:
    require(
        actor, permission, scope=scope_of(idea.contract_slug, idea.neighbourhood_slug), owner=owner
    )


def _count(idea_id: uuid.UUID) -> int:
    return _total(select(func.count()).select_from(CoAuthor).filter_by(idea_id=idea_id))


def _open_invitations(idea_id: uuid.UUID) -> int:
    waiting = select(func.count()).select_from(CoAuthorInvitation).filter_by(idea_id=idea_id)
    still = CoAuthorInvitation.ends_at > now()
    return _total(waiting.where(CoAuthorInvitation.used_at.is_(None), still))


def _total(query: Any) -> int:
    return int(db.session().scalar(query) or 0)
