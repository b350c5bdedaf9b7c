"""Links sent by mail that sign a person in: one use, a quarter of an hour."""

import hashlib
import hmac
import uuid
from base64 import urlsafe_b64encode

from sqlalchemy import func, select

from beffroi.core import db
from beffroi.core.actor import current_actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.ids import random_id
from beffroi.core.pages import safe_next
from beffroi.core.seals import secret_key
from beffroi.identity.events import SignInLinkRequested
from beffroi.identity.models import Person, SignInLink
from beffroi.identity.problems.signing import TooManyLinks
from beffroi.identity.rules.signing import LINK_LIFE, LINKS_PER_ADDRESS, LINKS_WINDOW, MAX_PATH
from beffroi.identity.services.people import find_or_make_person

AFTER_SIGN_IN = "/moi"


def request_link(email: str, next_path: str, locale: str, display_name: str = "") -> None:
    """Have a link sent to this address, known or not: nobody learns which."""
    person = find_or_make_person(email, display_name, locale)
    db.session().flush()
    if _recent_links(person) >= LINKS_PER_ADDRESS:
        raise TooManyLinks(headers={"Retry-After": str(int(LINKS_WINDOW.total_seconds()))})
    link = _new_link(person, next_path)
    db.session().add(link)
    record(SignInLinkRequested(link.id, person.id), by=current_actor())


def sign_in_token_for(person_id: uuid.UUID, next_path: str = AFTER_SIGN_IN) -> str:
    """A link handed over without mail: an operator at a help desk, or a test."""
    person = db.session().get_one(Person, person_id)
    link = _new_link(person, next_path)
    db.session().add(link)
    db.session().flush()
    return link_token(link)


def link_token(link: SignInLink) -> str:
    """The secret of a link: rebuilt from its id when the mail is written, stored nowhere."""
    return _token(link.id)


def link_to_send(link_id: uuid.UUID) -> tuple[SignInLink, Person] | None:
    """A link that still serves and whom it is for; a mail that comes too late is not sent."""
    query = (
        select(SignInLink, Person)
        .join(Person, Person.id == SignInLink.person_id)
        .where(SignInLink.id == link_id, SignInLink.used_at.is_(None))
        .where(SignInLink.expires_at > now())
    )
    found = db.session().execute(query).one_or_none()
    return None if found is None else (found[0], found[1])


def link_behind(token: str) -> SignInLink | None:
    """The link of this secret, while it serves; looking at it does not use it."""
    query = select(SignInLink).where(
        SignInLink.token_digest == digest(token),
        SignInLink.used_at.is_(None),
        SignInLink.expires_at > now(),
    )
    return db.session().scalars(query).one_or_none()


def digest(token: str) -> str:
    """What is stored of a secret with more than 128 bits of chance: a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _new_link(person: Person, next_path: str) -> SignInLink:
    moment, link_id = now(), random_id()
    path = safe_next(next_path, AFTER_SIGN_IN)
    return SignInLink(
        id=link_id,
        token_digest=digest(_token(link_id)),
        person_id=person.id,
        next_path=path if len(path) <= MAX_PATH else AFTER_SIGN_IN,
        created_at=moment,
        expires_at=moment + LINK_LIFE,
    )


def _token(link_id: uuid.UUID) -> str:
    mac = hmac.new(secret_key(), b"sign-in-link:" + link_id.bytes, hashlib.sha256).digest()
    return urlsafe_b64encode(mac).decode().rstrip("=")


def _recent_links(person: Person) -> int:
    since = now() - LINKS_WINDOW
    query = select(func.count()).where(
        SignInLink.person_id == person.id, SignInLink.created_at > since
    )
    return db.session().scalar(query) or 0
