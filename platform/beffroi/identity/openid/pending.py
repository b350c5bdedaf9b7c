"""Two ways in, one account: a provider named an address, and its owner is asked there by mail.

Known or not, the address gets the same mail and the page says the same. Only the browser that came
from the provider can say yes: a stranger's identity is not tied by the owner's own hand.
"""

import json
import secrets
import uuid
from dataclasses import dataclass

from sqlalchemy import func, select, update

from beffroi.core import db
from beffroi.core.actor import current_actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.ids import random_id
from beffroi.core.seals import SealBroken, keyed_digest, seal, unseal
from beffroi.identity.events import ProviderLinkAsked
from beffroi.identity.models import PendingIdentity, Person
from beffroi.identity.openid import linking
from beffroi.identity.openid.client import Identity
from beffroi.identity.openid.providers import Provider
from beffroi.identity.problems.openid import TooManyAsked
from beffroi.identity.rules.openid import PENDING_LIFE, PENDING_PER_ADDRESS, PENDING_WINDOW
from beffroi.identity.services.links import digest
from beffroi.identity.services.people import find_or_make_person

PURPOSE = "pending-identity"


@dataclass(frozen=True)
class Asked:
    """What waits for a yes."""

    id: uuid.UUID
    person_id: uuid.UUID
    provider: str
    subject: str
    pivot: str | None
    age: int | None
    id_token: str
    next_path: str


def ask(provider: Provider, identity: Identity, browser: str, next_path: str, locale: str) -> None:
    """Have a mail sent to the address the provider named. TooManyAsked when several just went."""
    person = find_or_make_person(identity.email, identity.name, locale)
    db.session().flush()
    if _recent(person) >= PENDING_PER_ADDRESS:
        raise TooManyAsked("mail", provider.label)
    moment, pending_id = now(), random_id()
    inside = {"age": identity.age, "id_token": identity.id_token}
    waiting = PendingIdentity(
        id=pending_id,
        token_digest=digest(_token(pending_id)),
        person_id=person.id,
        provider=provider.name,
        subject_digest=linking.subject_digest(provider.name, identity.subject),
        pivot_digest=linking.pivot_digest(identity.pivot),
        browser_digest=digest(browser),
        sealed=seal(PURPOSE, json.dumps(inside)),
        next_path=next_path,
        created_at=moment,
        expires_at=moment + PENDING_LIFE,
    )
    db.session().add(waiting)
    record(ProviderLinkAsked(waiting.id, person.id), by=current_actor())


def asked_by(token: str) -> PendingIdentity | None:
    """What this link asks, while it serves; looking does not use it."""
    query = select(PendingIdentity).where(
        PendingIdentity.token_digest == digest(token),
        PendingIdentity.used_at.is_(None),
        PendingIdentity.expires_at > now(),
    )
    return db.session().scalars(query).one_or_none()


def is_same_browser(waiting: PendingIdentity, browser: str | None) -> bool:
    """Whether this browser is the one that came from the provider."""
    given = digest(browser or "")
    return secrets.compare_digest(given, waiting.browser_digest)


def use(waiting: PendingIdentity) -> Asked | None:
    """Take the yes, once: of two at once one gets it."""
    moment = now()
    once = (
        update(PendingIdentity)
        .where(PendingIdentity.id == waiting.id, PendingIdentity.used_at.is_(None))
        .values(used_at=moment)
        .returning(PendingIdentity.id)
        .execution_options(synchronize_session=False)
    )
    if db.session().scalars(once).one_or_none() is None:
        return None
    try:
        inside = json.loads(unseal(PURPOSE, waiting.sealed))
    except SealBroken:  # the secret key was changed meanwhile
        return None
    return Asked(
        waiting.id,
        waiting.person_id,
        waiting.provider,
        waiting.subject_digest,
        waiting.pivot_digest,
        inside["age"],
        inside["id_token"],
        waiting.next_path,
    )


def to_send(pending_id: uuid.UUID) -> tuple[PendingIdentity, Person, str] | None:
    """What a worker sends, to whom, and the secret of the link; a mail too late is not sent."""
    waiting = db.session().get(PendingIdentity, pending_id)
    if waiting is None or waiting.used_at or waiting.expires_at <= now():
        return None
    return waiting, db.session().get_one(Person, waiting.person_id), _token(pending_id)


def _token(pending_id: uuid.UUID) -> str:
    """Rebuilt from the id when the mail is written, stored nowhere: 256 bits."""
    return keyed_digest("provider-link", pending_id.hex)


def _recent(person: Person) -> int:
    since = now() - PENDING_WINDOW
    query = select(func.count()).where(
        PendingIdentity.person_id == person.id, PendingIdentity.created_at > since
    )
    return db.session().scalar(query) or 0
