"""Offices: named by those of the place, reached whoever holds them that day, never empty unseen."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from beffroi.core import clock as core_clock
from beffroi.core.actor import SYSTEM
from beffroi.core.problems import Forbidden, Invalid
from beffroi.identity.models import Office, Person
from beffroi.identity.problems.offices import OfficeHeld, OfficeUnknown, TermUnknown
from beffroi.identity.reference import load_offices
from beffroi.identity.services import offices
from beffroi.identity.services.office_terms import Naming, end_term, name_to_office
from beffroi.identity.services.sessions import load_actor, open_session_of
from beffroi.notifications.models import Message
from tests.factories import make_person, make_staff
from tests.offices_factories import make_administrator, make_office, make_term
from tests.support.actors import actor_of

TODAY = date(2026, 11, 20)
STAFF = "staff"


def told(session: DbSession, person: Person) -> list[str]:
    return list(session.scalars(select(Message.kind).filter_by(person_id=person.id)))


def names(people: tuple[Person, ...]) -> list[str]:
    return [person.display_name for person in people]


def test_the_reference_names_offices_and_loads_twice_as_once(db_session: DbSession) -> None:
    load_offices()
    load_offices()
    slugs = set(db_session.scalars(select(Office.slug)))
    assert {"lens-lievin-chef-de-projet", "calais-delegue-du-prefet"} <= slugs
    assert {one.contract_slug for one in offices.public_offices()} == {"lens-lievin", "calais"}


@pytest.mark.usefixtures("clock")
def test_a_letter_reaches_the_holder_with_stand_ins_in_copy(db_session: DbSession) -> None:
    office = make_office()
    make_term(office, make_person(display_name="Amina"), ends_on=TODAY)
    make_term(office, make_person(display_name="Bruno"), kind="stand_in")
    reached = offices.addressees(office.slug, TODAY)
    assert (names(reached.to), names(reached.copy)) == (["Amina"], ["Bruno"])
    after = offices.addressees(office.slug, TODAY + timedelta(days=1))
    assert (names(after.to), names(after.copy)) == (["Bruno"], [])


@pytest.mark.parametrize(
    ("hour_utc", "holds"), [(22, True), (23, False)], ids=["before midnight", "after midnight"]
)
def test_a_term_ends_at_midnight_in_paris(
    db_session: DbSession, clock: datetime, hour_utc: int, holds: bool
) -> None:
    person = make_person()
    make_term(make_office("la-fonction"), person, ends_on=TODAY)
    _session, secret = open_session_of(person)
    with core_clock.at(datetime(2026, 11, 20, hour_utc, 30, tzinfo=UTC)):
        actor = load_actor(secret)
    assert actor is not None
    assert (actor.offices == ("la-fonction",)) is holds


@pytest.mark.usefixtures("clock")
def test_staff_of_the_contract_names_and_the_person_is_told(
    db_session: DbSession, drain: Callable[[], int]
) -> None:
    office, staff = make_office(), make_staff()
    naming = Naming("nouvelle@example.org", "holder", TODAY)
    term = name_to_office(actor_of(staff, STAFF), office.slug, naming)
    drain()
    [person] = db_session.scalars(select(Person).filter_by(email="nouvelle@example.org"))
    assert told(db_session, person) == ["office_named"]
    assert offices.holders_on(office.slug, TODAY).to == (person.id,)
    assert not term.shows_name


@pytest.mark.usefixtures("clock")
def test_staff_of_another_contract_does_not_name(db_session: DbSession) -> None:
    office = make_office()
    calais = actor_of(make_staff(), STAFF, place="calais")
    naming = Naming("x@example.org", "holder", TODAY)
    with pytest.raises(Forbidden):
        name_to_office(calais, office.slug, naming)
    term = make_term(office)
    with pytest.raises(TermUnknown):
        end_term(calais, term.id, TODAY)


@pytest.mark.usefixtures("clock")
def test_two_holders_on_one_day_are_refused_and_a_successor_is_not(db_session: DbSession) -> None:
    office = make_office()
    make_term(office, ends_on=TODAY)
    with pytest.raises(OfficeHeld):
        name_to_office(SYSTEM, office.slug, Naming("b@example.org", "holder", TODAY))
    tomorrow = TODAY + timedelta(days=1)
    assert name_to_office(SYSTEM, office.slug, Naming("b@example.org", "holder", tomorrow))


@pytest.mark.usefixtures("clock")
def test_a_term_that_ends_before_it_begins_is_refused(db_session: DbSession) -> None:
    naming = Naming("b@example.org", "holder", TODAY, TODAY - timedelta(days=1))
    with pytest.raises(Invalid):
        name_to_office(SYSTEM, make_office().slug, naming)


@pytest.mark.usefixtures("clock")
def test_a_closed_office_is_held_by_nobody_new(db_session: DbSession) -> None:
    office = make_office()
    office.closed_on = TODAY - timedelta(days=1)
    with pytest.raises(OfficeUnknown):
        name_to_office(SYSTEM, office.slug, Naming("b@example.org", "holder", TODAY))


@pytest.mark.usefixtures("clock")
def test_a_term_ended_on_a_day_is_held_that_day_still(db_session: DbSession) -> None:
    office, person = make_office(), make_person()
    term = make_term(office, person)
    end_term(SYSTEM, term.id, TODAY)
    assert offices.holders_on(office.slug, TODAY).to == (person.id,)
    assert offices.holders_on(office.slug, TODAY + timedelta(days=1)).is_vacant
    with pytest.raises(TermUnknown):
        end_term(SYSTEM, term.id, TODAY)


@pytest.mark.usefixtures("clock")
def test_a_term_ended_before_its_first_day_never_was(db_session: DbSession) -> None:
    office = make_office()
    term = make_term(office, starts_on=TODAY + timedelta(days=10))
    assert end_term(SYSTEM, term.id, TODAY) is None
    assert offices.holders_on(office.slug, TODAY + timedelta(days=20)).is_vacant


def test_thirty_days_before_the_end_those_who_name_are_told(
    db_session: DbSession, clock: datetime, drain: Callable[[], int]
) -> None:
    office, admin = make_office(), make_administrator("contract", "lens-lievin")
    elsewhere = make_administrator("contract", "calais")
    last = TODAY + timedelta(days=60)
    name_to_office(SYSTEM, office.slug, Naming("b@example.org", "holder", TODAY, last))
    with core_clock.at(clock + timedelta(days=29)):
        drain()
        assert told(db_session, admin) == []
    with core_clock.at(clock + timedelta(days=31)):
        drain()
        assert told(db_session, admin) == ["office_ending"]
        assert told(db_session, elsewhere) == []


def test_nobody_is_warned_when_the_successor_is_named(
    db_session: DbSession, clock: datetime, drain: Callable[[], int]
) -> None:
    office, admin = make_office(), make_administrator()
    last = TODAY + timedelta(days=60)
    name_to_office(SYSTEM, office.slug, Naming("b@example.org", "holder", TODAY, last))
    after = Naming("c@example.org", "holder", last + timedelta(days=1))
    name_to_office(SYSTEM, office.slug, after)
    with core_clock.at(clock + timedelta(days=90)):
        drain()
    assert told(db_session, admin) == []


def test_a_vacancy_is_told_the_morning_after(
    db_session: DbSession, clock: datetime, drain: Callable[[], int]
) -> None:
    office, admin = make_office(), make_administrator()
    term = make_term(office)
    end_term(SYSTEM, term.id, TODAY)
    drain()
    told_today = told(db_session, admin)
    with core_clock.at(clock + timedelta(days=1)):
        drain()
    assert "office_vacant" not in told_today
    assert told(db_session, admin)[-1] == "office_vacant"


def test_a_stand_in_keeps_the_office_from_being_vacant(
    db_session: DbSession, clock: datetime, drain: Callable[[], int]
) -> None:
    office, admin = make_office(), make_administrator()
    term = make_term(office)
    make_term(office, kind="stand_in")
    end_term(SYSTEM, term.id, TODAY)
    with core_clock.at(clock + timedelta(days=1)):
        drain()
    assert "office_vacant" not in told(db_session, admin)


@pytest.mark.usefixtures("clock")
def test_the_public_page_names_only_who_agreed(db_session: DbSession) -> None:
    office, person = make_office(), make_person(display_name="Amina")
    term = make_term(office, person)
    [seen] = offices.public_offices()
    assert [held.name for held in seen.holders] == [""]
    offices.show_name(actor_of(person), term.id, shows=True)
    [seen] = offices.public_offices()
    assert [held.name for held in seen.holders] == ["Amina"]


@pytest.mark.usefixtures("clock")
def test_nobody_shows_the_name_of_another(db_session: DbSession) -> None:
    term = make_term(make_office())
    with pytest.raises(TermUnknown):
        offices.show_name(actor_of(make_person()), term.id, shows=True)


@pytest.mark.usefixtures("clock")
def test_one_s_own_terms_are_all_there(db_session: DbSession) -> None:
    person, office = make_person(), make_office()
    make_term(office, person, ends_on=TODAY - timedelta(days=1))
    make_term(office, person, starts_on=TODAY)
    make_term(office)
    assert [term.is_current for term, _office in offices.my_terms(actor_of(person))] == [
        True,
        False,
    ]
