"""Lives the demo once: each act at its own date, by its own person, through the services."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from beffroi.contributions import services as contributions
from beffroi.core import clock, db
from beffroi.core.actor import Actor
from beffroi.core.events import StoredEvent
from beffroi.core.outbox import Handled, Outbox
from beffroi.demo.calls import announce, decide
from beffroi.demo.content import read
from beffroi.demo.ideas import live_idea
from beffroi.demo.inbox import live_inbox
from beffroi.demo.people import ACCOUNTS, load_people
from beffroi.demo.questionnaires import live_questionnaire
from beffroi.demo.requests import hold_offices, live_requests
from beffroi.identity.models import Person
from beffroi.identity.reference import load_offices
from beffroi.territories import services as territories
from beffroi.territories.reference import load_reference, load_structures

LONGEST_DAYS = 130


def load() -> bool:
    """Live it in one transaction; False when it was lived before. Nobody else may be at work."""
    today = clock.now()
    with db.transaction():
        if _is_loaded():
            return False
        load_reference()
        load_offices()
        load_structures(read("structures"))
        territories.forget_cache()
        people = load_people(today - timedelta(days=LONGEST_DAYS))
        for row in read("calls"):
            announce(row, people, today)
        hold_offices(people, (today - timedelta(days=LONGEST_DAYS)).date())
        rows = sorted(read("ideas"), key=lambda idea: -idea["age_days"])
        ideas = {row["key"]: live_idea(row, people, today).id for row in rows}
        live_requests(people, ideas, today)
        live_inbox(people, ideas, today)
        announced = {call["slug"] for call in read("calls")}
        for row in read("questionnaires"):
            if row["call"] in announced:
                live_questionnaire(row, people, today)
        for row in read("calls"):
            decide(row, today)
        _settle_the_past(people, today)
    return True


def _is_loaded() -> bool:
    return db.session().scalar(select(Person.id).where(Person.email == ACCOUNTS[0])) is not None


def _settle_the_past(people: dict[str, Actor], today: datetime) -> None:
    """Nobody is written to about an invented past, but for the visitor's own first account."""
    db.session().flush()
    visitor = next(iter(people.values())).person_id
    mine = {str(idea.id) for idea in _ideas_of(visitor)}
    told = {"IdeaPublished", "IdeaRefused", "IdeaChangesAsked", "IdeaMoved"}
    facts = db.session().execute(select(StoredEvent.id, StoredEvent.name, StoredEvent.payload))
    kept = [f.id for f in facts if f.name in told and f.payload["idea_id"] in mine]
    told_to_others = [
        Handled(event_id=one, actor="tell_followers.of_news", handled_at=today) for one in kept
    ]
    db.session().add_all(told_to_others)
    past = update(Outbox).where(Outbox.next_at <= today, Outbox.event_id.not_in(kept))
    db.session().execute(
        past.values(settled_at=today), execution_options={"synchronize_session": False}
    )


def _ideas_of(person_id: Any) -> list[Any]:
    visitor = Actor("person", person_id)
    return list(contributions.my_ideas(visitor, None, 100).items)
