"""Blocks: somebody may not act for a time, is told why, and may ask that another looks again."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from beffroi.core import db, keyset
from beffroi.core.actor import EVERYWHERE, Actor, Role, Scope
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.i18n import lazy
from beffroi.core.policy import allows, require
from beffroi.core.problems import Invalid
from beffroi.identity.events import PersonBlocked
from beffroi.identity.models import Block, Person, RoleGrant
from beffroi.identity.policies import ANSWER_APPEAL, BLOCK, SEE_BLOCKS
from beffroi.identity.problems.blocks import BlockedAlready, BlockUnknown, NotToBeBlocked
from beffroi.identity.problems.signing import PersonUnknown
from beffroi.identity.reference import HEARS_APPEALS
from beffroi.identity.rules.blocks import may_answer, may_block, term_fault
from beffroi.identity.services.lasting_blocks import in_force, stay_recognised
from beffroi.identity.services.people import people
from beffroi.identity.services.places import reached_by
from beffroi.identity.services.sessions import in_term
from beffroi.territories import services as territories

_FAULTS = {
    "short": lazy("Une suspension dure au moins un jour."),
    "long": lazy("Une suspension dure au plus douze mois."),
}
_BLOCK_ROLES = (Role.MODERATOR, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Place:
    """Where what the person did was done; empty when it is the whole platform's business."""

    contract_slug: str | None = None
    neighbourhood_slug: str | None = None

    def scope(self) -> Scope:
        """The places a grant may name; and the office that hears of the appeals."""
        if self.contract_slug is None:
            return EVERYWHERE
        inside = territories.scope_of(self.contract_slug, self.neighbourhood_slug)
        return inside | {("office", f"{self.contract_slug}-{HEARS_APPEALS}")}


@dataclass(frozen=True)
class Sentence:
    """Why, in whose words, and until when."""

    reason_code: str
    justification: str
    ends_at: datetime


@dataclass(frozen=True)
class BlockView:
    """A block as those who decide see it."""

    id: uuid.UUID
    person_id: uuid.UUID
    person_name: str
    reason_code: str
    justification: str
    by_name: str
    starts_at: datetime
    ends_at: datetime
    lifted_at: datetime | None
    appeal: str
    appealed_at: datetime | None
    appeal_answer: str
    appeal_outcome: str | None
    appeal_decided_at: datetime | None
    is_in_force: bool
    may_be_answered: bool

    @property
    def awaits_answer(self) -> bool:
        return self.is_in_force and self.appealed_at is not None and not self.appeal_outcome


@dataclass(frozen=True)
class BlockList:
    """Some blocks, the latest first, and how to go on."""

    items: list[BlockView]
    next_cursor: str | None


def block(by: Actor, person_id: uuid.UUID, sentence: Sentence, place: Place | None = None) -> Block:
    """Suspend what a person may do until then; nothing of theirs is taken away.

    `place` is where they did it: who moderates there may. Raises NotToBeBlocked, BlockedAlready,
    Invalid for a term under a day or over twelve months.
    """
    where = place or Place()
    require(by, BLOCK, scope=where.scope())
    person = _somebody(person_id)
    _check(by, person, sentence.ends_at)
    made = Block(
        person_id=person.id,
        contract_slug=where.contract_slug,
        neighbourhood_slug=where.neighbourhood_slug,
        reason_code=sentence.reason_code,
        justification=sentence.justification,
        by_id=by.person_id,
        starts_at=now(),
        ends_at=sentence.ends_at,
        appeal="",
        appeal_answer="",
    )
    db.session().add(made)
    db.session().flush()
    stay_recognised(made)
    record(PersonBlocked(made.id, person.id, made.reason_code, made.ends_at), by=by)
    return made


def blocks_in(actor: Actor, cursor: str | None = None, limit: int = keyset.LIMIT) -> BlockList:
    """The blocks decided where the actor may decide, the latest first."""
    if not actor.may(SEE_BLOCKS):
        require(actor, SEE_BLOCKS)
    query = select(Block.id).where(_seen_by(actor))
    page = keyset.page(db.session(), query, (Block.id,), cursor, limit)
    wanted = [row.id for row in page.rows]
    rows = db.session().scalars(select(Block).where(Block.id.in_(wanted)).order_by(Block.id.desc()))
    return BlockList(block_views(actor, list(rows)), page.next_cursor)


def blocks_of(actor: Actor, person_id: uuid.UUID) -> list[BlockView]:
    """What was decided about a person, for those who may decide; the latest first."""
    query = select(Block).where(Block.person_id == person_id, _seen_by(actor))
    return block_views(actor, list(db.session().scalars(query.order_by(Block.id.desc()))))


def block_to_read(actor: Actor, block_id: uuid.UUID) -> Block:
    """A block of the actor's places; to others it does not even exist."""
    found = db.session().get(Block, block_id)
    if found is None or not allows(actor, SEE_BLOCKS, scope=place_of(found).scope()):
        raise BlockUnknown
    return found


def place_of(made: Block) -> Place:
    """Where the block was decided."""
    return Place(made.contract_slug, made.neighbourhood_slug)


def is_in_force(made: Block) -> bool:
    """Whether it suspends at this moment: it ends by itself."""
    return made.lifted_at is None and made.starts_at <= now() < made.ends_at


def block_views(actor: Actor, rows: Sequence[Block]) -> list[BlockView]:
    """With the names of those concerned, in one more statement."""
    ids = {row.person_id for row in rows} | {row.by_id for row in rows if row.by_id}
    names = {one.id: one.display_name for one in people(ids).values()}
    return [_view(actor, row, names) for row in rows]


def _somebody(person_id: uuid.UUID) -> Person:
    """Locked, so that two decisions at once are one after the other."""
    query = select(Person).where(Person.id == person_id).with_for_update()
    found = db.session().scalars(query).one_or_none()
    if found is None:
        raise PersonUnknown
    return found


def _check(by: Actor, person: Person, ends_at: datetime) -> None:
    held = select(RoleGrant.role).where(RoleGrant.person_id == person.id, in_term())
    their_roles = set(db.session().scalars(held))
    is_oneself = by.person_id == person.id
    if by.kind != "system" and not may_block(by.roles(), their_roles, is_oneself=is_oneself):
        raise NotToBeBlocked
    fault = term_fault(now(), ends_at)
    if fault is not None:
        raise Invalid(errors={"days": [_FAULTS[fault]]})
    running = select(Block.id).where(Block.person_id == person.id, in_force())
    if db.session().scalar(running.limit(1)) is not None:
        raise BlockedAlready


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    """The same places as `policy.require` on a block, as SQL."""
    where = (Block.contract_slug, Block.neighbourhood_slug)
    of_roles = [reached_by(actor, role, *where) for role in _BLOCK_ROLES]
    ending = f"-{HEARS_APPEALS}"
    heard = [slug.removesuffix(ending) for slug in actor.offices if slug.endswith(ending)]
    return or_(*of_roles, Block.contract_slug.in_(heard))


def _view(actor: Actor, row: Block, names: dict[uuid.UUID, str]) -> BlockView:
    same = (
        "id", "person_id", "reason_code", "justification", "starts_at", "ends_at", "lifted_at",
        "appeal", "appealed_at", "appeal_answer", "appeal_outcome", "appeal_decided_at",
    )  # fmt: skip
    answers = allows(actor, ANSWER_APPEAL, scope=place_of(row).scope())
    return BlockView(
        **{name: getattr(row, name) for name in same},
        person_name=names.get(row.person_id, ""),
        by_name=names.get(row.by_id, "") if row.by_id else "",
        is_in_force=is_in_force(row),
        may_be_answered=answers and may_answer(actor.person_id, row.by_id, row.person_id),
    )
