"""Tells those in charge of ideas of which nothing is heard, and of answers that are due."""

from typing import Any

from beffroi.contributions.events import AnswersAwaited, IdeasFellSilent
from beffroi.contributions.models import Call, Idea
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
    """The staff of the contract, once a week while there is something to answer."""
    call = db.session().get(Call, event.call_id)
    if call is None:
        return
    facts = {"title": call.title, "soon": str(event.soon), "late": str(event.late)}
    link = f"/idees?appel={call.slug}" + ("&suite=retard" if event.late else "&statut=open")
    for person in holders_of_role(Role.STAFF, scope_of(call.contract_slug)):
        tell(person.id, "answers_awaited", facts, link, occurrence().event_id)


def _place(event: IdeasFellSilent) -> tuple[str, str | None]:
    return event.contract_slug, event.neighbourhood_slug
