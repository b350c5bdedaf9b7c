"""A questionnaire of the demo: built, put out and answered through the services, at its dates."""

from datetime import datetime, timedelta
from typing import Any

from beffroi.contributions.questionnaires.proposals import Description
from beffroi.contributions.questionnaires.services import answering, building
from beffroi.contributions.rules.questions import from_json
from beffroi.core import clock, db
from beffroi.core.actor import SYSTEM, Actor

EVERY = timedelta(hours=17)  # one person after the other


def live_questionnaire(row: dict[str, Any], people: dict[str, Actor], today: datetime) -> None:
    """From its first words to the last answer."""
    begun = today + timedelta(days=row["first_days"])
    with clock.at(begun):
        described = Description(
            title=row["title"], intro=row["intro"], results_shown=row["results_shown"]
        )
        made = building.add_questionnaire(SYSTEM, row["call"], described)
        db.session().flush()
        building.ask(SYSTEM, made.id, from_json(row), made.version)
        building.publish(SYSTEM, made.id)
        db.session().flush()
    answering_people = [one for one in people.values() if not one.grants][1:]
    for number, person in enumerate(answering_people):
        sheet = row["sheets"][number % len(row["sheets"])]
        with clock.at(min(begun + (number + 1) * EVERY, today)):
            answering.answer(person, made.id, sheet, made.version)
