"""What proves things in a village: letters, a list of residents, a desk code, a parent's link."""

from typing import Any

from sqlalchemy import select

from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, SYSTEM
from beffroi.core.clock import now
from beffroi.identity.models import GuardianRequest, Person
from beffroi.identity.rules.codes import in_groups
from beffroi.identity.rules.proofs import DECLARED, Younger
from beffroi.identity.services import desk, guardians, mailed_codes, rolls
from beffroi.identity.services.proofs import record_proof
from beffroi.territories import addresses
from tests.factories import make_person
from tests.guest_factories import in_days
from tests.place_factories import MAZINGARBE, draw_places
from tests.support.actors import actor_of

PARAMETERS = {
    "letter": "letter_id",
    "proof": "proof_id",
    "roll": "roll_id",
    "guardian_link": "token",
}
SECRETS = ("letter_code", "desk_code", "guardian_link")
FAMILY, GIVEN, BORN = "Wattrelosdurand", "Philomène", "1987-04-09"
STREET = "Rue du Moulin"
POSTED_TO = "7 impasse des Hirondelles\n62160 Bully"
ROLL = f"nom;prenom;naissance\n{FAMILY};{GIVEN};{BORN}\n".encode()


def put_papers(people: dict[str, Person], contract: str, place: str) -> dict[str, Any]:
    """The resident has a letter in hand, is on a list and said that they are under 26.

    A neighbour's letter is to be printed.
    """
    if not addresses.has_addresses(MAZINGARBE):
        draw_places()
    resident = actor_of(people["resident"])
    new = rolls.NewRoll(f"Locataires {contract}", "neighbourhood", place, in_days(300))
    letter = mailed_codes.ask_letter(actor_of(make_person()), "Zoé", POSTED_TO, place)
    return {
        "letter": letter.id,
        "letter_code": _in_hand(people["resident"], place),
        "proof": record_proof(people["resident"].id, Younger(26), DECLARED, by=SYSTEM).id,
        "roll": rolls.import_roll(SYSTEM, ROLL, new).roll_id,
        "desk_code": desk.make_desk_code(resident),
        "guardian_link": _parent_asked(contract),
    }


def _in_hand(person: Person, place: str) -> str:
    """The code of a letter that was printed and came."""
    letter = mailed_codes.ask_letter(actor_of(person), "Zohra", POSTED_TO, place)
    letter.printed_at, letter.sealed_address = now(), None
    db.session().flush()
    return in_groups(mailed_codes.letter_code(letter.id))


def _parent_asked(contract: str) -> str:
    child = f"enfant-{contract}@example.org"
    guardians.ask_guardian(ANONYMOUS, child, f"parent-{contract}@example.org", "fr")
    asked = select(GuardianRequest.id).order_by(GuardianRequest.created_at.desc()).limit(1)
    return guardians._token(db.session().scalars(asked).one())
