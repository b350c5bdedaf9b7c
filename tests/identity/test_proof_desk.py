"""A proof made at a desk: what a relay saw, within their territory."""

from datetime import datetime, timedelta

import pytest

from beffroi.core import clock as core_clock
from beffroi.core.actor import Actor
from beffroi.core.problems import Forbidden, Invalid, TooMany
from beffroi.identity.problems.proofs import (
    UnknownDeskCode,
)
from beffroi.identity.rules.proofs import Age, Fact, Residence
from beffroi.identity.services import desk
from tests.factories import grant_role, make_person
from tests.place_factories import BREBIS
from tests.proof_factories import facts
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


@pytest.fixture
def relay() -> Actor:
    person = make_person(display_name="Malika, relais")
    grant_role(person, "relay", "neighbourhood", BREBIS)
    return actor_of(person, "relay", "neighbourhood", BREBIS)


def test_a_relay_writes_what_they_saw_and_nothing_of_the_paper(relay: Actor) -> None:
    who = make_person()
    code = desk.make_desk_code(actor_of(who))
    seen: list[Fact] = [Age(16), Residence("neighbourhood", BREBIS)]
    written = desk.check_at_desk(relay, code, seen)
    assert facts(who.id) == [("age", "16", "desk"), ("residence", BREBIS, "desk")]
    assert {proof.by_id for proof in written} == {relay.person_id}


def test_a_desk_code_serves_once_and_a_quarter_of_an_hour(relay: Actor, clock: datetime) -> None:
    me = actor_of(make_person())
    code = desk.make_desk_code(me)
    with core_clock.at(clock + timedelta(minutes=15)), pytest.raises(UnknownDeskCode):
        desk.check_at_desk(relay, code, [Age(16)])
    desk.check_at_desk(relay, code, [Age(16)])
    assert desk.desk_code_of(me) is None
    with pytest.raises(UnknownDeskCode):
        desk.check_at_desk(relay, code, [Age(16)])


def test_a_new_desk_code_replaces_the_one_before(relay: Actor) -> None:
    me = actor_of(make_person())
    old, new = desk.make_desk_code(me), desk.make_desk_code(me)
    shown = desk.desk_code_of(me)
    assert shown is not None
    assert shown[0] == new
    with pytest.raises(UnknownDeskCode):
        desk.check_at_desk(relay, old, [Age(16)])


def test_a_relay_vouches_for_their_own_territory_only(relay: Actor) -> None:
    code = desk.make_desk_code(actor_of(make_person()))
    with pytest.raises(Forbidden):
        desk.check_at_desk(relay, code, [Residence("neighbourhood", "grande-residence")])
    with pytest.raises(Invalid):
        desk.check_at_desk(relay, code, [])


def test_nobody_vouches_for_themselves(relay: Actor) -> None:
    code = desk.make_desk_code(relay)
    with pytest.raises(UnknownDeskCode):
        desk.check_at_desk(relay, code, [Age(18)])


def test_a_resident_vouches_for_nobody() -> None:
    code = desk.make_desk_code(actor_of(make_person()))
    with pytest.raises(Forbidden):
        desk.check_at_desk(actor_of(make_person()), code, [Age(18)])


def test_guessing_desk_codes_is_soon_closed(relay: Actor) -> None:
    code = desk.make_desk_code(actor_of(make_person()))
    for _ in range(5):
        with pytest.raises(UnknownDeskCode):
            desk.check_at_desk(relay, "AAAA-AAAA", [Age(16)])
    with pytest.raises(TooMany):
        desk.check_at_desk(relay, code, [Age(16)])
