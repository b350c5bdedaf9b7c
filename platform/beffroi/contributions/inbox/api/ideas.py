"""Ideas as the staff sorts them: listed, read, given to somebody, tagged, noted."""

import uuid
from typing import Any

from beffroi.contributions.inbox import services
from beffroi.contributions.inbox.asked import filters_of
from beffroi.contributions.inbox.policies import SORT
from beffroi.contributions.inbox.schemas import (
    AssigneeSchema,
    InboxIdeaSchema,
    InboxLineSchema,
    InboxQuery,
    InboxTagSchema,
    NoteInputSchema,
    TagInputSchema,
)
from beffroi.contributions.inbox.views import InboxIdea, InboxList
from beffroi.core import db
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint, page_of
from beffroi.core.policy import guarded

blueprint = ApiBlueprint("inbox", __name__, description="The inbox of the staff")

TagPage = page_of(InboxTagSchema)


@blueprint.reads("/inbox/ideas", page_of(InboxLineSchema), query=InboxQuery)
@guarded(SORT)
def list_ideas(query: dict[str, Any]) -> InboxList:
    """Ideas of one's places, public or about to be, the last sent first."""
    cursor, limit = query.get("cursor"), query["limit"]
    return services.list_inbox(current_actor(), filters_of(query), cursor, limit)


@blueprint.reads("/inbox/ideas/<uuid:idea_id>", InboxIdeaSchema)
@guarded(SORT)
def read_idea(idea_id: uuid.UUID) -> InboxIdea:
    """One of them, with what the staff noted."""
    return services.inbox_idea(current_actor(), idea_id)


@blueprint.writes(
    "/inbox/ideas/<uuid:idea_id>/assignee", "PUT", InboxIdeaSchema, body=AssigneeSchema
)
@guarded(SORT)
def assign(body: dict[str, Any], idea_id: uuid.UUID) -> InboxIdea:
    """Give it to somebody, to oneself, to nobody."""
    services.assign_idea(current_actor(), idea_id, body["person"])
    return _now(idea_id)


@blueprint.writes("/inbox/ideas/<uuid:idea_id>/tags", "PUT", InboxIdeaSchema, body=TagInputSchema)
@guarded(SORT)
def tag(body: dict[str, Any], idea_id: uuid.UUID) -> InboxIdea:
    """Have it bear one more tag."""
    services.tag_idea(current_actor(), idea_id, body["label"])
    return _now(idea_id)


@blueprint.writes("/inbox/ideas/<uuid:idea_id>/tags/<uuid:tag_id>", "DELETE", None, 204)
@guarded(SORT)
def untag(idea_id: uuid.UUID, tag_id: uuid.UUID) -> None:
    """Have it bear this tag no more."""
    services.untag_idea(current_actor(), idea_id, tag_id)


@blueprint.writes(
    "/inbox/ideas/<uuid:idea_id>/notes", "POST", InboxIdeaSchema, 201, body=NoteInputSchema
)
@guarded(SORT)
def note(body: dict[str, Any], idea_id: uuid.UUID) -> tuple[InboxIdea, int]:
    """Tell the other people of the staff something about it."""
    services.write_note(current_actor(), idea_id, body["body"])
    return _now(idea_id), 201


@blueprint.writes("/inbox/notes/<uuid:note_id>", "DELETE", None, 204)
@guarded(SORT)
def drop_note(note_id: uuid.UUID) -> None:
    """Take a note away."""
    services.drop_note(current_actor(), note_id)


@blueprint.reads("/inbox/tags", TagPage)
@guarded(SORT)
def list_tags() -> dict[str, Any]:
    """The tags of one's contracts, all on one page."""
    return _all_tags()


@blueprint.writes("/inbox/tags/<uuid:tag_id>", "PUT", TagPage, body=TagInputSchema)
@guarded(SORT)
def rename_tag(body: dict[str, Any], tag_id: uuid.UUID) -> dict[str, Any]:
    """Call it otherwise; when another tag has that name, the two become one."""
    services.rename_tag(current_actor(), tag_id, body["label"])
    db.session().flush()
    return _all_tags()


def _all_tags() -> dict[str, Any]:
    found = services.list_tags(current_actor())
    return {"items": found, "next_cursor": None, "total": len(found)}


def _now(idea_id: uuid.UUID) -> InboxIdea:
    db.session().flush()
    return services.inbox_idea(current_actor(), idea_id)
