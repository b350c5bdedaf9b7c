"""What the pages and the API hand to the inbox: plain values, not yet checked."""

import uuid
from dataclasses import dataclass, field

from beffroi.contributions.rules.inbox import BulkAct


@dataclass(frozen=True, kw_only=True)
class InboxFilters:
    """What to list; what is None does not filter.

    `state` is a stage, or a visibility for what is not public. `assigned` is `me`, `nobody` or
    `somebody`. `overdue`: its answer is late. `contested`: its author objects to its split.
    """

    call_slug: str | None = None
    state: str | None = None
    assigned: str | None = None
    tag_id: uuid.UUID | None = None
    query: str | None = None
    overdue: bool | None = None
    contested: bool | None = None


@dataclass(frozen=True, kw_only=True)
class BatchAsked:
    """One act on these ideas, or on all that pass the filters."""

    act: BulkAct
    idea_ids: tuple[uuid.UUID, ...] = ()
    whole: bool = False
    filters: InboxFilters = field(default_factory=InboxFilters)
