"""The public board: what each office was asked, how it answered, and what is overdue now."""

from urllib.parse import urlencode

from flask import Response, request

from beffroi.core.pages import PageBlueprint, render, shared
from beffroi.core.policy import guarded
from beffroi.correspondence import services
from beffroi.correspondence.kinds import kinds
from beffroi.correspondence.policies import READ
from beffroi.correspondence.proposals import RequestFilters
from beffroi.territories import services as territories

HERE = "/reponses-attendues"

blueprint = PageBlueprint("board", __name__)


@blueprint.get(HERE)
@guarded(READ)
def show_board() -> Response:
    """The figures of every office, then all that is overdue, the oldest first."""
    cursor = request.args.get("apres") or None
    found = services.list_requests(RequestFilters(overdue=True), cursor)
    figures = services.figures()
    groups = [
        (contract, [one for one in figures if one.office.contract_slug == contract.slug])
        for contract in territories.contracts().values()
    ]
    return shared(
        render(
            "correspondence/board.html",
            groups=[group for group in groups if group[1]],
            late=found,
            promised=[(one.label, one.promised()) for one in kinds().values()],
            next_url=_following(HERE, found.next_cursor),
            first_url=HERE if cursor else "",
        )
    )


@blueprint.get(f"{HERE}/<slug:slug>")
@guarded(READ)
def show_office(slug: str) -> Response:
    """All that one office was asked, the last first."""
    office = services.office_named(slug)
    cursor = request.args.get("apres") or None
    found = services.list_requests(RequestFilters(office_slug=slug), cursor)
    mine = [one for one in services.figures(office.contract_slug) if one.office.slug == slug]
    return shared(
        render(
            "correspondence/office.html",
            office=office,
            figures=mine[0] if mine else None,
            found=found,
            next_url=_following(office.url, found.next_cursor),
            first_url=office.url if cursor else "",
        )
    )


def _following(here: str, cursor: str | None) -> str:
    return f"{here}?{urlencode({'apres': cursor})}" if cursor else ""
