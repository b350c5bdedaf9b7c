"""What is proved of people: recorded once, renewed, ended; and by an address, then dropped."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session as DbSession

from beffroi.contributions import services as contributions
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, SYSTEM, Actor
from beffroi.core.problems import SignInRequired
from beffroi.identity.problems.proofs import (
    AddressUnknown,
    NoAddresses,
    NotDeclared,
    ProofUnknown,
)
from beffroi.identity.rules.proofs import Missing, Requirements, Residence
from beffroi.identity.services import homes, proofs
from tests.factories import make_call, make_idea, make_person
from tests.place_factories import BREBIS, MAZINGARBE, draw_places
from tests.proof_factories import everything, facts, prove_age, prove_home
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


def test_the_same_fact_proved_again_is_one_proof_with_a_later_end(clock: datetime) -> None:
    who = make_person()
    first = prove_home(who)
    with core_clock.at(clock + timedelta(days=100)):
        again = prove_home(who)
    assert again.id == first.id
    assert again.proved_on == date(2027, 2, 28)
    assert again.ends_on == date(2029, 2, 27)
    assert len(proofs.proofs_of(who.id)) == 1


def test_a_shorter_proof_does_not_shorten_a_longer_one() -> None:
    who = make_person()
    first = prove_home(who)
    fact = Residence("neighbourhood", BREBIS)
    again = proofs.record_proof(who.id, fact, "post", by=SYSTEM, ends_on=date(2026, 12, 1))
    assert again.ends_on == first.ends_on == date(2028, 11, 19)


def test_a_residence_is_not_declared() -> None:
    with pytest.raises(ValueError, match="proved"):
        proofs.record_proof(
            make_person().id, Residence("commune", MAZINGARBE), "declared", by=SYSTEM
        )


def test_what_has_ended_is_no_more_proved(clock: datetime) -> None:
    who = make_person()
    prove_home(who)
    with core_clock.at(clock + timedelta(days=731)):
        assert proofs.proofs_of(who.id) == []


def test_what_is_missing_follows_the_proofs_and_the_parent(db_session: DbSession) -> None:
    who = make_person(guardian="awaited")
    asked = Requirements(16, "proven", "commune", frozenset({("neighbourhood", BREBIS)}))
    everything_asked = (Missing.GUARDIAN, Missing.AGE_PROOF, Missing.RESIDENCE)
    assert proofs.missing(who.id, asked) == everything_asked
    prove_age(who, 18)
    prove_home(who)
    assert proofs.missing(who.id, asked) == (Missing.GUARDIAN, Missing.AGE_PROOF)
    prove_age(who, 18, "desk")
    who.guardian = "confirmed"
    db_session.flush()
    assert proofs.missing(who.id, asked, hold=True) == ()


def test_nobody_in_particular_proves_nothing() -> None:
    with pytest.raises(SignInRequired):
        proofs.declare_age(Actor("anonymous"), 16)


def test_a_declared_age_is_taken_back_by_the_person_alone(db_session: DbSession) -> None:
    me = make_person()
    prove_age(me, 16)
    mistake = prove_age(me, 18)
    with pytest.raises(ProofUnknown):
        proofs.take_back(actor_of(make_person()), mistake.id)
    proofs.take_back(actor_of(me), mistake.id)
    assert facts(me.id) == [("age", "16", "declared")]
    with pytest.raises(ProofUnknown):
        proofs.take_back(actor_of(me), mistake.id)


@pytest.mark.parametrize("way", ["roll", "desk", "franceconnect"])
def test_an_age_that_was_shown_is_not_taken_back(db_session: DbSession, way: str) -> None:
    me = make_person()
    shown = prove_age(me, 18, way)
    with pytest.raises(NotDeclared):
        proofs.take_back(actor_of(me), shown.id)
    assert facts(me.id) == [("age", "18", way)]


def test_a_mistaken_age_shuts_the_calls_of_the_young_until_it_is_taken_back(
    db_session: DbSession,
) -> None:
    me, young = make_person(), Requirements(min_age=11, max_age=17)
    mistake = prove_age(me, 18)
    assert Missing.ABOVE in proofs.missing(me.id, young)
    proofs.take_back(actor_of(me), mistake.id)
    assert proofs.missing(me.id, young) == (Missing.AGE,)


def test_what_counted_stays_and_what_comes_next_waits_once_an_age_is_taken_back(
    db_session: DbSession, drain: Callable[[], int]
) -> None:
    me = make_person()
    mistake = prove_age(me, 18)
    before, after = (make_idea(make_call(min_age=18)) for _ in range(2))
    contributions.support_idea(actor_of(me), before.id, supports=True)
    proofs.take_back(actor_of(me), mistake.id)
    contributions.support_idea(actor_of(me), after.id, supports=True)
    db.session().commit()
    drain()
    shown = [contributions.idea_page(ANONYMOUS, one.id).support_count for one in (before, after)]
    assert shown == [1, 0]


def test_an_address_in_the_outline_proves_the_neighbourhood_and_the_commune(
    db_session: DbSession,
) -> None:
    draw_places()
    who = make_person()
    home = homes.prove_home(actor_of(who), MAZINGARBE, "12", "rue du Moulin")
    assert [place.slug for place in home.neighbourhoods] == [BREBIS]
    assert facts(who.id) == [
        ("residence", MAZINGARBE, "address"),
        ("residence", BREBIS, "address"),
    ]


def test_the_address_is_kept_nowhere_once_it_is_placed(
    db_session: DbSession, capfd: pytest.CaptureFixture[str]
) -> None:
    draw_places()
    before = everything(db_session).count("Moulin")
    homes.prove_home(actor_of(make_person()), MAZINGARBE, "12", "rue du Moulin")
    assert everything(db_session).count("Moulin") == before
    logged = capfd.readouterr()
    assert "Moulin" not in logged.out + logged.err


def test_an_address_outside_every_outline_proves_the_commune_only() -> None:
    draw_places()
    who = make_person()
    assert homes.prove_home(actor_of(who), MAZINGARBE, "90", "rue du Moulin").neighbourhoods == ()
    assert facts(who.id) == [("residence", MAZINGARBE, "address")]


def test_a_simplified_outline_places_nobody() -> None:
    draw_places(for_proof=False)
    who = make_person()
    assert homes.prove_home(actor_of(who), MAZINGARBE, "12", "rue du Moulin").neighbourhoods == ()
    assert not homes.can_place()


def test_one_lives_in_one_place_the_address_before_ends() -> None:
    draw_places()
    who = make_person()
    for number in ("12", "90"):
        homes.prove_home(actor_of(who), MAZINGARBE, number, "rue du Moulin")
    assert [proof.place_id for proof in proofs.proofs_of(who.id)] == [MAZINGARBE]
    homes.prove_home(actor_of(who), MAZINGARBE, "12", "rue du Moulin")
    assert len(proofs.proofs_of(who.id)) == 2


def test_an_address_that_is_not_found_says_which_may_have_been_meant() -> None:
    draw_places()
    who = make_person()
    with pytest.raises(AddressUnknown) as unknown:
        homes.prove_home(actor_of(who), MAZINGARBE, "12", "rue du Mouln")
    assert "12 Rue du Moulin" in unknown.value.close
    with pytest.raises(NoAddresses):
        homes.prove_home(actor_of(who), "62498", "12", "rue du Moulin")
    assert facts(who.id) == []


def test_a_proof_is_told_without_what_it_was_made_with(
    app: Flask, db_session: DbSession, drain: Callable[[], int]
) -> None:
    prove_home(make_person())
    db_session.commit()
    assert drain() >= 1
    payload = db_session.execute(
        text("SELECT payload FROM event WHERE name = 'ProofRecorded'")
    ).scalar_one()
    assert "residence" in str(payload)
    assert BREBIS not in str(payload)
