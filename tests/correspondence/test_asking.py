"""Asking an office: a day runs, the holder of the day is told and reminded, until it answers."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from beffroi.contributions.models import Idea
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.problems import Forbidden, Invalid, NotFound
from beffroi.correspondence import services
from beffroi.correspondence.models import Request
from beffroi.correspondence.problems import AlreadyAsked
from beffroi.correspondence.proposals import Asked
from beffroi.identity.models import Person
from beffroi.notifications.models import Message
from tests.factories import make_idea, make_person
from tests.offices_factories import make_administrator, make_office, make_term
from tests.request_factories import holder_of, in_days, make_request
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


def staff(place: str = "lens-lievin") -> Any:
    return actor_of(make_person(), "staff", "contract", place)


def asked(idea: Idea, office: str, **given: Any) -> Asked:
    return Asked(subject_kind="idea", subject_id=idea.id, office=office, **given)


def told(person: Person) -> list[str]:
    wanted = select(Message.kind).filter_by(person_id=person.id).order_by(Message.created_at)
    return list(db.session().scalars(wanted.order_by(Message.id)))


def test_an_office_has_the_days_of_the_settings() -> None:
    request = services.ask_office(staff(), asked(make_idea(), make_office().slug))
    assert (request.state, request.due_on) == ("asked", in_days(60))


def test_an_office_may_have_its_own_days() -> None:
    office = make_office()
    office.answer_days = 20
    request = services.ask_office(staff(), asked(make_idea(), office.slug))
    assert request.due_on == in_days(20)


def test_only_staff_of_the_place_asks() -> None:
    idea, office = make_idea(), make_office()
    for actor in (actor_of(make_person()), staff("calais")):
        with pytest.raises(Forbidden):
            services.ask_office(actor, asked(idea, office.slug))
    assert db.session().scalars(select(Request)).all() == []


def test_nobody_is_asked_about_what_is_not_public() -> None:
    hidden = make_idea(visibility="waiting")
    with pytest.raises(NotFound):
        services.ask_office(staff(), asked(hidden, make_office().slug))


@pytest.mark.parametrize("slug", ["nowhere", "there"])
def test_the_office_is_one_of_the_contract(slug: str) -> None:
    make_office("there", "calais")
    with pytest.raises(Invalid) as refused:
        services.ask_office(staff(), asked(make_idea(), slug))
    assert set(refused.value.errors) == {"office"}


def test_one_office_at_a_time_answers_about_an_idea() -> None:
    idea, office, other = make_idea(), make_office(), make_office()
    first = services.ask_office(staff(), asked(idea, office.slug))
    for slug in (office.slug, other.slug):
        with pytest.raises(AlreadyAsked):
            services.ask_office(staff(), asked(idea, slug))
    services.withdraw_request(staff(), first.id, "Réglé autrement.")
    assert services.ask_office(staff(), asked(idea, other.slug)).state == "asked"


def test_the_holder_of_the_day_is_told_and_stand_ins_in_copy(drain: Callable[[], int]) -> None:
    office = make_office()
    holder, stand_in = make_person(), make_person()
    make_term(office, holder)
    make_term(office, stand_in, kind="stand_in")
    services.ask_office(staff(), asked(make_idea(), office.slug, reason="Un banc, est-ce oui ?"))
    drain()
    assert (told(holder), told(stand_in)) == (["request_asked"], ["request_asked"])


def test_nobody_holds_it_so_those_who_administer_there_are_told(drain: Callable[[], int]) -> None:
    administrator = make_administrator("contract", "lens-lievin")
    services.ask_office(staff(), asked(make_idea(), make_office().slug))
    drain()
    [message] = db.session().scalars(select(Message).filter_by(person_id=administrator.id))
    assert message.params["vacant"] == "yes"


def test_reminders_come_before_on_the_day_and_every_fifteen_days_after(
    drain: Callable[[], int], clock: datetime
) -> None:
    office, holder = make_office(), make_person()
    make_term(office, holder)
    services.ask_office(staff(), asked(make_idea(), office.slug))
    drain()
    came: list[int] = []
    for day in range(1, 100):
        before = len(told(holder))
        with core_clock.at(clock + timedelta(days=day)):
            drain()
        came += [day] * (len(told(holder)) - before)
    assert came == [45, 55, 60, 75, 90]
    assert told(holder)[1:] == ["request_due"] * 3 + ["request_late"] * 2


def test_a_house_closed_for_months_reminds_once_and_not_of_each_day_missed(
    drain: Callable[[], int], clock: datetime
) -> None:
    office, holder = make_office(), make_person()
    make_term(office, holder)
    services.ask_office(staff(), asked(make_idea(), office.slug))
    drain()
    with core_clock.at(clock + timedelta(days=200)):
        drain()
    assert told(holder) == ["request_asked", "request_late"]


def test_whoever_holds_it_on_the_day_of_the_reminder_gets_it(
    drain: Callable[[], int], clock: datetime
) -> None:
    office, before, after = make_office(), make_person(), make_person()
    make_term(office, before, ends_on=in_days(30))
    make_term(office, after, starts_on=in_days(31))
    services.ask_office(staff(), asked(make_idea(), office.slug))
    drain()
    with core_clock.at(clock + timedelta(days=46)):
        drain()
    assert (told(after)[-1], told(before)[-1]) == ("request_due", "request_asked")


def test_it_is_late_from_midnight_in_paris_and_not_before(db_session: DbSession) -> None:
    request = make_request(due_on=core_clock.today())
    db_session.commit()
    for hour, late in ((22, False), (23, True)):
        with core_clock.at(datetime(2026, 11, 20, hour, 30, tzinfo=UTC)):
            assert services.request_page(request.id).is_overdue is late
            assert services.overdue_count() == int(late)


def test_what_is_withdrawn_reminds_nobody(drain: Callable[[], int], clock: datetime) -> None:
    office, holder = make_office(), make_person()
    make_term(office, holder)
    request = services.ask_office(staff(), asked(make_idea(), office.slug))
    drain()
    services.withdraw_request(staff(), request.id, "Réglé.")
    with core_clock.at(clock + timedelta(days=80)):
        drain()
    assert told(holder) == ["request_asked", "request_withdrawn"]


def test_an_office_withdraws_nothing_itself() -> None:
    office = make_office()
    request = make_request(office)
    with pytest.raises(Forbidden):
        services.withdraw_request(holder_of(office), request.id, "Trop de travail.")
