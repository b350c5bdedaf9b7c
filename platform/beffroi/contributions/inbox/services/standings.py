"""Ideas as a bulk act finds them, in a few statements however many they are."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from beffroi.contributions.inbox.models import IdeaAssignment, IdeaTag, InboxTag
from beffroi.contributions.inbox.services.staff import staff_there
from beffroi.contributions.models import Idea
from beffroi.contributions.rules.inbox import Act, BulkAct, Standing
from beffroi.contributions.services.visibility import inbox_ideas
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.territories import services as territories

Place = tuple[str, str | None]


def standings(
    actor: Actor, idea_ids: Sequence[uuid.UUID], act: BulkAct
) -> dict[uuid.UUID, Standing]:
    """Those the actor sorts, as they stand now; the others are left out."""
    rows = _rows(actor, idea_ids)
    tags = _tags(idea_ids) if act.act in {Act.TAG, Act.UNTAG} else {}
    staff = _staff(actor, {(r.contract_slug, r.neighbourhood_slug) for r in rows}, act)
    return {row.id: _standing(row, tags, staff, act) for row in rows}


def hold_ideas(idea_ids: Sequence[uuid.UUID]) -> None:
    """Lock their rows in order: two batches never cross."""
    wanted = select(Idea.id).where(Idea.id.in_(idea_ids)).order_by(Idea.id).with_for_update()
    db.session().execute(wanted).all()


def _rows(actor: Actor, idea_ids: Sequence[uuid.UUID]) -> Sequence[Any]:
    columns = (
        Idea.id,
        Idea.visibility,
        Idea.version,
        Idea.stage,
        Idea.answer,
        Idea.structure_slug,
        Idea.contract_slug,
        Idea.neighbourhood_slug,
        IdeaAssignment.person_id,
    )
    wanted = select(*columns).outerjoin(IdeaAssignment, IdeaAssignment.idea_id == Idea.id)
    return db.session().execute(wanted.where(Idea.id.in_(idea_ids), inbox_ideas(actor))).all()


def _standing(row: Any, tags: Any, staff: Any, act: BulkAct) -> Standing:
    serves = territories.structures_for(row.contract_slug) if act.act == Act.MOVE else ()
    return Standing(
        idea_id=row.id,
        visibility=row.visibility,
        version=row.version,
        stage=row.stage,
        answer=row.answer,
        structure_slug=row.structure_slug,
        assignee_id=row.person_id,
        tags=frozenset(tags.get(row.id, ())),
        serves=frozenset(structure.slug for structure in serves),
        staff=staff.get((row.contract_slug, row.neighbourhood_slug), frozenset()),
    )


def _tags(idea_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    wanted = select(IdeaTag.idea_id, InboxTag.folded).join(InboxTag, InboxTag.id == IdeaTag.tag_id)
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    for idea_id, folded in db.session().execute(wanted.where(IdeaTag.idea_id.in_(idea_ids))):
        found[idea_id].add(folded)
    return found


def _staff(actor: Actor, places: set[Place], act: BulkAct) -> dict[Place, frozenset[uuid.UUID]]:
    """A statement for each place, and only where somebody is to be given ideas."""
    if act.act != Act.ASSIGN or act.person_id is None:
        return {}
    return {
        place: frozenset(one.id for one in staff_there(actor, territories.scope_of(*place)))
        for place in places
    }
