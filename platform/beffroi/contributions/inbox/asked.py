"""What was asked of the inbox, by a form or a program, as the services take it."""

import uuid
from collections.abc import Mapping
from typing import Any

from beffroi.contributions.inbox.proposals import BatchAsked, InboxFilters
from beffroi.contributions.rules.inbox import Act, BulkAct


def filters_of(given: Mapping[str, Any]) -> InboxFilters:
    """The filters of a query or of a body."""
    return InboxFilters(
        call_slug=given.get("call"),
        state=given.get("state"),
        assigned=given.get("assigned"),
        tag_id=given.get("tag"),
        query=given.get("q"),
        overdue=given.get("overdue"),
        contested=given.get("contested"),
    )


def batch_of(given: Mapping[str, Any], filters: InboxFilters | None) -> BatchAsked:
    """One act on the ideas given, or on all that pass the filters."""
    ideas: list[uuid.UUID] = given["ideas"]
    act = BulkAct(
        act=Act(given["act"]),
        person_id=given["person"],
        tag=given["tag"],
        stage=given["stage"],
        answer=given["answer"],
        structure_slug=given["structure"],
    )
    if filters is None:
        return BatchAsked(act=act, idea_ids=tuple(ideas))
    return BatchAsked(act=act, whole=True, filters=filters)
