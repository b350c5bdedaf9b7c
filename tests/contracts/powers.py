"""What a village has of offices, suspensions and programs, and who decides about them there."""

from datetime import timedelta
from typing import Any

from beffroi.core import db
from beffroi.core.clock import now
from beffroi.core.ids import random_id
from beffroi.identity.models import Person, Program, ProgramToken
from beffroi.identity.services.links import digest
from tests.factories import grant_role, make_person
from tests.offices_factories import (
    REDIRECT,
    SECRET,
    make_administrator,
    make_block,
    make_office,
    make_partner,
    make_program,
    make_term,
)
from tests.support.oauth_client import challenge

PARAMETERS = {
    "office_slug": "slug",
    "term": "term_id",
    "held_term": "term_id",
    "grant": "grant_id",
    "block": "block_id",
    "appealed_block": "block_id",
    "program": "program_id",
    "person": "person_id",
}


def people_with_powers() -> dict[str, Person]:
    """Who administers all, who is suspended, and who holds an office."""
    return {
        "administrator": make_administrator(),
        "blocked": make_person(display_name="Suspendue"),
        "holder": make_person(display_name="Titulaire"),
    }


def furnish(people: dict[str, Person], contract: str) -> dict[str, Any]:
    """An office that is held and one that is not, two suspensions, a role, a program."""
    place: dict[str, Any] = {"contract_slug": contract}
    held, free = make_office(contract=contract), make_office(contract=contract)
    waiting = make_person(display_name="Conteste")
    words = "Ces textes ne sont pas de moi."
    where: dict[str, Any] = {"scope_kind": "contract", "scope_id": contract}
    program = make_program(**where)
    _lend(program, people["resident"])
    return {
        "office_slug": free.slug,
        "held_term": make_term(held, people["holder"]).id,
        "term": make_term(held, kind="stand_in").id,
        "grant": grant_role(make_person(), "relay", scope_id=contract).id,
        "block": make_block(people["blocked"], **place).id,
        "appealed_block": make_block(waiting, appeal=words, appealed_at=now(), **place).id,
        "program": program.id,
        "secret_program": make_partner("idea.move", **where).id,
    }


def _lend(program: Program, person: Person) -> None:
    """The person said yes to it a while ago."""
    moment = now()
    db.session().add(
        ProgramToken(
            family_id=random_id(),
            program_id=program.id,
            person_id=person.id,
            access_digest=digest(f"access {program.id}"),
            permissions=program.permissions,
            issued_at=moment,
            expires_at=moment + timedelta(hours=1),
        )
    )
    db.session().flush()


def consent_form() -> dict[str, str]:
    """What the consent page carries, but for the program."""
    return {
        "response_type": "code",
        "redirect_uri": REDIRECT,
        "scope": "person.see_self",
        "state": "x",
        "code_challenge": challenge(),
        "code_challenge_method": "S256",
        "answer": "oui",
    }


def client_form() -> dict[str, str]:
    """How a partner says who it is (RFC 6749, 2.3.1)."""
    return {"client_id": "{secret_program}", "client_secret": SECRET}
