"""Writing an idea with others: its co-authors, invitations, joining and leaving."""

import uuid
from typing import Any

from beffroi.contributions.policies import END_CO_AUTHOR, FOLLOW, JOIN, SHARE
from beffroi.contributions.schemas.authors import (
    CoAuthorSchema,
    InvitationSchema,
    InviteSchema,
    JoinSchema,
    TeamSchema,
)
from beffroi.contributions.services import co_authors
from beffroi.contributions.services.co_authors import CoAuthorView, Team
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded

blueprint = ApiBlueprint("co_authors", __name__, description="People who write an idea together")


@blueprint.reads("/ideas/<uuid:idea_id>/co-authors", TeamSchema)
@guarded(FOLLOW)
def read_team(idea_id: uuid.UUID) -> Team:
    """Who writes it, for those who do."""
    return co_authors.team_of(current_actor(), idea_id)


@blueprint.writes(
    "/ideas/<uuid:idea_id>/co-author-invitations",
    "POST",
    InvitationSchema,
    201,
    body=InviteSchema,
    keyed=False,
)
@at_most("20 per hour")
@guarded(SHARE)
def invite(body: dict[str, Any], idea_id: uuid.UUID) -> tuple[dict[str, Any], int]:
    """A way in for one person; its key is told this once, and not when a mail carries it."""
    actor = current_actor()
    made, key = co_authors.invite_co_author(actor, idea_id, body["email"], actor.locale)
    shown = None if body["email"] else key
    return {"id": made.id, "secret": shown, "ends_at": made.ends_at}, 201


@blueprint.writes(
    "/co-author-invitations/<uuid:invitation_id>/acceptance", "PUT", CoAuthorSchema, body=JoinSchema
)
@at_most("20 per minute")
@guarded(JOIN)
def accept(body: dict[str, Any], invitation_id: uuid.UUID) -> CoAuthorView:
    """Stand behind the idea; again, it changes nothing."""
    key, name = body["key"], body["name"]
    one = co_authors.join(current_actor(), invitation_id, key, name, signs=body["signs"])
    return CoAuthorView(one.id, one.name, one.signs, one.joined_at, is_me=True)


@blueprint.writes("/ideas/<uuid:idea_id>/co-authors/<uuid:co_author_id>", "DELETE", None, 204)
@guarded(END_CO_AUTHOR)
def end(idea_id: uuid.UUID, co_author_id: uuid.UUID) -> None:
    """Leave, or take somebody off one's own idea."""
    co_authors.end_co_author(current_actor(), idea_id, co_author_id)
