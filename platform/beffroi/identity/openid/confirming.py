"""The yes of a mail: the identity is tied to the account of the address, and a session opens."""

from beffroi.core import db
from beffroi.core.clock import now
from beffroi.identity.models import PendingIdentity, Person, Session
from beffroi.identity.openid import pending
from beffroi.identity.openid.arrivals import Tie, remember_token, tie
from beffroi.identity.openid.providers import provider
from beffroi.identity.problems.openid import AttemptGone
from beffroi.identity.services.sessions import open_session_of


def confirm(waiting: PendingIdentity, browser: str | None, device: str) -> tuple[Session, str]:
    """Tie, sign in, and return the session with its secret; the address is confirmed by the way.

    AttemptGone when it was used meanwhile or in another browser; PersonKnown and IdentityTaken as
    for any other link.
    """
    chosen = provider(waiting.provider)
    if not pending.is_same_browser(waiting, browser):
        raise AttemptGone("other_browser", chosen.label)
    asked = pending.use(waiting)
    if asked is None:
        raise AttemptGone("used", chosen.label)
    person = db.session().get_one(Person, asked.person_id)
    person.email_confirmed_at = person.email_confirmed_at or now()
    tie(chosen, person.id, Tie(asked.subject, asked.pivot, asked.age))
    session, secret = open_session_of(person, device, chosen.name)
    remember_token(session, asked.id_token)
    return session, secret
