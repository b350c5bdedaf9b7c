"""Tells those in charge of ideas of which nothing is heard, and of answers that are due."""

import uuid
from typing import Any

from beffroi.contributions import services as contributions
from beffroi.contributions.events import AnswersAwaited, IdeasFellSilent
from beffroi.contributions.models import Call, Idea
from beffroi.contributions.views.awaited import AwaitedInPlace
from beffroi.core import db
from beffroi.core.actor import Role
from beffroi.identity.services.grants import holders_of_role
from beffroi.notifications.services import tell
from beffroi.territories.services import scope_of
from workflows.offices import tell_office
from workflows.once import handles, occurrence

PATIENCE = {"max_retries": 8, "min_backoff": 1_000, "max_backoff": 300_000, "time_limit": 30_000}


@handles(**PATIENCE)
def of_silence(event: IdeasFellSilent) -> None:
    """The office in charge, if one answered, and the staff of the place."""
    idea = db.session().get(Idea, event.idea_id)
    if idea is None:
        return
    alone = event.many == 1
    facts: dict[str, Any] = {
        "title": idea.title if alone else "",
        "many": str(event.many),
        "since": event.since.isoformat(),
    }
    place = f"&quartier={event.neighbourhood_slug}" if event.neighbourhood_slug else ""
    link = f"/idees/{idea.id}" if alone else f"/idees?suite=silence{place}"
    if event.office_slug is not None:
        tell_office(event.office_slug, "ideas_silent", facts, link)
    for person in holders_of_role(Role.STAFF, scope_of(*_place(event))):
        tell(person.id, "ideas_silent", facts, link, occurrence().event_id)


@handles(**PATIENCE)
def of_due_answers(event: AnswersAwaited) -> None:
    """The staff, once a week while there is something to answer: each of what is theirs."""
    call = db.session().get(Call, event.call_id)
    if call is None:
        return
    for person in holders_of_role(Role.STAFF, scope_of(call.contract_slug)):
        _tell_of_due(person.id, call, event.soon, event.late)
    for person_id, owed in _in_places(call).items():
        place = owed[0].neighbourhood_slug if len(owed) == 1 else ""
        soon, late = sum(one.soon for one in owed), sum(one.late for one in owed)
        _tell_of_due(person_id, call, soon, late, place)


def _in_places(call: Call) -> dict[uuid.UUID, list[AwaitedInPlace]]:
    """What is owed where each of the staff of a commune or a neighbourhood is in charge."""
    whole = {one.id for one in holders_of_role(Role.STAFF, scope_of(call.contract_slug))}
    found: dict[uuid.UUID, list[AwaitedInPlace]] = {}
    for owed in contributions.awaited_by_place(call.id):
        scope = scope_of(call.contract_slug, owed.neighbourhood_slug)
        for person in holders_of_role(Role.STAFF, scope):
            if person.id not in whole:
                found.setdefault(person.id, []).append(owed)
    return found


def _tell_of_due(
    person_id: uuid.UUID, call: Call, soon: int, late: int, neighbourhood_slug: str = ""
) -> None:
    facts = {"title": call.title, "soon": str(soon), "late": str(late)}
    link = f"/idees?appel={call.slug}" + ("&suite=retard" if late else "&statut=open")
    place = f"&quartier={neighbourhood_slug}" if neighbourhood_slug else ""
    tell(person_id, "answers_awaited", facts, link + place, occurrence().event_id)


def _place(event: IdeasFellSilent) -> tuple[str, str | None]:
    return event.contract_slug, event.neighbourhood_slug
