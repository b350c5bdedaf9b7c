"""One act on many ideas: prepared and shown, then done on exactly what was shown, or refused."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from beffroi.contributions import problems as faults
from beffroi.contributions import rules
from beffroi.contributions.inbox import problems
from beffroi.contributions.inbox.events import InboxBatchApplied
from beffroi.contributions.inbox.models import InboxBatch
from beffroi.contributions.inbox.policies import SORT
from beffroi.contributions.inbox.proposals import BatchAsked
from beffroi.contributions.inbox.services.listing import chosen_by
from beffroi.contributions.inbox.services.previews import batch_view
from beffroi.contributions.inbox.services.sorting import assign_idea, tag_idea, untag_idea
from beffroi.contributions.inbox.services.staff import enter
from beffroi.contributions.inbox.services.standings import hold_ideas, standings
from beffroi.contributions.inbox.services.tags import find_tag, folded
from beffroi.contributions.inbox.views import BatchView
from beffroi.contributions.models import Idea
from beffroi.contributions.policies import MOVE
from beffroi.contributions.problems import invalid
from beffroi.contributions.rules.inbox import MAX_BATCH, Act, BulkAct, digest, obstacle
from beffroi.contributions.services.stages import move_idea
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.problems import NotFound
from beffroi.core.text import is_clean

KEPT = timedelta(days=7)
NOBODY = uuid.UUID(int=0)


def prepare_batch(actor: Actor, asked: BatchAsked) -> InboxBatch:
    """Keep the act and its ideas as they stand now; nothing of them changes."""
    enter(actor, *_asked_of(asked.act))
    _check(asked.act)
    ids = _chosen(actor, asked)
    found = standings(actor, ids, asked.act)
    if not asked.whole and len(found) < len(ids):
        raise NotFound
    batch = InboxBatch(
        owner_id=_owner(actor),
        act=_written(asked.act),
        idea_ids=[str(idea_id) for idea_id in ids],
        prepared_at=now(),
    )
    db.session().add(batch)
    db.session().flush()
    return batch


def read_batch(actor: Actor, batch_id: uuid.UUID) -> BatchView:
    """What it would change now; once it was done, what it was."""
    batch = _batch(actor, batch_id)
    act = _read(batch.act)
    return batch_view(batch, act, standings(actor, _ids(batch), act))


def apply_batch(actor: Actor, batch_id: uuid.UUID, seen: str) -> InboxBatch:
    """Do it, each idea as if alone, all or nothing; done already, it is not done again.

    SelectionChanged when the ideas are no more what was shown, of which `seen` is the digest.
    """
    batch = _batch(actor, batch_id, lock=True)
    if batch.applied_at is not None:
        return batch
    act, ids = _read(batch.act), _ids(batch)
    enter(actor, *_asked_of(act))
    hold_ideas(ids)
    found = standings(actor, ids, act)
    if seen != digest(act, found.values()):
        raise problems.SelectionChanged
    plain = folded(act.tag) if act.tag else ""
    chosen = [one for one in ids if obstacle(act, found.get(one), plain) is None]
    for idea_id in chosen:
        _do(actor, act, idea_id, batch.id)
    batch.applied_at, batch.changed_count = now(), len(chosen)
    record(InboxBatchApplied(batch.id, act.act.value, len(chosen), act.person_id), by=actor)
    return batch


def _do(actor: Actor, act: BulkAct, idea_id: uuid.UUID, batch_id: uuid.UUID) -> None:
    if act.act == Act.ASSIGN:
        assign_idea(actor, idea_id, act.person_id, batch_id)
    elif act.act == Act.TAG:
        tag_idea(actor, idea_id, act.tag)
    elif act.act == Act.UNTAG:
        contract = db.session().get_one(Idea, idea_id).contract_slug
        tag = find_tag(contract, act.tag)
        if tag is not None:
            untag_idea(actor, idea_id, tag.id)
    else:
        move_idea(actor, idea_id, act.stage, act.answer, act.structure_slug)


def _asked_of(act: BulkAct) -> tuple[str, ...]:
    return (SORT, MOVE) if act.act == Act.MOVE else (SORT,)


def _check(act: BulkAct) -> None:
    """What does not depend on the ideas: said on the form, before the preview."""
    if act.act in {Act.TAG, Act.UNTAG}:
        invalid(tag=None if act.tag else problems.TAG_MISSING)
        folded(act.tag, "tag")
    if act.act != Act.MOVE:
        return
    invalid(stage=None if act.stage else problems.STAGE_MISSING)
    lacks_structure = rules.lacks_structure(act.stage, act.structure_slug)
    invalid(
        answer=_answer_fault(act),
        structure=faults.STRUCTURE_MISSING if lacks_structure else None,
    )


def _answer_fault(act: BulkAct) -> object:
    if rules.lacks_answer(act.stage, act.answer):
        return faults.ANSWER_MISSING
    return None if is_clean(act.answer) else faults.UNSAFE


def _chosen(actor: Actor, asked: BatchAsked) -> list[uuid.UUID]:
    ids = sorted(set(asked.idea_ids))
    if asked.whole:
        wanted = select(Idea.id).where(*chosen_by(actor, asked.filters)).order_by(Idea.id)
        ids = list(db.session().scalars(wanted.limit(MAX_BATCH + 1)))
    too_many = problems.TOO_MANY if len(ids) > MAX_BATCH else None
    invalid(ideas=too_many if ids else problems.NO_IDEA)
    return ids


def _batch(actor: Actor, batch_id: uuid.UUID, *, lock: bool = False) -> InboxBatch:
    enter(actor, SORT)
    wanted = select(InboxBatch).filter_by(id=batch_id, owner_id=_owner(actor))
    wanted = wanted.with_for_update() if lock else wanted
    batch = db.session().scalars(wanted).one_or_none()
    if batch is None:
        raise problems.BatchUnknown
    return batch


def _owner(actor: Actor) -> uuid.UUID:
    return actor.person_id or (actor.token.program_id if actor.token else NOBODY)


def _ids(batch: InboxBatch) -> Sequence[uuid.UUID]:
    return [uuid.UUID(written) for written in batch.idea_ids]


def _written(act: BulkAct) -> dict[str, Any]:
    person = str(act.person_id) if act.person_id else None
    return asdict(act) | {"act": act.act.value, "person_id": person}


def _read(written: dict[str, Any]) -> BulkAct:
    person = written["person_id"]
    known = {"act": Act(written["act"]), "person_id": uuid.UUID(person) if person else None}
    return BulkAct(**(written | known))
