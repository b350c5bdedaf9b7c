"""The ideas of a call as features of GeoJSON, page by page, in the order they were published."""

from typing import Any

from sqlalchemy import select

from beffroi.contributions.models import Idea
from beffroi.contributions.rules.points import UNIT
from beffroi.contributions.services.calls import called
from beffroi.contributions.services.visibility import visible_ideas
from beffroi.core import db, keyset
from beffroi.core.actor import ANONYMOUS

_COLUMNS = (
    Idea.id,
    Idea.published_at,
    Idea.title,
    Idea.neighbourhood_slug,
    Idea.stage,
    Idea.support_count,
    Idea.latitude,
    Idea.longitude,
    Idea.spot,
    Idea.spot_is_exact,
)


def features_of(call_slug: str, cursor: str | None, limit: int) -> dict[str, Any]:
    """What everybody sees, the last published first; two statements."""
    call = called(call_slug)
    query: Any = select(*_COLUMNS).where(Idea.call_id == call.id, visible_ideas(ANONYMOUS))
    page = keyset.page(db.session(), query, (Idea.published_at, Idea.id), cursor, limit)
    features = [_feature(row) for row in page.rows]
    return {"type": "FeatureCollection", "features": features, "next_cursor": page.next_cursor}


def _feature(row: Any) -> dict[str, Any]:
    point = None
    if row.latitude is not None:
        # Longitude first: RFC 7946, section 3.1.1.
        point = {"type": "Point", "coordinates": [row.longitude / UNIT, row.latitude / UNIT]}
    properties = {
        "title": row.title,
        "url": f"/idees/{row.id}",
        "neighbourhood": row.neighbourhood_slug,
        "stage": row.stage,
        "support_count": row.support_count,
        "spot": row.spot,
        "is_exact": row.spot_is_exact,
    }
    return {"type": "Feature", "id": row.id, "geometry": point, "properties": properties}
