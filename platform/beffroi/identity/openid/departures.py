"""Leaving for a provider: what must be found again on the way back, tied to one browser.

The browser keeps one random secret in a cookie. The state is derived from it, so that whoever sees
the state (it stands in addresses) cannot come back in somebody's place; nonce and PKCE verifier
stay here, sealed, and serve once.
"""

import json
import secrets
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select

from beffroi.core import db
from beffroi.core.clock import now
from beffroi.core.pages import safe_next
from beffroi.core.seals import SealBroken, keyed_digest, seal, unseal
from beffroi.identity.models import LoginAttempt
from beffroi.identity.rules.openid import ATTEMPT_LIFE
from beffroi.identity.rules.signing import MAX_PATH
from beffroi.identity.services.links import AFTER_SIGN_IN, digest

PURPOSE = "login-attempt"
SIGN_IN, SIGN_OUT = "sign_in", "sign_out"
_WANTED = (
    LoginAttempt.provider,
    LoginAttempt.sealed,
    LoginAttempt.next_path,
    LoginAttempt.person_id,
)


@dataclass(frozen=True)
class Departure:
    """Where to, what for, and what the answer must match."""

    provider: str
    purpose: str
    state: str
    nonce: str
    verifier: str
    next_path: str = AFTER_SIGN_IN
    person_id: uuid.UUID | None = None
    id_token: str = ""


def begin(provider: str, next_path: str, person_id: uuid.UUID | None = None) -> str:
    """Note a sign-in, or the linking to this person; returns the secret for the cookie."""
    inside = {
        "purpose": SIGN_IN,
        "nonce": secrets.token_hex(32),
        "verifier": secrets.token_urlsafe(48),
    }
    return _note(provider, inside, next_path, person_id)


def begin_sign_out(provider: str, id_token: str) -> str:
    """Note that somebody goes and signs out there too; returns the secret for the cookie."""
    return _note(provider, {"purpose": SIGN_OUT, "id_token": id_token}, "/")


def departure_of(browser: str | None, purpose: str) -> Departure | None:
    """What this browser left for, while it lasts; looking does not use it."""
    query = select(*_WANTED).where(*_open(browser or ""))
    found = _departure(db.session().execute(query).one_or_none(), browser or "")
    return found if found is not None and found.purpose == purpose else None


def take(browser: str | None, state: str) -> Departure | None:
    """The departure that this return belongs to, once: of two returns at once one gets it."""
    if not browser or not secrets.compare_digest(state_of(browser).encode(), state.encode()):
        return None
    used = delete(LoginAttempt).where(*_open(browser)).returning(*_WANTED)
    alone = used.execution_options(synchronize_session=False)
    found = _departure(db.session().execute(alone).one_or_none(), browser)
    return found if found is not None and found.purpose == SIGN_IN else None


def state_of(browser: str) -> str:
    """64 hexadecimal digits that only this browser's cookie gives."""
    return keyed_digest("openid-state", browser)


def _note(
    provider: str, inside: dict[str, str], next_path: str, person_id: uuid.UUID | None = None
) -> str:
    browser, moment = secrets.token_urlsafe(32), now()
    path = safe_next(next_path, AFTER_SIGN_IN)
    attempt = LoginAttempt(
        state_digest=digest(state_of(browser)),
        provider=provider,
        sealed=seal(PURPOSE, json.dumps(inside)),
        person_id=person_id,
        next_path=path if len(path) <= MAX_PATH else AFTER_SIGN_IN,
        created_at=moment,
        expires_at=moment + ATTEMPT_LIFE,
    )
    db.session().add(attempt)
    db.session().flush()
    return browser


def _open(browser: str) -> tuple[Any, ...]:
    return LoginAttempt.state_digest == digest(state_of(browser)), LoginAttempt.expires_at > now()


def _departure(attempt: Any, browser: str) -> Departure | None:
    if attempt is None:
        return None
    try:
        inside = json.loads(unseal(PURPOSE, attempt.sealed))
    except SealBroken:  # the secret key was changed meanwhile
        return None
    return Departure(
        attempt.provider,
        inside["purpose"],
        state_of(browser),
        inside.get("nonce", ""),
        inside.get("verifier", ""),
        attempt.next_path,
        attempt.person_id,
        inside.get("id_token", ""),
    )
