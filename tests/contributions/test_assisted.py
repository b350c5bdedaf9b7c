"""Recording for somebody: who may, where, how much, on which yes, and whose it is then."""

import threading
import uuid
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from beffroi.contributions import services as contributions
from beffroi.contributions.models import Idea, Support
from beffroi.contributions.problems import CallNotOpen
from beffroi.contributions.proposals import NewIdea
from beffroi.contributions.services.assisted import (
    calls_for,
    ideas_for,
    record_check,
    record_idea,
    record_support,
)
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import today
from beffroi.core.events import StoredEvent
from beffroi.core.problems import Forbidden, Invalid, NotFound
from beffroi.identity.models import AssistedAct, Claim, Person
from beffroi.identity.problems.assistance import RelayCapReached
from beffroi.identity.problems.claims import CodeTaken
from beffroi.identity.services import assistance, assisted_acts, claims
from beffroi.identity.services.proofs import proofs_of
from tests.factories import make_call, make_idea, make_person
from tests.proof_factories import make_strict_call
from tests.relay_factories import CODE, OTHER_CODE, PLACE, acting, helped, make_relay
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


@pytest.fixture
def relay(app: Flask) -> Actor:
    """A relay of the Cité des Brebis."""
    return acting(make_relay())


def new_idea(call_slug: str = "") -> NewIdea:
    """What somebody says."""
    slug = call_slug or make_call().slug
    return NewIdea(call_slug=slug, title="Un banc", body="On attend debout.")


def count(model: type[db.Base]) -> int:
    return db.session().scalar(select(func.count()).select_from(model)) or 0


def test_an_idea_is_of_the_person_helped_and_not_of_the_relay(relay: Actor) -> None:
    act = record_idea(relay, helped(name="Rose"), new_idea())
    idea = db.session().get_one(Idea, act.subject_id)
    author = db.session().get_one(Person, idea.author_id)
    assert (idea.author_name, idea.neighbourhood_slug) == ("Rose", PLACE)
    assert (author.kind, author.email, author.display_name) == ("guest", None, "Rose")
    assert author.id != relay.person_id
    assert (act.relay_id, act.person_id) == (relay.person_id, author.id)


def test_who_gives_no_name_signs_with_the_neighbourhood(relay: Actor) -> None:
    act = record_idea(relay, helped(), new_idea())
    idea = db.session().get_one(Idea, act.subject_id)
    assert idea.author_name == "Une habitante ou un habitant, Cité des Brebis"


def test_a_long_neighbourhood_still_signs_on_one_line() -> None:
    place = "les-hauts-de-lievin-residence-des-provinces-cites-9-9bis"
    relay = acting(make_relay(place=place), place=place)
    act = record_idea(relay, helped(neighbourhood_slug=place), new_idea())
    assert len(db.session().get_one(Idea, act.subject_id).author_name) <= 80


def test_the_yes_the_place_and_the_day_are_kept(relay: Actor, clock: datetime) -> None:
    yesterday = today() - timedelta(days=1)
    act = record_idea(relay, helped(acted_on=yesterday), new_idea())
    assert (act.consent_version, act.place) == ("2026-11", "Marché du samedi")
    assert (act.acted_on, act.recorded_at) == (yesterday, clock)


def test_the_journal_says_by_whose_hand_and_for_whom(relay: Actor) -> None:
    act = record_idea(relay, helped(), new_idea())
    db.session().flush()
    [fact] = db.session().scalars(select(StoredEvent).filter_by(name="ActRecorded"))
    assert fact.actor_id == relay.person_id
    assert fact.payload["person_id"] == str(act.person_id)
    assert "Marché" not in str(fact.payload)


def test_a_support_counts_once_for_the_person(relay: Actor) -> None:
    idea = make_idea()
    act = record_support(relay, helped(new_code=CODE), idea.id)
    again = record_support(relay, helped(follow_code=CODE), idea.id)
    assert act.id == again.id
    db.session().expire_all()
    assert idea.support_count == 1
    assert count(Support) == 1


def test_two_people_helped_are_two_supports(relay: Actor) -> None:
    idea = make_idea()
    record_support(relay, helped(), idea.id)
    record_support(relay, helped(), idea.id)
    db.session().expire_all()
    assert idea.support_count == 2


def test_the_code_of_an_older_receipt_leads_to_the_same_person(relay: Actor) -> None:
    first = record_idea(relay, helped(new_code=CODE), new_idea())
    second = record_support(relay, helped(follow_code="k7qm 2xra-9dte hj4c"), make_idea().id)
    assert first.person_id == second.person_id
    assert count(Claim) == 1


def test_the_code_of_an_account_leads_to_the_account_without_its_roles(relay: Actor) -> None:
    act = record_idea(relay, helped(new_code=CODE), new_idea())
    account = make_person()
    claim = claims.claim_behind(CODE)
    assert claim is not None
    claim.claimed_by_id, claim.claimed_at = account.id, core_clock.now()
    other = record_support(relay, helped(follow_code=CODE), make_idea().id)
    assert other.person_id == account.id
    assert act.person_id != account.id


def test_a_code_that_nobody_has_is_said(relay: Actor) -> None:
    with pytest.raises(Invalid) as wrong:
        record_idea(relay, helped(follow_code=OTHER_CODE), new_idea())
    assert list(wrong.value.errors) == ["follow_code"]


def test_the_code_of_the_device_is_kept_as_a_digest_only(relay: Actor) -> None:
    record_idea(relay, helped(new_code=CODE), new_idea())
    [claim] = db.session().scalars(select(Claim))
    assert CODE not in claim.code_digest
    assert claims.claim_behind("k7qm-2xra-9dte-hj4c") is claim


def test_a_code_that_stands_already_is_refused(relay: Actor) -> None:
    record_idea(relay, helped(new_code=CODE), new_idea())
    with pytest.raises(CodeTaken):
        record_idea(relay, helped(new_code=CODE), new_idea())


def test_a_code_of_another_shape_is_refused(relay: Actor) -> None:
    with pytest.raises(Invalid) as wrong:
        record_idea(relay, helped(new_code="1234"), new_idea())
    assert list(wrong.value.errors) == ["new_code"]


def test_the_server_makes_a_code_and_tells_it_to_its_relay_on_the_day_only(
    relay: Actor, clock: datetime
) -> None:
    act = record_idea(relay, helped(), new_idea())
    code = assistance.code_to_hand_over(relay, act)
    claim = claims.claim_behind(code)
    assert claim is not None
    assert claim.person_id == act.person_id
    assert assistance.code_to_hand_over(acting(make_relay()), act) == ""
    with core_clock.at(clock + timedelta(hours=13)):
        assert assistance.code_to_hand_over(relay, act) == ""


def test_a_code_made_by_the_device_is_told_by_nobody(relay: Actor) -> None:
    act = record_idea(relay, helped(new_code=CODE), new_idea())
    assert assistance.code_to_hand_over(relay, act) == ""


def test_an_entry_sent_again_is_found_even_much_later(relay: Actor, clock: datetime) -> None:
    given, idea = helped(new_code=CODE, entry_key="a key of the device"), new_idea()
    act = record_idea(relay, given, idea)
    with core_clock.at(clock + timedelta(days=20)):
        assert record_idea(relay, given, idea).id == act.id
    assert count(Idea) == 1
    assert record_idea(acting(make_relay()), helped(entry_key="a key of the device"), idea)


@pytest.mark.parametrize(
    ("days", "is_taken"), [(-1, False), (0, True), (30, True), (31, False)], ids=str
)
def test_what_was_said_is_entered_within_the_month(relay: Actor, days: int, is_taken: bool) -> None:
    given = helped(acted_on=today() - timedelta(days=days))
    if is_taken:
        assert record_idea(relay, given, new_idea())
        return
    with pytest.raises(Invalid) as wrong:
        record_idea(relay, given, new_idea())
    assert list(wrong.value.errors) == ["acted_on"]


def test_nothing_is_noted_without_a_yes_to_a_known_text(relay: Actor) -> None:
    with pytest.raises(Invalid) as wrong:
        record_idea(relay, helped(consent_version="1999-01"), new_idea())
    assert list(wrong.value.errors) == ["consent"]


@pytest.mark.parametrize("place", ["camus", "beau-marais"])
def test_a_relay_notes_within_their_territory_only(relay: Actor, place: str) -> None:
    with pytest.raises(Forbidden):
        record_idea(relay, helped(neighbourhood_slug=place), new_idea())


def test_a_resident_notes_for_nobody() -> None:
    with pytest.raises(Forbidden):
        record_idea(actor_of(make_person()), helped(), new_idea())


def test_an_idea_of_another_contract_is_not_supported_from_here(relay: Actor) -> None:
    far = make_idea(make_call(contract_slug="calais"), neighbourhood_slug="beau-marais")
    with pytest.raises(Invalid) as wrong:
        record_support(relay, helped(), far.id)
    assert list(wrong.value.errors) == ["idea"]


def test_an_idea_that_is_not_public_is_not_there_to_support(relay: Actor) -> None:
    with pytest.raises(NotFound):
        record_support(relay, helped(), make_idea(visibility="waiting").id)
    with pytest.raises(NotFound):
        record_support(relay, helped(), uuid.uuid4())


def test_a_call_that_is_closed_takes_no_more(relay: Actor, clock: datetime) -> None:
    idea = new_idea()
    with core_clock.at(clock + timedelta(days=31)), pytest.raises(CallNotOpen):
        record_idea(relay, helped(), idea)


def test_a_day_has_its_cap_and_the_next_begins_anew(
    app: Flask, relay: Actor, clock: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistance, "daily_cap", lambda: 3)
    idea = new_idea()
    for _ in range(3):
        record_idea(relay, helped(), idea)
    with pytest.raises(RelayCapReached) as full:
        record_idea(relay, helped(), idea)
    assert int(full.value.headers["Retry-After"]) == 12 * 3600  # noon to midnight, in Paris
    assert record_idea(acting(make_relay()), helped(), idea)
    with core_clock.at(clock + timedelta(days=1)):
        assert record_idea(relay, helped(acted_on=today()), idea)


def test_the_cap_holds_when_everything_comes_at_once(
    app: Flask, relay: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistance, "daily_cap", lambda: 4)
    idea = new_idea()
    db.session().commit()
    start, refused = threading.Barrier(8), []

    def send() -> None:
        with app.app_context():
            start.wait()
            try:
                with db.transaction():
                    record_idea(relay, helped(), idea)
            except RelayCapReached as full:
                refused.append(full)
            finally:
                db.session().close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (count(AssistedAct), len(refused)) == (4, 4)


def test_what_was_seen_at_the_desk_is_proved_and_the_paper_is_not_kept(relay: Actor) -> None:
    act = record_check(relay, helped(new_code=CODE), lives_there=True, threshold=16)
    proofs = proofs_of(act.person_id)
    assert {(p.kind, p.way, p.threshold, p.place_id, p.by_id) for p in proofs} == {
        ("age", "desk", 16, None, relay.person_id),
        ("residence", "desk", None, PLACE, relay.person_id),
    }


def test_a_desk_that_saw_nothing_says_so(relay: Actor) -> None:
    with pytest.raises(Invalid) as wrong:
        record_check(relay, helped(), lives_there=False, threshold=None)
    assert list(wrong.value.errors) == ["seen"]


def test_an_idea_is_kept_until_what_the_call_asks_is_seen(relay: Actor) -> None:
    call = make_strict_call()
    act = record_idea(relay, helped(new_code=CODE), new_idea(call_slug=call.slug))
    idea = db.session().get_one(Idea, act.subject_id)
    assert idea.visibility == "unproven"
    record_check(relay, helped(follow_code=CODE), lives_there=True, threshold=None)
    from beffroi.contributions.services.counting import count_held

    assert count_held(act.person_id) == 1
    assert idea.visibility == "waiting"


def test_a_relay_is_offered_the_calls_and_ideas_of_their_places(relay: Actor) -> None:
    here, elsewhere = make_call((PLACE,)), make_call(("camus",))
    idea, far = make_idea(here), make_idea(elsewhere, neighbourhood_slug="camus")
    assert [call.id for call in calls_for(relay)] == [here.id]
    assert [choice.id for choice in ideas_for(relay)] == [idea.id]
    assert far.id not in {choice.id for choice in ideas_for(relay)}


def test_the_page_of_an_idea_says_that_a_relay_took_it_down_and_not_which(relay: Actor) -> None:
    act = record_idea(relay, helped(), new_idea(call_slug=make_call(moderation="after").slug))
    seen = contributions.idea_page(actor_of(make_person()), act.subject_id)
    assert seen.is_collected
    assert seen.noted == ()
    assert not contributions.idea_page(actor_of(make_person()), make_idea().id).is_collected


def test_the_person_reads_who_noted_it_on_their_tracking_page(relay: Actor) -> None:
    act = record_idea(relay, helped(), new_idea())
    person = Actor("person", act.person_id, is_guest=True)
    [noted] = contributions.tracked_idea(person, act.subject_id).noted
    assert (noted.relay_name, noted.place) == ("Delphine", "Marché du samedi")
    assert [one.id for one in assisted_acts.acts_for(person).items] == [act.id]
