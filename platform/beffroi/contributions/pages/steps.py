"""What the steps of an idea being written say to the services, and which step comes next."""

from typing import Any

from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import rules, services
from beffroi.contributions.labels import GROUPS
from beffroi.contributions.proposals import NewPoint, PointKept
from beffroi.contributions.rules.points import UNIT
from beffroi.contributions.views import CallView, DraftView
from beffroi.core.pages import Form, see_other


def written(call: CallView, form: Form) -> dict[str, Any]:
    """What the first step says; of a call for an age band its one field gives the title too."""
    if not call.is_young:
        return dict(form.data)
    body, place = form.data["body"], form.data["neighbourhood"]
    return {"title": rules.title_of(body), "body": body, "neighbourhood_slug": place}


def following(call: CallView, draft: DraftView) -> BaseResponse:
    """To the next step: the short form has asked the place already."""
    return see_other(f"{draft.url}/{'contact' if call.is_young else 'lieu'}")


def placed_point(call: CallView, draft: DraftView, data: dict[str, Any]) -> PointKept | None:
    """The point to keep; one that is sent again as it was kept is not made coarser or judged."""
    is_public, place = data["public_place"] == "oui", data["neighbourhood"]
    new = NewPoint(data["address"], data["latitude"], data["longitude"], is_public)
    kept: Any = draft.content.get("point")
    shown, there = kept_point(kept), draft.content.get("neighbourhood_slug")
    again = (new.latitude, new.longitude) == (shown.get("latitude"), shown.get("longitude"))
    if kept and again and not new.address and place == there:
        return PointKept(**kept)
    return services.place_point(call.contract.slug, place, new)


def kept_point(point: Any) -> dict[str, Any]:
    """The fields as they must be sent again to give the same point."""
    if not point:
        return {}
    where = {"latitude": point["latitude"] / UNIT, "longitude": point["longitude"] / UNIT}
    return where | {"public_place": "oui" if point["is_exact"] else "", "words": point["words"]}


def groups() -> list[tuple[str, str]]:
    """The kinds of groups, to choose from."""
    return [(kind, str(label)) for kind, label in GROUPS.items()]
