"""A proof made at a desk: somebody shows a code, a relay says what they saw on paper."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.ids import random_id
from beffroi.core.policy import held_somewhere, require
from beffroi.core.problems import Invalid
from beffroi.core.seals import keyed_digest
from beffroi.identity.models import DeskCode, Proof
from beffroi.identity.policies import CHECK_AT_DESK, PROVE, SEE_PROOFS
from beffroi.identity.problems.proofs import NOTHING_TICKED, UnknownDeskCode
from beffroi.identity.rules.codes import in_groups, letters, typed_letters
from beffroi.identity.rules.proofs import Fact, Residence
from beffroi.identity.services import attempts
from beffroi.identity.services.places import reach_of
from beffroi.identity.services.proofs import acting_person, record_proof

WAY = "desk"
GUESSED = "desk"
CODE_LENGTH = 8  # 39 bits, for a quarter of an hour, guessed at by relays only
CODE_LIFE = timedelta(minutes=15)

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def make_desk_code(actor: Actor) -> str:
    """A code to show at a desk, in groups; the one before it serves no more."""
    require(actor, PROVE)
    person_id, code_id = acting_person(actor), random_id()
    values = {
        "code_id": code_id,
        "code_digest": _digest(_code(code_id)),
        "expires_at": now() + CODE_LIFE,
    }
    row = _INSERT[db.dialect()](DeskCode).values(person_id=person_id, **values)
    made = row.on_conflict_do_update(index_elements=["person_id"], set_=values)
    db.session().execute(made.execution_options(synchronize_session=False))
    return in_groups(_code(code_id))


def desk_code_of(actor: Actor) -> tuple[str, datetime] | None:
    """The code that one may show now and its end; rebuilt from its id, stored nowhere."""
    require(actor, SEE_PROOFS)
    wanted = select(DeskCode.code_id, DeskCode.expires_at).where(
        DeskCode.person_id == actor.person_id, DeskCode.expires_at > now()
    )
    row = db.session().execute(wanted).one_or_none()
    return None if row is None else (in_groups(_code(row.code_id)), row.expires_at)


def check_at_desk(relay: Actor, typed: str, seen: Sequence[Fact]) -> list[Proof]:
    """Write what the relay saw of the person whose code this is; nothing of the paper is kept.

    Within the relay's territory. The code serves once. UnknownDeskCode when nobody shows it,
    TooManyAttempts after a few wrong ones.
    """
    if not held_somewhere(relay, CHECK_AT_DESK):
        require(relay, CHECK_AT_DESK)
    if not seen:
        raise Invalid(errors={"threshold": [NOTHING_TICKED]})
    for fact in seen:
        if isinstance(fact, Residence):
            require(relay, CHECK_AT_DESK, scope=reach_of(fact.place_kind, fact.place_id))
    attempts.heard(GUESSED, str(relay.person_id))
    person_id = _use(typed_letters(typed))
    if person_id is None or person_id == relay.person_id:  # nobody vouches for themselves
        attempts.failed(GUESSED, str(relay.person_id))
        raise UnknownDeskCode
    attempts.succeeded(GUESSED, str(relay.person_id))
    return [record_proof(person_id, fact, WAY, by=relay, relay_id=relay.person_id) for fact in seen]


def _use(code: str) -> uuid.UUID | None:
    shown = delete(DeskCode).where(
        DeskCode.code_digest == _digest(code), DeskCode.expires_at > now()
    )
    used = shown.returning(DeskCode.person_id).execution_options(synchronize_session=False)
    return db.session().execute(used).scalar_one_or_none()


def _code(code_id: uuid.UUID) -> str:
    return letters(keyed_digest("desk-code-letters", str(code_id)), CODE_LENGTH)


def _digest(code: str) -> str:
    return keyed_digest("desk-code", code)
