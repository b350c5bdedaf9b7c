"""Signing out at the provider too, for who signed in by it."""

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.seals import SealBroken, unseal
from beffroi.identity.models import Session
from beffroi.identity.openid import departures
from beffroi.identity.openid.arrivals import ID_TOKEN
from beffroi.identity.openid.providers import offered


def way_out(actor: Actor) -> str | None:
    """Note that the actor's session is left, at its provider too.

    Returns the secret for the cookie of the browser that goes there; None when there is no need.
    What was kept for the sign-out is dropped.
    """
    session = db.session().get(Session, actor.session_id) if actor.session_id else None
    if session is None or session.sealed_id_token is None:
        return None
    sealed, session.sealed_id_token = session.sealed_id_token, None
    if session.way not in {provider.name for provider in offered()}:
        return None
    try:
        return departures.begin_sign_out(session.way, unseal(ID_TOKEN, sealed))
    except SealBroken:
        return None
