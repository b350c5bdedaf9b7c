"""The home, the neighbourhoods, and what a public site owes its readers."""

from typing import Any

from flask import Response, current_app, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import presenting
from beffroi.contributions import services as contributions
from beffroi.contributions.proposals import IdeaFilters
from beffroi.contributions.views import CallView
from beffroi.core.actor import current_actor
from beffroi.core.folding import fold
from beffroi.core.pages import PageBlueprint, render, see_other, shared
from beffroi.core.policy import PUBLIC, guarded
from beffroi.core.problems import NotFound
from beffroi.territories import services as territories
from beffroi.territories.views import NeighbourhoodView

blueprint = PageBlueprint("portal", __name__)

LATEST = 4
STATEMENTS = {
    "aide": "help",
    "charte": "charte",
    "accessibilite": "accessibility",
    "mentions-legales": "legal",
}


@blueprint.get("/")
@guarded(PUBLIC)
def home() -> Response:
    """What one can do here, where, and what others proposed lately."""
    latest = contributions.list_ideas(current_actor(), IdeaFilters(), None, LATEST)
    return shared(
        render(
            "portal/home.html",
            calls=contributions.open_calls(),
            ideas=[presenting.card(idea) for idea in latest.items],
            total=latest.total,
            contracts=_by_contract(),
        )
    )


@blueprint.get("/quartiers")
@guarded(PUBLIC)
def neighbourhoods() -> BaseResponse:
    """Every neighbourhood, or those whose name or commune holds what was typed; one is opened."""
    asked = request.args.get("q", "")[:100]
    found = [place for place in territories.neighbourhoods().values() if _is_named(place, asked)]
    if asked and len(found) == 1:
        return see_other(found[0].url)
    return shared(
        render(
            "portal/neighbourhoods.html",
            section="neighbourhoods",
            asked=asked,
            contracts=_by_contract(found),
            count=len(found),
        )
    )


@blueprint.get("/quartiers/<slug:slug>")
@guarded(PUBLIC)
def neighbourhood(slug: str) -> Response:
    """A neighbourhood: the open calls, and what was proposed for it."""
    place = territories.neighbourhoods().get(slug)
    if place is None:
        raise NotFound
    filters = IdeaFilters(neighbourhood_slug=slug)
    ideas = contributions.list_ideas(current_actor(), filters, None, 6)
    calls = contributions.open_calls(slug)
    return shared(
        render(
            "portal/neighbourhood.html",
            section="neighbourhoods",
            place=place,
            contract=territories.contracts()[place.contract_slug],
            calls=calls,
            proposing=_call_for_an_idea(calls),
            ideas=[presenting.card(idea) for idea in ideas.items],
            total=ideas.total,
        )
    )


def _call_for_an_idea(calls: list[CallView]) -> CallView | None:
    """Where somebody of any age brings an idea: a call for opinions or for the young is no such."""
    for_all = [call for call in calls if call.takes_ideas and not call.is_young]
    for_ideas = [call for call in for_all if call.level != "consultation"]
    return next(iter(for_ideas or for_all), None)


def _statement(name: str, template: str) -> Any:
    @guarded(PUBLIC)
    def show() -> Response:
        return shared(render(f"portal/{template}.html"))

    show.__name__ = template
    show.__doc__ = f"The page “{name}”."
    return show


for _path, _template in STATEMENTS.items():
    blueprint.add_url_rule(f"/{_path}", _template, _statement(_path, _template))


@blueprint.get("/galerie")
@guarded(PUBLIC)
def gallery() -> Response:
    """Every component on one page, for those who make pages; in the embedded mode only."""
    if not current_app.extensions["beffroi_settings"].embedded:
        raise NotFound
    return render("gallery.html")


def _by_contract(found: list[NeighbourhoodView] | None = None) -> list[dict[str, Any]]:
    """Contracts in order, each with its neighbourhoods among those found."""
    places = found if found is not None else list(territories.neighbourhoods().values())
    groups = [
        {"contract": contract, "places": [p for p in places if p.contract_slug == contract.slug]}
        for contract in territories.contracts().values()
    ]
    return [group for group in groups if group["places"]]


def _is_named(place: NeighbourhoodView, asked: str) -> bool:
    return fold(asked) in fold(f"{place.name} {place.place}")
