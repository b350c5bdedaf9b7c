"""The appeal of a block: asked by the person, answered by somebody else than who decided."""

import uuid

from sqlalchemy import select

from beffroi.core import db
from beffroi.core.actor import Actor, Role
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.policy import allows, require
from beffroi.identity.events import BlockAppealAnswered, BlockAppealed
from beffroi.identity.models import Block, Person
from beffroi.identity.policies import ANSWER_APPEAL, APPEAL
from beffroi.identity.problems.blocks import (
    AppealClosed,
    AppealedAlready,
    BlockUnknown,
    NotYoursToAnswer,
)
from beffroi.identity.rules.blocks import LIFTED, may_answer
from beffroi.identity.services.blocks import is_in_force, place_of
from beffroi.identity.services.grants import holders_of_role
from beffroi.identity.services.lasting_blocks import forget_series


def my_blocks(actor: Actor) -> list[Block]:
    """What was decided about the person, the latest first; whole, it is about them."""
    require(actor, APPEAL)
    query = select(Block).where(Block.person_id == actor.person_id)
    return list(db.session().scalars(query.order_by(Block.id.desc())))


def appeal(actor: Actor, block_id: uuid.UUID, words: str) -> Block:
    """Ask that somebody else looks at it, once; possible as long as the block lasts."""
    require(actor, APPEAL)
    found = _locked(block_id)
    if found.person_id != actor.person_id:
        raise BlockUnknown
    if not is_in_force(found):
        raise AppealClosed
    if found.appealed_at is not None:
        raise AppealedAlready
    found.appeal, found.appealed_at = words, now()
    record(BlockAppealed(found.id), by=actor)
    return found


def answer_appeal(actor: Actor, block_id: uuid.UUID, outcome: str, words: str) -> Block:
    """Uphold or lift it, with reasons; whoever decided the block is refused (NotYoursToAnswer)."""
    found = _locked(block_id)
    scope = place_of(found).scope()
    if not allows(actor, ANSWER_APPEAL, scope=scope):
        if actor.blocked_until is not None:
            require(actor, ANSWER_APPEAL, scope=scope)
        raise BlockUnknown
    if not may_answer(actor.person_id, found.by_id, found.person_id):
        raise NotYoursToAnswer
    if not is_in_force(found) or found.appealed_at is None or found.appeal_outcome is not None:
        raise AppealClosed
    found.appeal_answer, found.appeal_outcome = words, outcome
    found.appeal_by_id, found.appeal_decided_at = actor.person_id, now()
    if outcome == LIFTED:
        found.lifted_at = now()
        db.session().flush()
        forget_series(found.series_id, actor)
    record(BlockAppealAnswered(found.id, outcome), by=actor)
    return found


def who_may_answer(found: Block) -> list[Person]:
    """Those who moderate or administer there today, but for who decided and who appeals."""
    scope = place_of(found).scope()
    able = holders_of_role(Role.MODERATOR, scope) + holders_of_role(Role.ADMINISTRATOR, scope)
    once = {one.id: one for one in able}
    return [one for one in once.values() if may_answer(one.id, found.by_id, found.person_id)]


def _locked(block_id: uuid.UUID) -> Block:
    found = db.session().scalars(select(Block).where(Block.id == block_id).with_for_update())
    block = found.one_or_none()
    if block is None:
        raise BlockUnknown
    return block
