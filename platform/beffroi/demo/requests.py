"""What offices of the demo are asked, and what those who hold them answer."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from beffroi.core import clock
from beffroi.core.actor import SYSTEM, Actor
from beffroi.correspondence import services as correspondence
from beffroi.correspondence.proposals import Asked, Reply
from beffroi.demo.content import read
from beffroi.identity.services import person
from beffroi.identity.services.office_terms import Naming, name_to_office

People = dict[str, Actor]


def hold_offices(people: People, since: date) -> None:
    """Somebody holds each office that answers."""
    for row in read("terms"):
        holder = person(people[row["person"]].person_id or uuid.UUID(int=0))
        if holder is not None and holder.email is not None:
            name_to_office(SYSTEM, row["office"], Naming(holder.email, "holder", since))


def live_requests(people: People, ideas: dict[str, uuid.UUID], today: datetime) -> None:
    """Each is asked at its date, and answered at its own if it is; of ideas that were lived."""
    told = [row for row in read("requests") if row["idea"] in ideas]
    for row in sorted(told, key=lambda request: -request["asked_days"]):
        with clock.at(today - timedelta(days=row["asked_days"])):
            asked = Asked(
                subject_kind="idea",
                subject_id=ideas[row["idea"]],
                office=row["office"],
                reason=row["reason"],
            )
            request = correspondence.ask_office(people["claire"], asked)
        if "answer" in row:
            _answer(row["answer"], row["office"], request.id, people, today)


def _answer(
    row: dict[str, Any], office: str, request_id: uuid.UUID, people: People, today: datetime
) -> None:
    holder = people[row["by"]]
    actor = Actor("person", holder.person_id, None, holder.display_name, "fr", offices=(office,))
    with clock.at(today - timedelta(days=row["days"])):
        reply = Reply(
            effect=row["effect"],
            words=row["words"],
            next_step=row["next_step"],
            next_step_on=clock.today() + timedelta(days=row["next_days"]),
        )
        correspondence.answer_request(actor, request_id, reply)
