"""Calls: announced with their sheet, listed by time and place, settled at their close."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from beffroi.contributions import services
from beffroi.contributions.proposals import NewCall
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.clock import now
from beffroi.core.events import StoredEvent
from beffroi.core.problems import Forbidden, Invalid, NotFound
from tests.factories import make_call, make_comment, make_idea, make_person
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


def new(**given: Any) -> NewCall:
    words = ("title", "question", "summary", "easy", "for_whom", "what_happens", "who_decides")
    values: dict[str, Any] = dict.fromkeys(words, "Quelques mots.") | {
        "slug": "dehors",
        "contract_slug": "lens-lievin",
        "level": "concertation",
        "information": "",
        "decided_by": now() + timedelta(days=90),
        "opens_at": now() + timedelta(days=1),
        "closes_at": now() + timedelta(days=30),
        "moderation": "after",
        "decision_hours": 48,
    }
    return NewCall(**values | given)


def staff() -> Any:
    return actor_of(make_person(), "staff")


def test_a_call_is_announced_with_its_opening_and_its_close_to_come() -> None:
    call = services.announce_call(staff(), new(neighbourhood_slugs=("cite-bellevue",)))
    db.session().flush()
    due = {event.name: event.due_at for event in db.session().scalars(select(StoredEvent))}
    whole, phase = ("CallOpened", "CallClosed"), ("CallPhaseOpened", "CallPhaseClosed")
    for opening, close in (whole, phase):
        assert (due.pop(opening), due.pop(close)) == (call.opens_at, call.closes_at)
    assert due == {"CallDecisionDue": call.decided_by}
    view = services.call_page("dehors")
    assert [place.slug for place in view.neighbourhoods] == ["cite-bellevue"]
    assert (view.phase, view.is_whole_contract) == ("upcoming", False)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"who_decides": " "}, "who_decides"),
        ({"slug": "Dehors !"}, "slug"),
        ({"neighbourhood_slugs": ("nulle-part",)}, "neighbourhood_slugs"),
        ({"closes_at": datetime.fromisoformat("2020-01-01T00:00:00+00:00")}, "closes_at"),
    ],
)
def test_nobody_is_asked_before_the_sheet_is_filled(given: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        services.announce_call(staff(), new(**given))
    assert set(refused.value.errors) == {field}


def test_two_calls_do_not_have_one_name() -> None:
    make_call(slug="dehors")
    with pytest.raises(Invalid) as refused:
        services.announce_call(staff(), new())
    assert set(refused.value.errors) == {"slug"}


def test_staff_of_another_contract_announces_nothing_here() -> None:
    with pytest.raises(Forbidden):
        services.announce_call(actor_of(make_person(), "staff", "contract", "calais"), new())


def test_a_call_goes_from_upcoming_to_open_to_closed(clock: datetime) -> None:
    make_call(slug="a", opens_at=clock, closes_at=clock + timedelta(days=1))
    phases = []
    for moment in (clock - timedelta(seconds=1), clock, clock + timedelta(days=1)):
        with core_clock.at(moment):
            phases.append(services.call_page("a").phase)
            assert len(services.list_calls(phase=phases[-1]).items) == 1
    assert phases == ["upcoming", "open", "closed"]


def test_open_calls_of_a_neighbourhood_are_its_own_and_those_of_its_contract() -> None:
    everywhere = make_call(closes_at=now() + timedelta(days=2))
    here = make_call(("cite-bellevue",), closes_at=now() + timedelta(days=1))
    make_call(contract_slug="calais")
    make_call(opens_at=now() - timedelta(days=9), closes_at=now() - timedelta(days=1))
    at_bellevue = [call.id for call in services.open_calls("cite-bellevue")]
    assert at_bellevue == [here.id, everywhere.id]
    assert [call.id for call in services.open_calls("cite-des-brebis")] == [everywhere.id]
    assert services.open_calls("nulle-part") == []


def test_a_call_counts_its_public_ideas() -> None:
    call = make_call()
    make_idea(call)
    make_idea(call, visibility="waiting")
    assert services.call_page(call.slug).idea_count == 1


@pytest.mark.parametrize("slug", ["nulle-part", "\x00", "A", "x" * 200])
def test_a_call_that_does_not_exist_is_not_found(slug: str) -> None:
    with pytest.raises(NotFound):
        services.call_page(slug)


def test_the_figures_of_a_closed_call_are_counted_again(
    clock: datetime, drain: Callable[[], int]
) -> None:
    call = services.announce_call(staff(), new(opens_at=clock - timedelta(days=1)))
    idea = make_idea(call)
    make_comment(idea)
    services.support_idea(actor_of(make_person()), idea.id, True)
    idea.support_count, idea.comment_count = 41, 7
    db.session().commit()
    with core_clock.at(call.closes_at):
        drain()
    db.session().refresh(idea)
    assert (idea.support_count, idea.comment_count) == (1, 1)


def test_the_figures_of_an_open_call_are_left_alone() -> None:
    idea = make_idea(make_call(), support_count=41)
    services.settle_call(idea.call_id)
    db.session().refresh(idea)
    assert idea.support_count == 41
