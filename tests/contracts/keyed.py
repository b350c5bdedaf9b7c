"""People of a village who have a password and a second key, or are setting one up."""

from beffroi.core import db
from beffroi.core.clock import now
from beffroi.core.seals import keyed_digest, seal
from beffroi.identity.models import Person, RecoveryCode, Totp
from beffroi.identity.rules.second_key import bare
from beffroi.identity.services.second_key import SEAL
from tests.factories import make_person
from tests.ways_in_factories import SECRET, give_password, give_second_key

NEW_PASSWORD = "brique verte sous la pluie"
HOME = "lens-lievin"
EMAIL = f"cle-{HOME}@example.org"
RECOVERY = "2222-3333-4444-5555"


def make_keyed(contract: str) -> Person:
    """Has both; in the village of Lens-Liévin one recovery code is known."""
    person = make_person(display_name="Clé", email=f"cle-{contract}@example.org")
    give_password(person)
    give_second_key(person)
    if contract == HOME:
        digest = keyed_digest("recovery-code", bare(RECOVERY))
        db.session().add(RecoveryCode(person_id=person.id, code_digest=digest))
    return person


def make_starting() -> Person:
    """Has been shown the drawing, and is to give a first code."""
    person = make_person(display_name="Bientôt")
    db.session().add(Totp(person_id=person.id, sealed=seal(SEAL, SECRET), made_at=now()))
    db.session().flush()
    return person
