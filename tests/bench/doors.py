"""The doors at which somebody could learn who is known: the same request for either, and the rows.

At each door the answer is the same, word for word, for somebody known and for somebody who is not.
"""

import hashlib
import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import insert, select

from beffroi.core import db
from beffroi.core.clock import now, today
from beffroi.core.seals import keyed_digest
from beffroi.identity.models import (
    Claim,
    Invitation,
    InvitationBatch,
    OneTimeCode,
    Password,
    Person,
    Roll,
    RollEntry,
    UniqueMark,
)
from beffroi.identity.rules.codes import CLAIM_LENGTH, INVITATION_LENGTH, letters
from beffroi.identity.rules.rolls import entry_key
from beffroi.identity.services.passwords import HASHER
from tests.bench.client import Ask
from tests.bench.seed import Seeded

AIM = 1.15  # how far apart the medians of the two may lie
PASSWORD = "une phrase que personne ne devine"
JSON = {"Content-Type": "application/json"}
TRIES = 4  # wrong answers of one person before the fifth closes the door
BORN = date(1980, 2, 1)
KNOWN, UNKNOWN = "habitante", "inconnues"  # as long as each other
AT = "@example.org"
Make = Callable[[int], Ask]


@dataclass(frozen=True)
class Door:
    """The n-th request for somebody known, and for somebody who is not: one status for both."""

    name: str
    known: Make
    unknown: Make
    status: int


def doors(seeded: Seeded) -> list[Door]:
    """Every place that takes an address, a number, a code or a name from whoever comes."""
    return [
        _door("sign-in link", "sign-in-links", 202, lambda n, who: {"email": f"{who}{n}{AT}"}),
        _door("password", "sessions/password", 422, _password),
        _door("code by mail", "codes", 202, _mailed),
        _door("code by SMS", "codes", 202, _texted),
        _door("digits of a code", "guest-sessions", 422, _digits),
        _door("invitation", "guest-sessions", 422, _invitation),
        _door("follow code", "claims/acts", 422, lambda n, who: {"code": _follow_code(n, who)}),
        _door("child, and a parent", "guardian-requests", 202, _child),
        _door("idea with an address", "ideas", 201, _idea_in(seeded.call_slugs[0], seeded.places)),
        _list_of_residents(seeded.tokens),
    ]


def furnish(app: Flask, count: int) -> None:
    """What somebody known has: a password, a mark, a code, an invitation, a line on a list."""
    with app.app_context():
        with db.transaction():
            people = _people(count)
            hashed, moment = HASHER.hash(PASSWORD), now()
            one = {"argon2_hash": hashed, "changed_at": moment}
            _fill(Password, [{"person_id": person} | one for person in people])
            _fill(UniqueMark, [_mark(n, person) for n, person in enumerate(people)])
            _fill(OneTimeCode, [_code(n, KNOWN, person) for n, person in enumerate(people)])
            _fill(OneTimeCode, [_code(n, UNKNOWN, None) for n in range(count)])
            _fill(Claim, [_claim(n, person) for n, person in enumerate(people)])
            _fill_invitations(count)
            _fill_list(count, people[-1])
        db.engine().dispose()


def _door(name: str, path: str, status: int, body: Callable[[int, str], Any]) -> Door:
    def ask(n: int, who: str) -> Ask:
        return Ask(f"/api/v1/{path}", "POST", JSON, json.dumps(body(n, who)))

    return Door(name, lambda n: ask(n, KNOWN), lambda n: ask(n, UNKNOWN), status)


def _list_of_residents(tokens: Sequence[str]) -> Door:
    """A line that has served answers like one that is not there; each person has few tries."""

    def ask(n: int, who: str) -> Ask:
        token = tokens[n // (TRIES // 2)]
        body = {"family_name": f"{who}{n}", "given_name": "Marie", "born_on": BORN.isoformat()}
        headers = JSON | {"Authorization": f"Bearer {token}"}
        return Ask("/api/v1/me/proofs/roll", "POST", headers, json.dumps(body))

    return Door("list of residents", lambda n: ask(n, KNOWN), lambda n: ask(n, UNKNOWN), 422)


def _password(n: int, who: str) -> dict[str, str]:
    return {"email": f"{who}{n}{AT}", "password": "ce n’est pas celle-là"}


def _mailed(n: int, who: str) -> dict[str, str]:
    return {"channel": "email", "contact": f"{who}{n}{AT}"}


def _texted(n: int, who: str) -> dict[str, str]:
    return {"channel": "sms", "contact": _phone(n, who)}


def _digits(n: int, who: str) -> dict[str, str]:
    return {"code_id": str(_code_id(n, who)), "code": "000000"}


def _invitation(n: int, who: str) -> dict[str, str]:
    return {"code": _letters(f"invitation {who} {n}", INVITATION_LENGTH)}


def _follow_code(n: int, who: str) -> str:
    return _letters(f"claim {who} {n}", CLAIM_LENGTH)


def _child(n: int, who: str) -> dict[str, str]:
    child = f"{who}{n}{AT}" if who == KNOWN else f"enfant{n}{AT}"
    return {"email": child, "parent_email": f"parent-{who}{n}{AT}"}


def _idea_in(call: str, places: Sequence[str]) -> Callable[[int, str], dict[str, str]]:
    def body(n: int, who: str) -> dict[str, str]:
        author = f"{who}{n}{AT}" if who == KNOWN else f"autrice{n}{AT}"
        words = {"title": f"Un banc, {who} {n}", "body": f"Devant l’école, {who} {n}."}
        return (
            words
            | {"call": call, "neighbourhood": places[0]}
            | {"email": author, "author_name": "Zoé"}
        )

    return body


def _people(count: int) -> list[uuid.UUID]:
    """The first of the seed, in its order."""
    wanted = {f"{KNOWN}{n}{AT}": n for n in range(count)}
    found = db.session().execute(select(Person.email, Person.id).where(Person.email.in_(wanted)))
    order = {wanted[email or ""]: person for email, person in found}
    return [order[n] for n in range(count)]


def _fill(table: type[db.Base], rows: list[dict[str, Any]]) -> None:
    db.session().execute(insert(table), rows)


def _mark(n: int, person: uuid.UUID) -> dict[str, Any]:
    digest, day = keyed_digest("phone", _phone(n, KNOWN)), today()
    given = {"kind": "phone", "mark_digest": digest, "person_id": person}
    return given | {"made_on": day, "ends_on": day + timedelta(days=300)}


def _code(n: int, who: str, person: uuid.UUID | None) -> dict[str, Any]:
    moment = now()
    return {
        "id": _code_id(n, who),
        "channel": "email",
        "contact_digest": keyed_digest("email", f"digits {who} {n}"),
        "code_digest": hashlib.sha256(f"{who} {n}".encode()).hexdigest(),
        "person_id": person,
        "created_at": moment,
        "expires_at": moment + timedelta(hours=1),
    }


def _claim(n: int, person: uuid.UUID) -> dict[str, Any]:
    """A code that has ended: told like one that never was."""
    digest = keyed_digest("claim-code", _follow_code(n, KNOWN))
    ended = {"made_at": now() - timedelta(days=400), "ends_on": today() - timedelta(days=30)}
    return {"code_digest": digest, "person_id": person} | ended


def _fill_invitations(count: int) -> None:
    """Of a batch that was stopped."""
    batch = InvitationBatch(
        label="Forum",
        contract_slug="lens-lievin",
        size=count,
        made_at=now(),
        ends_on=today() + timedelta(days=30),
        revoked_at=now(),
    )
    db.session().add(batch)
    db.session().flush()
    codes = (_invitation(n, KNOWN)["code"] for n in range(count))
    digests = [keyed_digest("invitation", code) for code in codes]
    _fill(Invitation, [{"code_digest": one, "batch_id": batch.id} for one in digests])


def _fill_list(count: int, whose: uuid.UUID) -> None:
    """All its lines have served."""
    roll = Roll(
        label="Locataires",
        place_kind="neighbourhood",
        place_id="cite-des-brebis",
        size=count,
        imported_at=now(),
        ends_on=today() + timedelta(days=30),
    )
    db.session().add(roll)
    db.session().flush()
    keys = (entry_key(f"{KNOWN}{n}", "Marie", BORN) for n in range(count))
    digests = [keyed_digest("roll-entry", key) for key in keys]
    _fill(
        RollEntry,
        [{"roll_id": roll.id, "entry_digest": one, "person_id": whose} for one in digests],
    )


def _phone(n: int, who: str) -> str:
    """Of the numbers kept for fiction (ARCEP): 06 39 98 00 00 to 06 39 98 99 99."""
    return f"+336399{80_000 + n if who == KNOWN else 85_000 + n}"


def _code_id(n: int, who: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"code {who} {n}")


def _letters(seed: str, length: int) -> str:
    return letters(hashlib.sha256(seed.encode()).hexdigest(), length)
