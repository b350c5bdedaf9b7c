"""People and roles."""

import threading
import uuid
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, SYSTEM, Actor, Grant, Role
from beffroi.core.problems import Forbidden, Invalid, SignInRequired
from beffroi.identity import services
from beffroi.identity.models import Person, RoleGrant
from beffroi.identity.problems.signing import PersonUnknown
from beffroi.territories.services import scope_of
from tests.factories import grant_role, make_moderator, make_person

DAY = date(2026, 11, 20)


def _actor(person: Person, *grants: Grant) -> Actor:
    return Actor("person", person.id, None, person.display_name, person.locale, grants)


def test_people_are_read_together_and_unknown_ones_left_out(db_session: DbSession) -> None:
    amina, boris = make_person(), make_person()
    found = services.people([amina.id, boris.id, uuid.uuid4()])
    assert found == {amina.id: amina, boris.id: boris}
    assert services.people([]) == {}


def test_a_person_changes_their_name_and_language(db_session: DbSession) -> None:
    person = make_person()
    services.change_self(_actor(person), "Mamie Ginette", "en")
    assert (person.display_name, person.locale) == ("Mamie Ginette", "en")


def test_who_gave_no_name_yet_still_signs_with_one(db_session: DbSession) -> None:
    assert (
        services.find_or_make_person("new@example.org").display_name == "Une personne du quartier"
    )


def test_a_language_nobody_translated_is_refused(db_session: DbSession) -> None:
    with pytest.raises(Invalid):
        services.change_self(_actor(make_person()), "Amina", "tlh")


def test_who_is_not_signed_in_has_no_self(db_session: DbSession) -> None:
    with pytest.raises(SignInRequired):
        services.self_of(ANONYMOUS)


def test_two_first_requests_at_once_make_one_person(app: Flask, db_session: DbSession) -> None:
    db_session.commit()
    gate = threading.Barrier(4)

    def find() -> None:
        with app.app_context():
            gate.wait()
            with db.transaction():
                services.find_or_make_person("ensemble@example.org", "Ensemble")

    threads = [threading.Thread(target=find) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    count = select(func.count()).where(Person.email == "ensemble@example.org")
    assert db_session.scalar(count) == 1


def test_only_an_administrator_gives_roles(db_session: DbSession) -> None:
    person, boss = make_person(), make_person()
    facts = (person.id, "moderator", "contract", "calais", DAY)
    with pytest.raises(Forbidden):
        services.grant_role(_actor(boss, Grant(Role.STAFF, "platform", "*")), *facts)
    administrator = _actor(boss, Grant(Role.ADMINISTRATOR, "platform", "*"))
    assert services.grant_role(administrator, *facts).person_id == person.id


def test_the_same_grant_twice_is_one_with_its_new_end(db_session: DbSession) -> None:
    person = make_person()
    facts = (person.id, "relay", "commune", "62498", DAY)
    services.grant_role(SYSTEM, *facts)
    services.grant_role(SYSTEM, *facts, date(2027, 1, 31))
    assert db_session.scalars(select(RoleGrant.ends_on)).all() == [date(2027, 1, 31)]


def test_a_role_is_not_given_to_nobody(db_session: DbSession) -> None:
    with pytest.raises(PersonUnknown):
        services.grant_role(SYSTEM, uuid.uuid4(), "relay", "commune", "62498", DAY)


def test_the_moderators_of_a_place_are_those_whose_grant_covers_it(db_session: DbSession) -> None:
    of_contract = make_moderator()
    of_place = make_moderator(scope_kind="neighbourhood", scope_id="cite-des-brebis")
    of_all = make_moderator(scope_kind="platform", scope_id="*")
    make_moderator(scope_id="calais")
    grant_role(make_person(), "staff")
    here = scope_of("lens-lievin", "cite-des-brebis")
    assert set(services.moderators_of(here)) == {of_contract, of_place, of_all}
