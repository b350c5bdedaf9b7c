"""One row of each table that has a time, made to end today."""

from datetime import timedelta

from beffroi.contributions.models import Draft
from beffroi.core.clock import now
from beffroi.core.idempotency import IdempotencyKey
from beffroi.identity.models import (
    Attempts,
    Block,
    Claim,
    Farewell,
    KnownDevice,
    OneTimeCode,
    Person,
    Proof,
    RoleGrant,
    Session,
    SignInLink,
    UniqueMark,
)
from beffroi.notifications.models import Message
from tests.factories import make_call, today

DAY = timedelta(days=1)
DIGEST = "d" * 64


def link(person: Person) -> SignInLink:
    return SignInLink(token_digest=DIGEST, person_id=person.id, created_at=now(), expires_at=now())


def session(person: Person) -> Session:
    return Session(token_digest=DIGEST, person_id=person.id, created_at=now(), expires_at=now())


def device(person: Person) -> KnownDevice:
    return KnownDevice(
        person_id=person.id, device_digest=DIGEST, first_seen_at=now(), last_seen_at=now()
    )


def proof(person: Person) -> Proof:
    return Proof(
        person_id=person.id, kind="age", threshold=16, way="declared", proved_on=today(),
        ends_on=today(),
    )  # fmt: skip


def mark(person: Person) -> UniqueMark:
    return UniqueMark(
        kind="email", mark_digest=DIGEST, person_id=person.id, made_on=today(), ends_on=today()
    )


def block(person: Person) -> Block:
    return Block(
        person_id=person.id, reason_code="x", justification="x", starts_at=now() - DAY,
        ends_at=now(),
    )  # fmt: skip


def grant(person: Person) -> RoleGrant:
    return RoleGrant(
        person_id=person.id, role="relay", scope_kind="platform", scope_id="",
        starts_on=today(), ends_on=today(),
    )  # fmt: skip


def claim(person: Person) -> Claim:
    return Claim(code_digest=DIGEST, person_id=person.id, made_at=now(), ends_on=today())


def message(person: Person) -> Message:
    return Message(
        person_id=person.id, kind="idea_published", params={}, link="/", created_at=now()
    )


def code(_person: Person) -> OneTimeCode:
    return OneTimeCode(
        channel="email", contact_digest=DIGEST, code_digest=DIGEST, created_at=now(),
        expires_at=now(),
    )  # fmt: skip


def attempts(_person: Person) -> Attempts:
    return Attempts(kind="x", subject_digest=DIGEST, failures=6, first_at=now(), last_at=now())


def farewell(_person: Person) -> Farewell:
    return Farewell(is_owed=False, choice="remove", letters={}, made_at=now())


def key(_person: Person) -> IdempotencyKey:
    return IdempotencyKey(digest=DIGEST, fingerprint=DIGEST, used_at=now())


def draft(_person: Person) -> Draft:
    return Draft(call_id=make_call().id, content={"title": "x"}, updated_at=now())


def code_of(number: int) -> OneTimeCode:
    return OneTimeCode(
        channel="email", contact_digest=f"{number:064}", code_digest=DIGEST, created_at=now(),
        expires_at=now(),
    )  # fmt: skip
