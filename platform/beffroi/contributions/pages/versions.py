"""The texts an idea has had, and what changed between two of them."""

import uuid

from flask import Response, request

from beffroi.contributions import services
from beffroi.contributions.policies import READ
from beffroi.core.actor import current_actor
from beffroi.core.pages import PageBlueprint, render, shared
from beffroi.core.policy import guarded

blueprint = PageBlueprint("versions", __name__, url_prefix="/idees/<uuid:idea_id>/versions")


@blueprint.get("")
@guarded(READ)
def versions(idea_id: uuid.UUID) -> Response:
    """The last texts, and what changed in the one that is asked for, or in the last."""
    actor, cursor = current_actor(), request.args.get("apres") or None
    found = services.versions_of(actor, idea_id, cursor)
    asked = request.args.get("a", type=_number)
    newest = found.items[0].version if found.items else None
    version, since = asked or newest, request.args.get("de", type=_number)
    compared = services.compare_versions(actor, idea_id, version, since) if version else None
    return shared(
        render(
            "contributions/versions.html",
            section="ideas",
            idea=services.idea_page(actor, idea_id),
            versions=found.items,
            compared=compared,
            next_url=f"/idees/{idea_id}/versions?apres={found.next_cursor}"
            if found.next_cursor
            else "",
            first_url=f"/idees/{idea_id}/versions" if cursor else "",
        )
    )


def _number(typed: str) -> int:
    """A version as a link says it; what could be none is no number."""
    number = int(typed)
    if not 0 < number < 10**9:
        raise ValueError(typed)
    return number
