"""Rolls: lists of residents handed over by a town, kept as digests, answered by who is on them."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, insert, or_, select

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now, today
from beffroi.core.events import record
from beffroi.core.policy import allows, require
from beffroi.core.problems import Invalid, NotFound
from beffroi.core.seals import keyed_digest
from beffroi.identity.models import Proof, Roll, RollEntry
from beffroi.identity.paper_events import RollImported
from beffroi.identity.policies import IMPORT_ROLL, PROVE
from beffroi.identity.problems import proofs as problems
from beffroi.identity.rules import rolls as rules
from beffroi.identity.rules.proofs import Age, Residence, thresholds_met
from beffroi.identity.services import attempts
from beffroi.identity.services.places import reach_of
from beffroi.identity.services.proofs import acting_person, record_proof

WAY = "roll"
GUESSED = "roll"
LONGEST_LIFE = timedelta(days=731)
BATCH = 500


@dataclass(frozen=True)
class NewRoll:
    """What a list is called, the place it is of ("neighbourhood" or "commune"), its last day."""

    label: str
    place_kind: str
    place_id: str
    ends_on: date


@dataclass(frozen=True)
class RollReport:
    """What became of the lines: people kept, lines that came twice, lines not understood."""

    roll_id: uuid.UUID
    kept: int
    twice: int
    wrong: int


@dataclass(frozen=True)
class RollView:
    """A list for who looks after it: how many people, how many answered; no name."""

    id: uuid.UUID
    label: str
    place_kind: str
    place_id: str
    size: int
    answered: int
    ends_on: date

    @property
    def place(self) -> tuple[str, str]:
        """The kind and the id, as rights name a place."""
        return self.place_kind, self.place_id


def import_roll(actor: Actor, content: bytes, new: NewRoll) -> RollReport:
    """Keep a list of residents as keyed digests; the file itself is kept nowhere.

    `content` is a CSV with the columns nom, prenom, naissance. Invalid names what is wrong. It
    serves until `ends_on`, two years at most, and is then purged.
    """
    _check(new)
    require(actor, IMPORT_ROLL, scope=reach_of(new.place_kind, new.place_id))
    try:
        lines = Counter(rules.read_lines(content, today()))
    except rules.NotARoll:
        raise Invalid(errors={"file": [problems.NOT_A_LIST]}) from None
    wrong = lines.pop(None, 0)
    if not lines:
        raise Invalid(errors={"file": [problems.LIST_EMPTY]})
    roll = Roll(
        label=new.label,
        place_kind=new.place_kind,
        place_id=new.place_id,
        size=len(lines),
        imported_by_id=actor.person_id,
        imported_at=now(),
        ends_on=new.ends_on,
    )
    db.session().add(roll)
    db.session().flush()
    _write(roll.id, [key for key in lines if key is not None])
    record(RollImported(roll.id, roll.size), by=actor)
    return RollReport(roll.id, len(lines), sum(lines.values()) - len(lines), wrong)


def answer_roll(actor: Actor, family_name: str, given_name: str, born: date) -> list[Proof]:
    """Say who one is; a line that answers proves the place, and the age that the date says.

    One person answers to a line; the names and the date are dropped. NotOnTheRoll when no line
    answers or another person did; TooManyAttempts after a few wrong answers.
    """
    require(actor, PROVE)
    person_id = acting_person(actor)
    attempts.heard(GUESSED, str(person_id))
    found = _lines_of(person_id, rules.entry_key(family_name, given_name, born))
    if not found:
        attempts.failed(GUESSED, str(person_id))
        raise problems.NotOnTheRoll
    attempts.succeeded(GUESSED, str(person_id))
    proofs = []
    for entry, roll in found:
        entry.person_id = person_id
        place = Residence(roll.place_kind, roll.place_id)
        proofs.append(record_proof(person_id, place, WAY, by=actor))
    oldest = max(thresholds_met(born, today()), default=None)
    if oldest is not None:
        proofs.append(record_proof(person_id, Age(oldest), WAY, by=actor))
    return proofs


def rolls_in_force() -> bool:
    """Whether somebody may be on a list today."""
    return db.session().scalar(select(Roll.id).where(Roll.ends_on >= today()).limit(1)) is not None


def rolls_of(actor: Actor) -> list[RollView]:
    """The lists the actor looks after, the last brought in first."""
    answered = func.count(RollEntry.person_id)
    query: Any = select(Roll, answered).outerjoin(RollEntry, RollEntry.roll_id == Roll.id)
    rows = db.session().execute(query.group_by(Roll.id).order_by(Roll.imported_at.desc(), Roll.id))
    return [
        RollView(
            roll.id, roll.label, roll.place_kind, roll.place_id, roll.size, count, roll.ends_on
        )
        for roll, count in rows
        if allows(actor, IMPORT_ROLL, scope=reach_of(roll.place_kind, roll.place_id))
    ]


def drop_roll(actor: Actor, roll_id: uuid.UUID) -> None:
    """Forget a list before its end; what it proved stays proved."""
    roll = db.session().get(Roll, roll_id)
    if roll is None or not allows(
        actor, IMPORT_ROLL, scope=reach_of(roll.place_kind, roll.place_id)
    ):
        raise NotFound
    db.session().delete(roll)
    db.session().flush()


def _check(new: NewRoll) -> None:
    if new.place_kind not in {"neighbourhood", "commune"}:
        raise Invalid(errors={"place": [problems.UNKNOWN_PLACE]})
    if new.ends_on < today():
        raise Invalid(errors={"ends_on": [problems.ENDS_BEFORE]})
    if new.ends_on > today() + LONGEST_LIFE:
        raise Invalid(errors={"ends_on": [problems.ENDS_TOO_LATE]})


def _write(roll_id: uuid.UUID, keys: Sequence[str]) -> None:
    digests = sorted({_digest(key) for key in keys})
    for at in range(0, len(digests), BATCH):
        rows = [{"roll_id": roll_id, "entry_digest": d} for d in digests[at : at + BATCH]]
        db.session().execute(insert(RollEntry), rows)


def _lines_of(person_id: uuid.UUID, key: str) -> list[tuple[RollEntry, Roll]]:
    """The lines that answer and are free or already this person's; of two at once, one has it."""
    free = or_(RollEntry.person_id.is_(None), RollEntry.person_id == person_id)
    wanted = (
        select(RollEntry, Roll)
        .join(Roll, Roll.id == RollEntry.roll_id)
        .where(RollEntry.entry_digest == _digest(key), Roll.ends_on >= today(), free)
        .order_by(Roll.id)
        .with_for_update(of=RollEntry)
        .execution_options(populate_existing=True)
    )
    return [(row[0], row[1]) for row in db.session().execute(wanted)]


def _digest(key: str) -> str:
    return keyed_digest("roll-entry", key)
