"""A request that goes on to another office, or is taken back by those who asked."""

import uuid

from beffroi.core.actor import Actor
from beffroi.core.clock import now, today
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.problems import Invalid
from beffroi.core.text import tidy
from beffroi.correspondence import problems, rules
from beffroi.correspondence.events import RequestTransferred, RequestWithdrawn
from beffroi.correspondence.kinds import kind
from beffroi.correspondence.models import Request
from beffroi.correspondence.policies import TRANSFER, WITHDRAW
from beffroi.correspondence.rules import Act
from beffroi.correspondence.services.asking import check_free, office_there, sent_to_office
from beffroi.correspondence.services.holding import bring, held_request, scope_of


def transfer_request(actor: Actor, request_id: uuid.UUID, office: str, reason: str) -> Request:
    """Pass it on to another office, saying why; returns the request as it goes on there.

    The day people were given stands, but an office has at least fifteen days.
    """
    request = held_request(request_id)
    require(actor, TRANSFER, scope=scope_of(request))
    there = office_there(office, request.contract_slug)
    if there.slug == request.office_slug:
        raise Invalid(errors={"office": [problems.SAME_OFFICE]})
    check_free(kind(request.subject_kind), request.subject_id, there.slug, but=request.id)
    bring(request, Act.TRANSFER)
    request.settled_reason = tidy(reason)
    onward = Request(
        subject_kind=request.subject_kind,
        subject_id=request.subject_id,
        contract_slug=request.contract_slug,
        neighbourhood_slug=request.neighbourhood_slug,
        office_slug=there.slug,
        reason=request.reason,
        asked_by_id=request.asked_by_id,
        asked_at=now(),
        due_on=rules.due_day_after_transfer(request.due_on, today()),
        came_from_id=request.id,
    )
    sent_to_office(onward, actor)
    record(RequestTransferred(request.id, onward.id), by=actor)
    return onward


def withdraw_request(actor: Actor, request_id: uuid.UUID, why: str) -> Request:
    """Expect no answer any more, saying why."""
    request = held_request(request_id)
    require(actor, WITHDRAW, scope=scope_of(request))
    bring(request, Act.WITHDRAW)
    request.settled_reason = tidy(why)
    record(RequestWithdrawn(request.id), by=actor)
    return request
