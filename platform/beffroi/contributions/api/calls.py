"""Calls for contributions, read."""

from typing import Any

from beffroi.contributions import services
from beffroi.contributions.policies import READ
from beffroi.contributions.schemas import CallQuery, CallSchema
from beffroi.contributions.schemas.places import FeaturesSchema
from beffroi.contributions.views import CallList, CallView
from beffroi.core.api import ApiBlueprint, CursorQuery, page_of
from beffroi.core.policy import guarded

blueprint = ApiBlueprint("calls", __name__, description="Calls for contributions")


@blueprint.reads("/calls", page_of(CallSchema), query=CallQuery)
@guarded(READ)
def list_calls(query: dict[str, Any]) -> CallList:
    """Calls, the last opened first."""
    return services.list_calls(
        phase=query.get("phase"),
        neighbourhood_slug=query.get("neighbourhood"),
        contract_slug=query.get("contract"),
        cursor=query.get("cursor"),
        limit=query["limit"],
    )


@blueprint.reads("/calls/<slug:slug>/ideas.geojson", FeaturesSchema, query=CursorQuery)
@guarded(READ)
def map_ideas(query: dict[str, Any], slug: str) -> dict[str, Any]:
    """The public ideas of a call as GeoJSON, a page at a time; `next_cursor` goes on."""
    return services.features_of(slug, query.get("cursor"), query["limit"])


@blueprint.reads("/calls/<slug:slug>", CallSchema)
@guarded(READ)
def read_call(slug: str) -> CallView:
    """A call with its clarity sheet: what is asked, of whom, until when, who decides."""
    return services.call_page(slug)
