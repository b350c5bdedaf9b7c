"""What the staff did with an idea, read from the journal: what, when, and by whom of them."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, or_, select

from beffroi.contributions.inbox.models import InboxTag
from beffroi.contributions.inbox.views import StaffAct, StaffStory
from beffroi.contributions.rules.inbox import MAX_STORY, Done
from beffroi.contributions.services.authorship import authors_of
from beffroi.core import db
from beffroi.core.actor import Role
from beffroi.core.events import StoredEvent
from beffroi.identity.models import Person, RoleGrant

_KINDS = {
    "IdeaAssigned": Done.ASSIGNED,
    "IdeaTagged": Done.TAGGED,
    "IdeaUntagged": Done.UNTAGGED,
    "IdeaNoteWritten": Done.NOTED,
    "IdeaNoteDropped": Done.NOTE_DROPPED,
    "IdeaMoved": Done.MOVED,
    "IdeaForwarded": Done.FORWARDED,
    "IdeaMerged": Done.JOINED,
    "IdeaUnmerged": Done.LEFT,
    "IdeaSplitProposed": Done.SPLIT_PROPOSED,
    "IdeaSplit": Done.SPLIT,
    "IdeaGathered": Done.GATHERED,
    "SplitObjectionAnswered": Done.OBJECTION_ANSWERED,
}
_OF_TARGET = {Done.JOINED: Done.WAS_JOINED, Done.LEFT: Done.WAS_LEFT}
# Whoever is behind an idea may do these too: they say yes, take back, or leave.
_SHARED = {Done.SPLIT, Done.GATHERED, Done.LEFT, Done.WAS_LEFT}
_PERSON, _TAG = "person_id", "tag_id"


def staff_story(idea_id: uuid.UUID, since: datetime) -> StaffStory:
    """The last acts, the last one first, and how many came before; whoever calls asked the right.

    `since` is when the idea was sent: the index of the journal is by name and moment.
    """
    rows = db.session().execute(_acts(idea_id, since)).all()
    names = _names(idea_id, rows)
    tags = _tags(row.payload.get(_TAG) for row in rows)
    told = tuple(_told(row, str(idea_id), names, tags) for row in rows)
    return StaffStory(told, rows[0].total - len(rows) if rows else 0)


def _acts(idea_id: uuid.UUID, since: datetime) -> Select[Any]:
    event, here = StoredEvent, str(idea_id)
    about = (event.payload[name].as_string() == here for name in ("idea_id", "target_id"))
    columns = (event.name, event.payload, event.recorded_at, event.actor_id)
    wanted = select(*columns, func.count().over().label("total"))
    of_idea = wanted.where(event.name.in_(_KINDS), event.recorded_at >= since, or_(*about))
    return of_idea.order_by(event.id.desc()).limit(MAX_STORY)


def _told(row: Any, here: str, names: dict[str, str], tags: dict[str, str]) -> StaffAct:
    about = names.get(row.payload.get(_PERSON) or "") or tags.get(row.payload.get(_TAG) or "")
    code = row.payload.get("stage") or row.payload.get("destination") or ""
    by = names.get(_key(row, here), "")
    return StaffAct(_done(row, here), row.recorded_at, by, about or "", code)


def _done(row: Any, here: str) -> Done:
    done = _KINDS[row.name]
    if done is Done.ASSIGNED and row.payload[_PERSON] is None:
        return Done.LEFT_TO_NOBODY
    return _OF_TARGET.get(done, done) if row.payload.get("target_id") == here else done


def _key(row: Any, here: str) -> str:
    """Under which the name of who did it stands: apart for what is not of the staff alone."""
    return f"{row.actor_id} shared" if _done(row, here) in _SHARED else str(row.actor_id)


def _names(idea_id: uuid.UUID, rows: Iterable[Any]) -> dict[str, str]:
    """Of the staff, today or once; an author who did something is not named as one of them."""
    given = (row.payload.get(_PERSON) for row in rows)
    ids = {row.actor_id for row in rows if row.actor_id}
    ids |= {uuid.UUID(one) for one in given if one}
    if not ids:
        return {}
    roles = (Role.STAFF, Role.ADMINISTRATOR)
    served = exists().where(RoleGrant.person_id == Person.id, RoleGrant.role.in_(roles))
    wanted = select(Person.id, Person.display_name).where(Person.id.in_(ids), served)
    found = {str(one.id): one.display_name for one in db.session().execute(wanted)}
    behind = {str(one) for one in authors_of(idea_id)}
    return found | {f"{one} shared": name for one, name in found.items() if one not in behind}


def _tags(ids: Iterable[str | None]) -> dict[str, str]:
    """Their words of today; of one that went into another, none."""
    known = {uuid.UUID(one) for one in ids if one}
    if not known:
        return {}
    wanted = select(InboxTag.id, InboxTag.label).where(InboxTag.id.in_(known))
    return {str(tag.id): tag.label for tag in db.session().execute(wanted)}
