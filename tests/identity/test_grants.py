"""Roles: given within one's own reach, told, ended; somebody always remains to give them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from beffroi.core.actor import Actor
from beffroi.core.problems import Forbidden, Invalid
from beffroi.identity.models import Person, RoleGrant
from beffroi.identity.problems.grants import GrantUnknown, LastAdministrator
from beffroi.identity.services.grants import end_grant, grant_role, grants_in
from beffroi.notifications.models import Message
from tests.factories import grant_role as given_role
from tests.factories import make_moderator, make_person
from tests.offices_factories import make_administrator
from tests.support.actors import actor_of

TODAY = date(2026, 11, 20)
pytestmark = pytest.mark.usefixtures("clock")


def administrator(kind: str = "platform", place: str = "*") -> Actor:
    return actor_of(make_administrator(kind, place), "administrator", kind, place)


def told(session: DbSession, person: Person) -> list[str]:
    return list(session.scalars(select(Message.kind).filter_by(person_id=person.id)))


@pytest.mark.parametrize(
    ("own", "given", "allowed"),
    [
        (("platform", "*"), ("platform", "*"), True),
        (("platform", "*"), ("body", "conseil-citoyen-de-lens"), True),
        (("platform", "*"), ("neighbourhood", "beau-marais"), True),
        (("contract", "lens-lievin"), ("contract", "lens-lievin"), True),
        (("contract", "lens-lievin"), ("neighbourhood", "cite-des-brebis"), True),
        (("contract", "lens-lievin"), ("commune", "62498"), True),
        (("contract", "lens-lievin"), ("platform", "*"), False),
        (("contract", "lens-lievin"), ("contract", "calais"), False),
        (("contract", "lens-lievin"), ("neighbourhood", "beau-marais"), False),
        (("contract", "lens-lievin"), ("body", "conseil-citoyen-de-lens"), False),
        (("neighbourhood", "beau-marais"), ("neighbourhood", "beau-marais"), True),
        (("neighbourhood", "beau-marais"), ("commune", "62193"), False),
        (("neighbourhood", "beau-marais"), ("contract", "calais"), False),
        (("commune", "62193"), ("neighbourhood", "beau-marais"), True),
        (("commune", "62193"), ("neighbourhood", "hautes-communes"), False),
    ],
)
def test_nobody_gives_a_right_that_reaches_further_than_theirs(
    db_session: DbSession, own: tuple[str, str], given: tuple[str, str], allowed: bool
) -> None:
    actor, person = administrator(*own), make_person()
    if allowed:
        assert grant_role(actor, person.id, "relay", *given, TODAY)
    else:
        with pytest.raises(Forbidden):
            grant_role(actor, person.id, "relay", *given, TODAY)


def test_a_neighbourhood_on_two_communes_is_not_one_commune_s_to_give(
    db_session: DbSession,
) -> None:
    from beffroi.territories.services import neighbourhoods

    shared = next(n for n in neighbourhoods().values() if len(n.communes) > 1)
    actor = administrator("commune", shared.communes[0].insee)
    with pytest.raises(Forbidden):
        grant_role(actor, make_person().id, "relay", "neighbourhood", shared.slug, TODAY)


@pytest.mark.parametrize(
    "place", [("contract", "nulle-part"), ("commune", "99999"), ("body", ""), ("planet", "mars")]
)
def test_a_place_nobody_knows_is_refused(db_session: DbSession, place: tuple[str, str]) -> None:
    with pytest.raises(Invalid):
        grant_role(administrator(), make_person().id, "relay", *place, TODAY)


@pytest.mark.parametrize("role", ["relay", "moderator", "staff"])
def test_only_administrators_give_roles(db_session: DbSession, role: str) -> None:
    with pytest.raises(Forbidden):
        grant_role(
            actor_of(make_person(), role),
            make_person().id,
            "relay",
            "contract",
            "lens-lievin",
            TODAY,
        )


def test_a_role_is_told_when_given_and_when_ended(
    db_session: DbSession, drain: Callable[[], int]
) -> None:
    actor, person = administrator(), make_person()
    grant = grant_role(actor, person.id, "moderator", "contract", "calais", TODAY)
    drain()
    assert told(db_session, person) == ["role_granted"]
    end_grant(actor, grant.id)
    drain()
    assert told(db_session, person) == ["role_granted", "role_ended"]
    assert db_session.scalar(select(RoleGrant.id).filter_by(person_id=person.id)) is None


def test_a_role_held_since_before_keeps_its_row_and_ends_at_once(db_session: DbSession) -> None:
    person = make_moderator()
    [grant] = db_session.scalars(select(RoleGrant).filter_by(person_id=person.id))
    end_grant(administrator(), grant.id)
    assert grant.ends_on == TODAY - timedelta(days=1)
    with pytest.raises(GrantUnknown):
        end_grant(administrator(), grant.id)


def test_a_role_of_another_place_cannot_even_be_named(db_session: DbSession) -> None:
    person = make_person()
    grant = given_role(person, "moderator", "contract", "calais")
    lens = administrator("contract", "lens-lievin")
    with pytest.raises(GrantUnknown):
        end_grant(lens, grant.id)
    assert person.id not in {one.id for _grant, one in grants_in(lens)}
    assert person.id in {one.id for _grant, one in grants_in(administrator())}


def test_the_last_administrator_stays(db_session: DbSession) -> None:
    actor = administrator()
    [grant] = db_session.scalars(select(RoleGrant).filter_by(role="administrator"))
    with pytest.raises(LastAdministrator):
        end_grant(actor, grant.id)
    facts = (grant.person_id, "administrator", "platform", "*", grant.starts_on)
    with pytest.raises(LastAdministrator):
        grant_role(actor, *facts, TODAY + timedelta(days=3))
    leaving = make_person()
    limited = given_role(leaving, "administrator", "platform", "*")
    limited.ends_on = TODAY + timedelta(days=3)
    db_session.flush()
    with pytest.raises(LastAdministrator):
        end_grant(actor, grant.id)
    make_administrator()
    assert end_grant(actor, grant.id)
