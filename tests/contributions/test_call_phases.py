"""Phases of a call: each act follows its own dates, and pages say what is open and what is next."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from beffroi.contributions import services, timetable
from beffroi.contributions.models import Call, CallPhase
from beffroi.contributions.problems import CallNotOpen, CommentsClosed, SupportsClosed
from beffroi.contributions.proposals import NewComment, NewIdea
from beffroi.contributions.rules import Act, Period
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, SYSTEM
from beffroi.core.events import StoredEvent
from beffroi.core.problems import Invalid
from tests.contributions.test_calls import new, staff
from tests.factories import make_call, make_idea, make_person
from tests.support.actors import actor_of
from tests.support.statements import statements

pytestmark = pytest.mark.usefixtures("app", "clock")


def in_three_steps(clock: datetime) -> Call:
    """Ideas for ten days, nothing for a day, supports for ten; comments all along the first."""
    first = Period(clock, clock + timedelta(days=10), frozenset({Act.SUBMIT, Act.COMMENT}), "Idées")
    second = Period(
        clock + timedelta(days=11), clock + timedelta(days=21), frozenset({Act.SUPPORT}), "Soutiens"
    )
    return make_call(phases=(first, second), moderation="after")


@pytest.fixture(params=["submit", "comment", "support"])
def act(request: pytest.FixtureRequest, clock: datetime) -> tuple[str, Any, type]:
    call = in_three_steps(clock)
    idea, me = make_idea(call), actor_of(make_person())
    sent = NewIdea(call_slug=call.slug, title="Un banc", body="Devant l’école.")
    said = NewComment(body="Oui !")
    acts: dict[str, tuple[Any, type]] = {
        "submit": (lambda: services.submit_idea(me, sent), CallNotOpen),
        "comment": (lambda: services.comment_on(me, idea.id, said), CommentsClosed),
        "support": (lambda: services.support_idea(me, idea.id, True), SupportsClosed),
    }
    return request.param, *acts[request.param]


def test_each_act_is_done_in_its_phases_and_refused_outside(
    act: tuple[str, Any, type], clock: datetime
) -> None:
    name, do, refusal = act
    open_on = {"submit": {0, 9}, "comment": {0, 9}, "support": {11, 20}}[name]
    for days in (0, 9, 10, 11, 20, 21):
        with core_clock.at(clock + timedelta(days=days)):
            if days in open_on:
                do()
                continue
            with pytest.raises(refusal):
                do()


def test_an_idea_sent_in_time_elsewhere_is_looked_at_with_its_own_date(clock: datetime) -> None:
    call = in_three_steps(clock)
    early = NewIdea(call_slug=call.slug, title="a", body="b", author_name="c", submitted_at=clock)
    with core_clock.at(clock + timedelta(days=15)):
        assert services.submit_idea(SYSTEM, early).submitted_at == clock


def test_a_published_text_is_not_revised_once_revising_is_closed(clock: datetime) -> None:
    me = make_person()
    idea = make_idea(in_three_steps(clock), me)
    assert not services.idea_page(actor_of(me), idea.id).may.revise
    with pytest.raises(CallNotOpen):
        services.revise_idea(actor_of(me), idea.id, "Deux bancs", "Plutôt deux.", 1)


def test_each_opening_and_each_close_of_a_phase_is_an_event_to_come(clock: datetime) -> None:
    phases = (
        Period(clock, clock + timedelta(days=1)),
        Period(clock + timedelta(days=2), clock + timedelta(days=3), frozenset({Act.SUPPORT})),
    )
    call = services.announce_call(staff(), new(phases=phases))
    db.session().flush()
    assert (call.opens_at, call.closes_at) == (clock, clock + timedelta(days=3))
    events = db.session().scalars(select(StoredEvent))
    assert {(event.name, event.due_at) for event in events} == {
        ("CallOpened", clock),
        ("CallDecisionDue", call.decided_by),
        ("CallClosed", clock + timedelta(days=3)),
        *(("CallPhaseOpened", one.opens_at) for one in phases),
        *(("CallPhaseClosed", one.closes_at) for one in phases),
    }
    assert services.call_page(call.slug).phases == phases


def test_a_phase_that_opens_nothing_is_refused(clock: datetime) -> None:
    with pytest.raises(Invalid) as refused:
        services.announce_call(staff(), new(phases=(Period(clock, clock, frozenset()),)))
    assert set(refused.value.errors) == {"phases"}


@pytest.mark.parametrize("acts", [[], ["dance"], ["submit", "dance"]])
def test_the_database_keeps_no_phase_without_a_known_act(acts: list[str], clock: datetime) -> None:
    call = make_call()
    wrong = CallPhase(
        call_id=call.id, position=9, title="", acts=acts,
        opens_at=clock, closes_at=clock + timedelta(days=1),
    )  # fmt: skip
    db.session().add(wrong)
    with pytest.raises(IntegrityError):
        db.session().flush()
    db.session().rollback()


def test_a_page_says_what_is_open_until_when_and_what_comes_next(
    app: Flask, clock: datetime
) -> None:
    call = in_three_steps(clock)
    said = timetable.sentences(services.call_page(call.slug))
    assert len(said) == 2
    assert "proposer une idée et commenter les idées, jusqu’au" in said[0]
    assert "vous pourrez soutenir des idées" in said[1]
    with core_clock.at(clock + timedelta(days=10)):
        assert timetable.sentences(services.call_page(call.slug))[0].startswith("Rien n’est ouvert")
    with core_clock.at(clock + timedelta(days=21)):
        assert timetable.sentences(services.call_page(call.slug)) == []
    page = app.test_client().get(f"/appels/{call.slug}").text
    assert "Proposer mon idée" in page
    assert "Les étapes de cet appel" in page


def test_an_idea_costs_two_statements_and_says_when_it_may_be_supported(clock: datetime) -> None:
    idea = make_idea(in_three_steps(clock))
    services.idea_page(ANONYMOUS, idea.id)  # places are read once per process
    with statements() as sent:
        view = services.idea_page(ANONYMOUS, idea.id)
    assert len(sent) == 2
    said = timetable.sentences(view.call, timetable.ON_AN_IDEA)
    assert "commenter les idées" in said[0]
    assert "soutenir des idées" in said[1]
    assert (view.may.support, view.may.comment) == (False, True)


def test_a_list_of_calls_costs_the_same_however_many_phases_they_have(clock: datetime) -> None:
    for _number in range(3):
        in_three_steps(clock)
    services.list_calls()  # places are read once per process
    with statements() as sent:
        services.list_calls()
    assert len(sent) <= 4
