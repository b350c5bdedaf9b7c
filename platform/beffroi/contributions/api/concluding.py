"""How calls end: read by everybody, written and agreed to by each side."""

from typing import Any

from beffroi.contributions.policies import CONCLUDE, READ, SPEAK
from beffroi.contributions.proposals import NewConclusion
from beffroi.contributions.rules import Side
from beffroi.contributions.schemas.concluding import (
    ConclusionInputSchema,
    ConclusionSchema,
    SeenSchema,
)
from beffroi.contributions.services import concluding, conclusions
from beffroi.contributions.views import ConclusionView
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded

blueprint = ApiBlueprint("conclusions", __name__, description="How calls end")
SLOWLY = "30 per minute"


@blueprint.reads("/calls/<slug:slug>/conclusion", ConclusionSchema)
@guarded(READ)
def read_conclusion(slug: str) -> ConclusionView:
    """What was decided, and why; before it is final, for the two sides only."""
    return conclusions.conclusion_of(current_actor(), slug)


@blueprint.writes(
    "/calls/<slug:slug>/conclusion", "PUT", ConclusionSchema, body=ConclusionInputSchema
)
@at_most(SLOWLY)
@guarded(CONCLUDE)
def conclude(body: dict[str, Any], slug: str) -> ConclusionView:
    """Publish the decision; in a codecision, propose the text both sides are to agree to."""
    return _written(slug, body, Side.INSTITUTION)


@blueprint.writes(
    "/calls/<slug:slug>/conclusion/agreement", "PUT", ConclusionSchema, body=SeenSchema
)
@at_most(SLOWLY)
@guarded(CONCLUDE)
def agree_for_institution(body: dict[str, Any], slug: str) -> ConclusionView:
    """Say yes for the institution; 412 when the words are not those that were read."""
    return _agreed(slug, body, Side.INSTITUTION)


@blueprint.writes(
    "/calls/<slug:slug>/joint-text", "PUT", ConclusionSchema, body=ConclusionInputSchema
)
@at_most(SLOWLY)
@guarded(SPEAK)
def propose(body: dict[str, Any], slug: str) -> ConclusionView:
    """Propose the words of the group; what was agreed of others is void."""
    return _written(slug, body, Side.GROUP)


@blueprint.writes(
    "/calls/<slug:slug>/joint-text/agreement", "PUT", ConclusionSchema, body=SeenSchema
)
@at_most(SLOWLY)
@guarded(SPEAK)
def agree_for_group(body: dict[str, Any], slug: str) -> ConclusionView:
    """Say yes for the group; 412 when the words are not those that were read."""
    return _agreed(slug, body, Side.GROUP)


def _written(slug: str, body: dict[str, Any], side: Side) -> ConclusionView:
    concluding.conclude(current_actor(), slug, NewConclusion(**body), side)
    return conclusions.conclusion_of(current_actor(), slug)


def _agreed(slug: str, body: dict[str, Any], side: Side) -> ConclusionView:
    concluding.agree(current_actor(), slug, body["seen_version"], side)
    return conclusions.conclusion_of(current_actor(), slug)
