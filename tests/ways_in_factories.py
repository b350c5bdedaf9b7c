"""Passwords and second keys of people, to start a test from."""

from datetime import datetime

import pyotp

from beffroi.core import db
from beffroi.core.clock import now
from beffroi.core.seals import seal
from beffroi.identity.models import Password, Person, Totp
from beffroi.identity.services import recovery_codes
from beffroi.identity.services.passwords import HASHER
from beffroi.identity.services.second_key import SEAL

PASSWORD = "cheval pile agrafe terril"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def give_password(person: Person, password: str = PASSWORD) -> Password:
    """Chosen just now."""
    kept = Password(person_id=person.id, argon2_hash=HASHER.hash(password), changed_at=now())
    db.session().add(kept)
    db.session().commit()
    return kept


def give_second_key(person: Person) -> list[str]:
    """An authenticator that works; returns the recovery codes."""
    key = Totp(person_id=person.id, sealed=seal(SEAL, SECRET), made_at=now(), confirmed_at=now())
    db.session().add(key)
    codes = recovery_codes.renew(person.id)
    db.session().commit()
    return codes


def code_at(moment: datetime, secret: str = SECRET) -> str:
    """What the telephone shows then."""
    return pyotp.TOTP(secret).at(moment)
