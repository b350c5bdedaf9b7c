"""Requests to offices under /api/v1: asked, answered, passed on, and counted."""

import uuid
from typing import Any

from flask import Response

from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint, CursorQuery, page_of
from beffroi.core.handing_out import csv_line
from beffroi.core.policy import guarded
from beffroi.correspondence import services
from beffroi.correspondence.policies import ANSWER, ASK, READ, SEE_DESK, TRANSFER, WITHDRAW
from beffroi.correspondence.proposals import Asked, Reply, RequestFilters
from beffroi.correspondence.schemas import (
    DeskRequestSchema,
    FiguresQuery,
    FiguresSchema,
    NewRequestSchema,
    ReplySchema,
    RequestLineSchema,
    RequestQuery,
    RequestSchema,
    TransferSchema,
    WithdrawalSchema,
)
from beffroi.correspondence.views import Figures, RequestList, RequestView

blueprint = ApiBlueprint("requests", __name__, description="Answers expected of offices")

RequestPage = page_of(RequestLineSchema)
COUNTS = ("asked", "in_time", "late", "waiting", "overdue", "transferred", "withdrawn")


@blueprint.reads("/requests", RequestPage, query=RequestQuery)
@guarded(READ)
def list_requests(query: dict[str, Any]) -> RequestList:
    """What offices were asked, the last first; with `overdue`, the oldest due first."""
    filters = RequestFilters(
        office_slug=query.get("office"),
        contract_slug=query.get("contract"),
        subject_kind=query.get("kind"),
        state=query.get("state"),
        overdue=query["overdue"],
    )
    return services.list_requests(filters, query.get("cursor"), query["limit"])


@blueprint.reads("/requests/<uuid:request_id>", RequestSchema)
@guarded(READ)
def read_request(request_id: uuid.UUID) -> RequestView:
    """A request with its answers and the offices it went through."""
    return services.request_page(request_id)


@blueprint.writes("/requests", "POST", RequestSchema, 201, body=NewRequestSchema)
@guarded(ASK)
def ask_office(body: dict[str, Any]) -> RequestView:
    """Ask an office for an answer; 409 while one is expected already."""
    return services.request_page(services.ask_office(current_actor(), Asked(**body)).id)


@blueprint.writes("/requests/<uuid:request_id>/acknowledgement", "PUT", RequestSchema)
@guarded(ANSWER)
def acknowledge(request_id: uuid.UUID) -> RequestView:
    """Say that the office has it; again changes nothing."""
    services.acknowledge(current_actor(), request_id)
    return services.request_page(request_id)


@blueprint.writes(
    "/requests/<uuid:request_id>/answers", "POST", RequestSchema, 201, body=ReplySchema
)
@guarded(ANSWER)
def answer_request(body: dict[str, Any], request_id: uuid.UUID) -> RequestView:
    """Answer for the office, or put its answer right; it is carried out on the subject."""
    services.answer_request(current_actor(), request_id, Reply(**body))
    return services.request_page(request_id)


@blueprint.writes(
    "/requests/<uuid:request_id>/transfer", "POST", RequestSchema, 201, body=TransferSchema
)
@guarded(TRANSFER)
def transfer_request(body: dict[str, Any], request_id: uuid.UUID) -> RequestView:
    """Pass it on to another office; answers the request as it goes on there."""
    onward = services.transfer_request(current_actor(), request_id, **body)
    return services.request_page(onward.id)


@blueprint.writes(
    "/requests/<uuid:request_id>/withdrawal", "PUT", RequestSchema, body=WithdrawalSchema
)
@guarded(WITHDRAW)
def withdraw_request(body: dict[str, Any], request_id: uuid.UUID) -> RequestView:
    """Expect no answer any more."""
    services.withdraw_request(current_actor(), request_id, body["why"])
    return services.request_page(request_id)


@blueprint.reads("/me/requests", RequestPage, query=CursorQuery)
@guarded(SEE_DESK)
def list_own_requests(query: dict[str, Any]) -> RequestList:
    """What is expected of one's offices, or on one's territory, the first due in front."""
    return services.desk(current_actor(), query.get("cursor"), query["limit"])


@blueprint.reads("/requests/<uuid:request_id>/desk", DeskRequestSchema)
@guarded(SEE_DESK)
def read_desk_request(request_id: uuid.UUID) -> dict[str, Any]:
    """One of them, with the answers that may be given now and how many will be told."""
    view = services.desk_page(current_actor(), request_id)
    return _fields(view) | {"choices": services.choices_of(view), "told": services.told_by(view)}


@blueprint.reads("/office-figures", FiguresSchema(many=True), query=FiguresQuery)
@guarded(READ)
def read_figures(query: dict[str, Any]) -> list[Figures]:
    """For each office that was asked: in time, late, overdue now, median days to answer."""
    return services.figures(query.get("contract"))


@blueprint.hands_out("/office-figures.csv", "text/csv")
@guarded(READ)
def read_figures_file() -> Response:
    """The same as a file for spreadsheets, one line an office."""
    head = csv_line(("office", "organisation", *COUNTS, "median_days"))
    lines = [csv_line(_cells(one)) for one in services.figures()]
    return Response("".join((head, *lines)), content_type="text/csv; charset=utf-8")


def _cells(one: Figures) -> tuple[Any, ...]:
    counts = (getattr(one, name) for name in COUNTS)
    return one.office.slug, one.office.organisation, *counts, one.median_days


def _fields(view: RequestView) -> dict[str, Any]:
    """All that the schema of a request reads of it."""
    return {name: getattr(view, name) for name in RequestSchema().fields}
