"""How lately a session has shown who is at the keyboard: what cannot be undone asks for it."""

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.identity.models import Session
from beffroi.identity.problems.ways_in import FreshSessionRequired
from beffroi.identity.rules.passwords import FRESH


def is_fresh(actor: Actor) -> bool:
    """Whether this session was opened, or gave its second key, within ten minutes."""
    session = db.session().get(Session, actor.session_id) if actor.session_id else None
    if session is None or session.is_guest:
        return False
    return max(session.created_at, session.second_factor_at or session.created_at) > now() - FRESH


def require_fresh(actor: Actor) -> None:
    """FreshSessionRequired (403) when it was longer ago, or when there is no session at all."""
    if not is_fresh(actor):
        raise FreshSessionRequired
