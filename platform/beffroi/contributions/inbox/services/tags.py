"""Tags of a contract: made as one types, listed with how many bear them, renamed, put together."""

import uuid
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from beffroi.contributions.inbox import problems
from beffroi.contributions.inbox.events import InboxTagRenamed
from beffroi.contributions.inbox.models import IdeaTag, InboxTag
from beffroi.contributions.inbox.policies import SORT
from beffroi.contributions.inbox.services.staff import contracts_of, enter
from beffroi.contributions.inbox.views import TagView
from beffroi.contributions.problems import invalid
from beffroi.contributions.rules.inbox import MAX_TAGS
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.events import record
from beffroi.core.folding import fold
from beffroi.core.ids import new_id
from beffroi.core.policy import require
from beffroi.core.problems import NotFound
from beffroi.territories.services import scope_of

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def list_tags(actor: Actor) -> list[TagView]:
    """Those of the contracts in which the actor is in charge of something, by name."""
    enter(actor, SORT)
    there = InboxTag.contract_slug.in_(sorted(contracts_of(actor)))
    return _views(there)


def tags_of_idea(idea_id: uuid.UUID) -> tuple[TagView, ...]:
    """Those that an idea bears."""
    borne = select(IdeaTag.tag_id).where(IdeaTag.idea_id == idea_id)
    return tuple(_views(InboxTag.id.in_(borne)))


def tag_called(contract_slug: str, label: str) -> InboxTag:
    """The tag of this name, made if there is none; two who type it at once make one."""
    known = find_tag(contract_slug, label)
    if known is not None:
        return known
    count = select(func.count()).where(InboxTag.contract_slug == contract_slug)
    full = (db.session().scalar(count) or 0) >= MAX_TAGS
    invalid(label=problems.TAGS_ENOUGH if full else None)
    new = _INSERT[db.dialect()](InboxTag).values(
        id=new_id(), contract_slug=contract_slug, label=label, folded=folded(label)
    )
    db.session().execute(new.on_conflict_do_nothing())
    made = find_tag(contract_slug, label)
    assert made is not None
    return made


def find_tag(contract_slug: str, label: str) -> InboxTag | None:
    """The tag of this name, however it is written."""
    named = select(InboxTag).filter_by(contract_slug=contract_slug, folded=folded(label))
    return db.session().scalars(named).one_or_none()


def folded(label: str, field: str = "label") -> str:
    """What two writings of one tag have in common."""
    plain = fold(label)[:80]
    invalid(**{field: None if plain else problems.TAG_EMPTY})
    return plain


def rename_tag(actor: Actor, tag_id: uuid.UUID, label: str) -> InboxTag:
    """Call it otherwise; when another has that name already, the two become one."""
    enter(actor, SORT)
    wanted = select(InboxTag).where(InboxTag.id == tag_id).with_for_update()
    tag = db.session().scalars(wanted).one_or_none()
    if tag is None or tag.contract_slug not in contracts_of(actor):
        raise NotFound
    require(actor, SORT, scope=scope_of(tag.contract_slug))
    other = find_tag(tag.contract_slug, label)
    if other is None or other.id == tag.id:
        tag.label, tag.folded = label, folded(label)
        record(InboxTagRenamed(tag.id, None), by=actor)
        return tag
    _put_together(tag, other)
    record(InboxTagRenamed(tag.id, other.id), by=actor)
    return other


def _put_together(tag: InboxTag, other: InboxTag) -> None:
    has_it = select(IdeaTag.idea_id).where(IdeaTag.tag_id == other.id)
    ideas = db.session().scalars(
        select(IdeaTag.idea_id).where(IdeaTag.tag_id == tag.id, IdeaTag.idea_id.not_in(has_it))
    )
    db.session().add_all([IdeaTag(idea_id=idea_id, tag_id=other.id) for idea_id in ideas])
    db.session().flush()
    db.session().execute(delete(IdeaTag).where(IdeaTag.tag_id == tag.id))
    db.session().delete(tag)
    db.session().flush()


def _views(condition: Any) -> list[TagView]:
    count = select(func.count()).where(IdeaTag.tag_id == InboxTag.id).scalar_subquery()
    columns = (InboxTag.id, InboxTag.contract_slug, InboxTag.label, count.label("borne"))
    rows = db.session().execute(select(*columns).where(condition).order_by(InboxTag.label))
    return [TagView(row.id, row.contract_slug, row.label, row.borne) for row in rows]
