"""What is proved of oneself, the ways to prove it, and the desk of a relay, for programs."""

import uuid
from typing import Any

from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded
from beffroi.identity.policies import CHECK_AT_DESK, PROVE, SEE_PROOFS
from beffroi.identity.rules.proofs import Age, Fact, Residence
from beffroi.identity.schemas.proofs import (
    AddressSchema,
    DeclaredAgeSchema,
    DeskCheckSchema,
    DeskCodeSchema,
    LetterAskedSchema,
    LetterCodeSchema,
    LetterSchema,
    ProofsSchema,
    RollAnswerSchema,
)
from beffroi.identity.services import desk, guardians, homes, mailed_codes, proofs, rolls

CORRECTIONS = "5 per day"

blueprint = ApiBlueprint("proofs", __name__, description="What is proved of people")


@blueprint.reads("/me/proofs", ProofsSchema)
@guarded(SEE_PROOFS)
def my_proofs() -> dict[str, Any]:
    """What is proved of oneself, by which way and until when."""
    return _mine()


@blueprint.writes("/me/proofs/address", "POST", ProofsSchema, body=AddressSchema, keyed=False)
@at_most("20 per hour")
@guarded(PROVE)
def prove_home(body: dict[str, Any]) -> dict[str, Any]:
    """Prove where one lives by an address, which is placed and dropped."""
    homes.prove_home(current_actor(), body["commune"], body["number"], body["street"])
    return _mine()


@blueprint.writes(
    "/me/proofs/letter", "POST", LetterAskedSchema, status=202, body=LetterSchema, keyed=False
)
@at_most("5 per day")
@guarded(PROVE)
def ask_letter(body: dict[str, Any]) -> Any:
    """Have a code posted to one's address."""
    return mailed_codes.ask_letter(
        current_actor(), body["name"], body["address"], body["neighbourhood"]
    )


@blueprint.writes(
    "/me/proofs/postal-code", "POST", ProofsSchema, body=LetterCodeSchema, keyed=False
)
@at_most("20 per hour")
@guarded(PROVE)
def use_letter(body: dict[str, Any]) -> dict[str, Any]:
    """Prove where one lives by the code of the letter; five tries."""
    mailed_codes.use_letter(current_actor(), body["code"])
    return _mine()


@blueprint.writes("/me/proofs/roll", "POST", ProofsSchema, body=RollAnswerSchema, keyed=False)
@at_most("20 per hour")
@guarded(PROVE)
def answer_roll(body: dict[str, Any]) -> dict[str, Any]:
    """Prove where one lives, and one's age, by being on a list handed over by the town."""
    rolls.answer_roll(current_actor(), body["family_name"], body["given_name"], body["born_on"])
    return _mine()


@blueprint.writes("/me/proofs/declared-age", "POST", ProofsSchema, body=DeclaredAgeSchema)
@at_most("30 per hour")
@guarded(PROVE)
def declare_age(body: dict[str, Any]) -> dict[str, Any]:
    """Say that one is at least so old; it counts where declaring is enough."""
    proofs.declare_age(current_actor(), body["threshold"])
    return _mine()


@blueprint.writes("/me/proofs/<uuid:proof_id>", "DELETE", ProofsSchema)
@at_most(CORRECTIONS)
@guarded(PROVE)
def take_back(proof_id: uuid.UUID) -> dict[str, Any]:
    """Take back what one declared of one's age by mistake; what was proved is not one's to undo.

    What already counted stays so; what is done from now on waits for what a call asks.
    """
    proofs.take_back(current_actor(), proof_id)
    return _mine()


@blueprint.writes("/me/desk-code", "POST", DeskCodeSchema, status=201, keyed=False)
@at_most("20 per hour")
@guarded(PROVE)
def make_desk_code() -> dict[str, Any]:
    """A code to show to a relay, for a quarter of an hour; the one before serves no more."""
    actor = current_actor()
    desk.make_desk_code(actor)
    code, expires_at = desk.desk_code_of(actor) or ("", None)
    return {"code": code, "expires_at": expires_at}


@blueprint.writes("/desk-checks", "POST", None, status=204, body=DeskCheckSchema)
@at_most("60 per hour")
@guarded(CHECK_AT_DESK)
def check_at_desk(body: dict[str, Any]) -> None:
    """As a relay, say what was seen of the person who shows a code; nothing of the paper is kept.

    Within one's territory.
    """
    desk.check_at_desk(current_actor(), body["code"], seen_in(body))


def seen_in(body: dict[str, Any]) -> list[Fact]:
    """What a relay ticked, as facts."""
    seen: list[Fact] = []
    if body["threshold"] is not None:
        seen.append(Age(body["threshold"]))
    if body["neighbourhood"] is not None:
        seen.append(Residence("neighbourhood", body["neighbourhood"]))
    return seen


def _mine() -> dict[str, Any]:
    actor = current_actor()
    return {"items": proofs.my_proofs(actor), "guardian": guardians.guardian_of(actor)}
