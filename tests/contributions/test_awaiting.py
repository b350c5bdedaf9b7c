"""Answers are due by a day that is public; what was promised and falls silent is told of."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from beffroi.contributions import services
from beffroi.contributions.models import Call, Idea
from beffroi.contributions.rules import Visibility
from beffroi.contributions.services.publication import move_idea_to
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.identity.models import Person
from beffroi.notifications.models import Message
from tests.factories import grant_role, make_call, make_idea, make_person, make_staff
from tests.offices_factories import make_office, make_term
from tests.request_factories import in_days
from tests.support.actors import actor_of
from workflows.clock import Clock
from workflows.schedule import DUTIES, Weekly

pytestmark = pytest.mark.usefixtures("app", "clock")


def published(call: Call | None = None, **given: Any) -> Idea:
    """An idea as the moderation publishes it."""
    idea = make_idea(call, visibility="waiting", published_at=None, **given)
    move_idea_to(idea, Visibility.PUBLISHED)
    db.session().flush()
    return idea


def told(person: Person, kind: str) -> list[Any]:
    query = select(Message.params).filter_by(person_id=person.id, kind=kind)
    return list(db.session().scalars(query.order_by(Message.id)))


def late_on(client: FlaskClient, call: Call) -> int:
    found: int = client.get(f"/api/v1/calls/{call.slug}").get_json()["late_count"]
    return found


def test_from_its_publication_runs_the_time_of_its_call() -> None:
    assert published().answer_due_on == in_days(60)
    assert published(make_call(answer_days=20)).answer_due_on == in_days(20)


def test_what_was_collected_elsewhere_was_promised_nothing() -> None:
    assert published(make_call(imported=True)).answer_due_on is None


def test_a_call_counts_its_late_answers_and_lists_them(
    client: FlaskClient, clock: datetime
) -> None:
    call = make_call(answer_days=20, title="Mon quartier")
    waiting, answered = published(call, title="Un banc attendu"), published(call)
    published(make_call(answer_days=90))
    services.move_idea(actor_of(make_person(), "staff"), answered.id, "kept", "Oui.")
    db.session().commit()
    for day, count in ((20, 0), (21, 1)):
        with core_clock.at(clock + timedelta(days=day)):
            assert late_on(client, call) == count == services.late_count()
    with core_clock.at(clock + timedelta(days=21)):
        page = client.get(f"/appels/{call.slug}").get_data(as_text=True)
        assert "1 réponse en retard" in page
        assert "1 réponse en retard" in client.get("/").get_data(as_text=True)
        assert "1 réponse promise" in client.get("/reponses-attendues").get_data(as_text=True)
        listed = client.get(f"/idees?appel={call.slug}&suite=retard").get_data(as_text=True)
        assert "Un banc attendu" in listed
        found = client.get("/api/v1/ideas?awaiting=answer").get_json()
        assert [one["id"] for one in found["items"]] == [str(waiting.id)]
        assert "Réponse en retard" in client.get(f"/idees/{waiting.id}").get_data(as_text=True)


def test_an_answer_that_is_hidden_is_late_for_nobody(client: FlaskClient, clock: datetime) -> None:
    call = make_call(answer_days=20)
    idea = published(call)
    move_idea_to(idea, Visibility.CHANGES_ASKED)
    db.session().commit()
    with core_clock.at(clock + timedelta(days=30)):
        assert late_on(client, call) == services.late_count() == 0


def test_being_studied_is_no_answer(clock: datetime) -> None:
    idea = published()
    services.move_idea(actor_of(make_person(), "staff"), idea.id, "studied", "Nous regardons.")
    with core_clock.at(clock + timedelta(days=61)):
        assert services.late_count() == 1


def test_staff_is_told_each_monday_of_what_is_due_and_late(
    app: Flask, drain: Callable[[], int], clock: datetime
) -> None:
    person = make_staff()
    call = make_call(answer_days=20)
    published(call)
    published(call)
    clocks = Clock(app, [duty for duty in DUTIES if duty.name == "remind_of_answers"])
    db.session().commit()
    clocks.pass_once()
    for day in range(1, 40):
        with core_clock.at(clock + timedelta(days=day)):
            clocks.pass_once()
            drain()
    counts = [(one["soon"], one["late"]) for one in told(person, "answers_awaited")]
    assert counts == [("2", "0")] * 2 + [("0", "2")] * 3


def test_staff_of_a_neighbourhood_is_told_of_its_own_answers(
    app: Flask, drain: Callable[[], int], clock: datetime
) -> None:
    there, town, elsewhere = (
        make_staff(scope_kind=kind, scope_id=place)
        for kind, place in (
            ("neighbourhood", "cite-des-brebis"),
            ("commune", "62498"),
            ("neighbourhood", "grande-residence"),
        )
    )
    call = make_call(answer_days=10)
    for place in ("cite-des-brebis", "cite-des-brebis", "cite-2", None):
        published(call, neighbourhood_slug=place)
    clocks = Clock(app, [duty for duty in DUTIES if duty.name == "remind_of_answers"])
    db.session().commit()
    clocks.pass_once()
    with core_clock.at(clock + timedelta(days=4)):
        clocks.pass_once()
        drain()
    people = (there, town, elsewhere)
    counts = [[one["soon"] for one in told(who, "answers_awaited")] for who in people]
    assert counts == [["2"], ["1"], []]
    links = select(Message.link).filter_by(person_id=there.id, kind="answers_awaited")
    assert "quartier=cite-des-brebis" in db.session().scalars(links).one()


def test_a_week_is_counted_from_monday_in_paris() -> None:
    friday = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
    monday = Weekly(0, 8).after(friday)
    assert monday == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    assert Weekly(0, 8).after(monday) == monday + timedelta(days=7)


def test_ninety_days_of_silence_are_told_and_again_ninety_days_later(
    app: Flask, drain: Callable[[], int], clock: datetime
) -> None:
    person, idea = make_staff(), published()
    services.move_idea(actor_of(make_person(), "staff"), idea.id, "kept", "Oui.")
    clocks = Clock(app, [duty for duty in DUTIES if duty.name == "alert_silences"])
    db.session().commit()
    clocks.pass_once()
    drain()
    when = []
    for day in range(80, 275):
        with core_clock.at(clock + timedelta(days=day)):
            before = len(told(person, "ideas_silent"))
            db.session().rollback()
            clocks.pass_once()
            drain()
            when += [day] * (len(told(person, "ideas_silent")) - before)
    assert when == [90, 180, 270]


def test_news_end_the_silence(drain: Callable[[], int], clock: datetime) -> None:
    person, idea = make_staff(), published()
    actor = actor_of(make_person(), "staff")
    services.move_idea(actor, idea.id, "kept", "Oui.")
    with core_clock.at(clock + timedelta(days=89)):
        services.move_idea(actor, idea.id, "under_way", "Les travaux commencent.")
    with core_clock.at(clock + timedelta(days=100)):
        assert services.alert_silences() == 0
        drain()
    assert told(person, "ideas_silent") == []


def test_what_is_done_open_or_hidden_is_not_silent(clock: datetime) -> None:
    actor = actor_of(make_person(), "staff")
    published()
    done, hidden = published(), published()
    for stage in ("kept", "done"):
        services.move_idea(actor, done.id, stage, "Oui.")
    services.move_idea(actor, hidden.id, "kept", "Oui.")
    move_idea_to(hidden, Visibility.CHANGES_ASKED)
    db.session().flush()
    with core_clock.at(clock + timedelta(days=100)):
        assert services.alert_silences() == 0


def test_the_office_in_charge_and_the_staff_of_the_place_are_told_once_for_all(
    drain: Callable[[], int], clock: datetime
) -> None:
    office, holder = make_office(), make_person()
    make_term(office, holder)
    here, elsewhere = make_person(), make_person()
    grant_role(here, "staff", "neighbourhood", "cite-des-brebis")
    grant_role(elsewhere, "staff", "contract", "calais")
    for _ in range(3):
        idea = published()
        services.move_idea(actor_of(make_person(), "staff"), idea.id, "kept", "Oui.")
        idea.office_slug = office.slug
    with core_clock.at(clock + timedelta(days=90)):
        services.alert_silences()
        drain()
    for person in (holder, here):
        assert [one["many"] for one in told(person, "ideas_silent")] == ["3"]
    assert told(elsewhere, "ideas_silent") == []


def test_silence_is_shown_to_everybody(client: FlaskClient, clock: datetime) -> None:
    idea = published(title="Un banc oublié")
    services.move_idea(actor_of(make_person(), "staff"), idea.id, "kept", "Oui.")
    db.session().commit()
    with core_clock.at(clock + timedelta(days=90)):
        page = client.get(f"/idees/{idea.id}").get_data(as_text=True)
        assert "Sans nouvelles depuis le vendredi 20 novembre 2026" in page
        assert "Un banc oublié" in client.get("/idees?suite=silence").get_data(as_text=True)
        told_of = client.get(f"/api/v1/ideas/{idea.id}").get_json()
        assert told_of["silent_since"] == "2026-11-20"
