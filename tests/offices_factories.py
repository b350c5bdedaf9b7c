"""Offices, blocks and programs to start a test from, each believable by default."""

import itertools
from datetime import timedelta
from typing import Any, TypeVar

from beffroi.core import db
from beffroi.core.clock import now, today
from beffroi.identity.models import Block, Office, OfficeTerm, Person, Program
from beffroi.identity.services.links import digest
from tests.factories import grant_role, make_person

SECRET = "the secret of a program, which nobody could guess"
REDIRECT = "https://app.example.org/retour"
Row = TypeVar("Row", bound=db.Base)

_numbers = itertools.count(1)


def make_office(slug: str = "", contract: str = "lens-lievin") -> Office:
    """An office of Lens-Liévin that nobody holds."""
    number = next(_numbers)
    return _kept(
        Office(
            slug=slug or f"fonction-{number}",
            contract_slug=contract,
            name=f"Fonction {number}",
            name_en=f"Office {number}",
            organisation="Ville de Lens",
            position=number,
        )
    )


def make_term(office: Office, person: Person | None = None, **given: Any) -> OfficeTerm:
    """Held since a month ago, without an end."""
    values: dict[str, Any] = {
        "office_slug": office.slug,
        "person_id": (person or make_person()).id,
        "kind": "holder",
        "starts_on": today() - timedelta(days=30),
        "ends_on": None,
        "shows_name": False,
    }
    return _kept(OfficeTerm(**values | given))


def make_block(person: Person, by: Person | None = None, **given: Any) -> Block:
    """Since an hour, for a week, in Lens-Liévin."""
    values: dict[str, Any] = {
        "person_id": person.id,
        "contract_slug": "lens-lievin",
        "neighbourhood_slug": None,
        "reason_code": "attacks",
        "justification": "Trois commentaires insultants en deux jours, malgré deux rappels.",
        "by_id": by.id if by else None,
        "starts_at": now() - timedelta(hours=1),
        "ends_at": now() + timedelta(days=7),
        "appeal": "",
        "appeal_answer": "",
    }
    return _kept(Block(**values | given))


def make_program(
    permissions: str = "person.see_self idea.support", *, is_public: bool = True, **given: Any
) -> Program:
    """An app on a telephone; with `is_public=False` a site whose server keeps `SECRET`."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "name": f"Programme {number}",
        "contact": "contact@example.org",
        "secret_digest": None if is_public else digest(SECRET),
        "grant_type": "authorization_code",
        "permissions": permissions,
        "redirects": {"uris": [REDIRECT]},
        "scope_kind": "platform",
        "scope_id": "*",
        "made_at": now(),
    }
    return _kept(Program(**values | given))


def make_partner(permissions: str = "idea.move case.list case.read", **given: Any) -> Program:
    """A partner that acts in its own name."""
    return make_program(
        permissions, is_public=False, grant_type="client_credentials", redirects={}, **given
    )


def make_administrator(kind: str = "platform", place: str = "*") -> Person:
    """Somebody who administers the whole platform, or a place."""
    person = make_person(display_name="Ada, administration")
    grant_role(person, "administrator", kind, place)
    return person


def _kept(row: Row) -> Row:
    db.session().add(row)
    db.session().flush()
    return row
