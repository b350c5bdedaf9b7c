"""A batch as it is shown: which ideas change, which stay and why, what people will be told."""

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from beffroi.contributions.inbox.models import InboxBatch
from beffroi.contributions.inbox.services.tags import folded
from beffroi.contributions.inbox.views import BatchIdea, BatchView, Colleague
from beffroi.contributions.models import CoAuthor, Idea
from beffroi.contributions.rules.inbox import Act, BulkAct, Standing, digest, obstacle
from beffroi.core import db
from beffroi.identity.services import person
from beffroi.notifications.words import Words, words_of


def batch_view(batch: InboxBatch, act: BulkAct, found: Mapping[uuid.UUID, Standing]) -> BatchView:
    """The batch with its ideas as they stand now."""
    ideas = _ideas(batch, act, found)
    changed = [idea for idea in ideas if idea.obstacle is None]
    return BatchView(
        id=batch.id,
        act=act,
        ideas=ideas,
        digest=digest(act, found.values()),
        prepared_at=batch.prepared_at,
        applied_at=batch.applied_at,
        changed_count=batch.changed_count,
        person=_person(act),
        message=_message(act, changed) if batch.applied_at is None else None,
        told=_authors(changed) if act.act == Act.MOVE else 0,
    )


def _ideas(
    batch: InboxBatch, act: BulkAct, found: Mapping[uuid.UUID, Standing]
) -> tuple[BatchIdea, ...]:
    """An idea that is out of sight is not named."""
    plain = folded(act.tag) if act.tag else ""
    named = select(Idea.id, Idea.title).where(Idea.id.in_(found))
    titles = {row.id: row.title for row in db.session().execute(named)}
    ids = map(uuid.UUID, batch.idea_ids)
    return tuple(
        BatchIdea(one, titles.get(one, ""), obstacle(act, found.get(one), plain)) for one in ids
    )


def _person(act: BulkAct) -> Colleague | None:
    known = person(act.person_id) if act.person_id else None
    return Colleague(known.id, known.display_name) if known else None


def _message(act: BulkAct, changed: Sequence[BatchIdea]) -> Words | None:
    """What the author of the first one will read; the others read the same of theirs."""
    if act.act != Act.MOVE or not changed:
        return None
    facts: dict[str, object] = {
        "title": changed[0].title,
        "stage": act.stage,
        "answer": act.answer,
        "structure_slug": act.structure_slug or "",
    }
    return words_of("idea_moved", facts)


def _authors(changed: Sequence[BatchIdea]) -> int:
    """How many people are behind them: authors and co-authors, each once."""
    ids = [idea.id for idea in changed]
    first = select(Idea.author_id).where(Idea.id.in_(ids), Idea.author_id.is_not(None))
    joined = select(CoAuthor.person_id).where(CoAuthor.idea_id.in_(ids))
    behind = first.union(joined).subquery()
    return db.session().scalar(select(func.count()).select_from(behind)) or 0
