""" "This is not what I said": told to those in charge, or taken back with all its words."""

import uuid

import pytest
from flask import Flask
from sqlalchemy import func, select

from beffroi.contributions.models import Idea, IdeaVersion, Support
from beffroi.contributions.proposals import NewIdea
from beffroi.contributions.services.assisted import record_check, record_idea, record_support
from beffroi.contributions.services.taking_back import contest
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, Actor
from beffroi.core.events import StoredEvent
from beffroi.core.problems import SignInRequired
from beffroi.core.search import near
from beffroi.identity.models import AssistedAct
from beffroi.identity.problems.assistance import ActUnknown
from beffroi.identity.services import assisted_acts, oversight
from beffroi.identity.services.proofs import proofs_of
from tests.factories import make_call, make_idea, make_moderator, make_person, make_staff
from tests.relay_factories import acting, helped, make_relay
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


@pytest.fixture
def relay(app: Flask) -> Actor:
    return acting(make_relay())


@pytest.fixture
def act(relay: Actor) -> AssistedAct:
    """An idea noted for somebody, public at once."""
    new = NewIdea(call_slug=make_call(moderation="after").slug, title="Un banc", body="À l’ombre.")
    noted = record_idea(relay, helped(name="Rose"), new)
    db.session().flush()
    return noted


def person_of(act: AssistedAct) -> Actor:
    return Actor("person", act.person_id, display_name="Rose", is_guest=True)


def facts() -> list[StoredEvent]:
    db.session().flush()
    return list(db.session().scalars(select(StoredEvent).filter_by(name="ActContested")))


def test_the_objection_stands_on_the_act_and_not_in_the_journal(act: AssistedAct) -> None:
    contest(person_of(act), act.id, "J’ai parlé d’un abri.")
    assert act.contested_at is not None
    assert act.objection == "J’ai parlé d’un abri."
    [fact] = facts()
    assert "abri" not in str(fact.payload)
    assert fact.payload["is_removed"] is False


def test_the_same_objection_twice_is_one(act: AssistedAct) -> None:
    for _ in range(2):
        contest(person_of(act), act.id, "Non.")
    assert len(facts()) == 1


def test_an_act_of_somebody_else_does_not_exist(act: AssistedAct, relay: Actor) -> None:
    for other in (actor_of(make_person()), relay):
        with pytest.raises(ActUnknown):
            contest(other, act.id, "Non.", remove=True)
    with pytest.raises(ActUnknown):
        contest(person_of(act), uuid.uuid4(), "Non.")
    with pytest.raises((ActUnknown, SignInRequired)):
        contest(ANONYMOUS, act.id, "Non.")
    assert act.contested_at is None


def test_an_idea_taken_back_leaves_no_word(act: AssistedAct) -> None:
    contest(person_of(act), act.id, "", remove=True)
    db.session().expire_all()
    idea = db.session().get_one(Idea, act.subject_id)
    assert (idea.visibility, idea.title, idea.body, idea.author_name) == ("removed", "", "", "")
    assert db.session().scalar(select(func.count()).select_from(IdeaVersion)) == 0
    assert near("idea", "Un banc") == []
    assert facts()[0].payload["is_removed"] is True


def test_a_support_taken_back_is_counted_no_more(relay: Actor) -> None:
    idea = make_idea()
    act = record_support(relay, helped(), idea.id)
    contest(person_of(act), act.id, "", remove=True)
    db.session().expire_all()
    assert idea.support_count == 0
    assert db.session().scalar(select(func.count()).select_from(Support)) == 0


def test_a_proof_taken_back_proves_nothing_more(relay: Actor) -> None:
    act = record_check(relay, helped(), lives_there=True, threshold=None)
    contest(person_of(act), act.id, "", remove=True)
    assert proofs_of(act.person_id) == []


def test_each_sees_their_own_journal(act: AssistedAct, relay: Actor) -> None:
    other = acting(make_relay())
    assert [one.id for one in assisted_acts.journal_of(relay).items] == [act.id]
    assert assisted_acts.journal_of(other).items == []
    with pytest.raises(ActUnknown):
        assisted_acts.act_by(other, act.id)


def test_staff_see_their_territory_and_no_other(act: AssistedAct) -> None:
    contest(person_of(act), act.id, "Non.")
    here = actor_of(make_staff(), "staff")
    [count] = oversight.counts_by_relay(here)
    assert (count.relay_name, count.recorded, count.contested) == ("Delphine", 1, 1)
    [seen] = oversight.journal_of_territory(here).items
    assert seen.objection == "Non."
    far = actor_of(make_staff(scope_id="calais"), "staff", place="calais")
    assert oversight.counts_by_relay(far) == []
    assert oversight.journal_of_territory(far).items == []


def test_those_in_charge_are_told_and_led_to_the_words(
    app: Flask, act: AssistedAct, relay: Actor
) -> None:
    from beffroi.notifications.models import Message
    from tests.support.drain import drain_all

    staff, moderator = make_staff(), make_moderator()
    far = make_moderator(scope_id="calais")
    contest(person_of(act), act.id, "J’ai parlé d’un abri.")
    drain_all(app)
    told = {m.person_id: m for m in db.session().scalars(select(Message))}
    assert told[staff.id].link == told[moderator.id].link == "/relais/territoire"
    assert relay.person_id is not None
    assert told[relay.person_id].link == f"/relais/recu/{act.id}"
    assert far.id not in told
    kept = str([(m.params, m.link) for m in told.values() if m.kind == "act_contested"])
    assert "abri" not in kept
    assert "banc" not in kept


def test_somebody_with_an_account_is_told_that_a_relay_wrote_for_them(
    app: Flask, relay: Actor
) -> None:
    from beffroi.identity.services import claims
    from beffroi.notifications.models import Message
    from tests.support.drain import drain_all

    account = make_person()
    code = claims.make_claim(account.id)
    record_support(relay, helped(follow_code=code), make_idea().id)
    record_support(relay, helped(), make_idea().id)
    drain_all(app)
    [message] = db.session().scalars(select(Message).filter_by(kind="act_recorded"))
    assert (message.person_id, message.link) == (account.id, "/moi/actes")
