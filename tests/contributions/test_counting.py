"""What is done before it is proved is kept, and counts exactly from the moment it is."""

import threading
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from beffroi.contributions import services
from beffroi.contributions.models import Idea, Support
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import SYSTEM, Actor
from beffroi.core.events import StoredEvent
from beffroi.identity.models import Person
from beffroi.identity.rules.proofs import Residence
from beffroi.identity.services.proofs import record_proof
from tests.conftest import NOON
from tests.factories import make_call, make_idea, make_person
from tests.proof_factories import PLACE, make_strict_call, prove_age, prove_home
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")
Drain = Callable[[], int]

LITTLE = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def counts(idea_id: object, session: DbSession) -> tuple[int, int, int]:
    """What the counter says, how many supports are counted, how many there are."""
    session.expire_all()
    counter = session.scalar(select(Idea.support_count).where(Idea.id == idea_id)) or 0
    rows = select(func.count()).where(Support.idea_id == idea_id)
    counted = session.scalar(rows.where(Support.counted)) or 0
    return counter, counted, session.scalar(rows) or 0


def happened(name: str, session: DbSession) -> int:
    rows = select(func.count()).select_from(StoredEvent).where(StoredEvent.name == name)
    return session.scalar(rows) or 0


def test_a_support_given_before_the_proof_is_kept_and_not_counted(db_session: DbSession) -> None:
    idea, who = make_idea(make_strict_call()), make_person()
    state = services.support_idea(actor_of(who), idea.id, True)
    assert (state.supports, state.count, state.counted) == (True, 0, False)
    assert counts(idea.id, db_session) == (0, 0, 1)
    assert (happened("SupportHeld", db_session), happened("IdeaSupported", db_session)) == (1, 0)


def test_it_counts_once_the_proof_is_there(db_session: DbSession, drain: Drain) -> None:
    idea, who = make_idea(make_strict_call()), make_person()
    services.support_idea(actor_of(who), idea.id, True)
    prove_home(who)
    db_session.commit()
    drain()
    assert counts(idea.id, db_session) == (1, 1, 1)
    assert services.support_idea(actor_of(who), idea.id, True).counted
    assert services.count_held(who.id) == 0


def test_a_support_given_after_the_proof_counts_at_once(db_session: DbSession) -> None:
    idea, who = make_idea(make_strict_call()), make_person()
    prove_home(who)
    assert services.support_idea(actor_of(who), idea.id, True).count == 1
    assert counts(idea.id, db_session) == (1, 1, 1)


def test_the_proof_of_another_place_counts_nothing(db_session: DbSession) -> None:
    idea, who = make_idea(make_strict_call()), make_person()
    services.support_idea(actor_of(who), idea.id, True)
    prove_home(who, "grande-residence")
    assert services.count_held(who.id) == 0
    assert counts(idea.id, db_session) == (0, 0, 1)


def test_a_kept_support_is_withdrawn_without_touching_the_counter(db_session: DbSession) -> None:
    idea, who = make_idea(make_strict_call()), make_person()
    services.support_idea(actor_of(who), idea.id, True)
    state = services.support_idea(actor_of(who), idea.id, False)
    assert (state.supports, state.count) == (False, 0)
    prove_home(who)
    assert services.count_held(who.id) == 0
    assert counts(idea.id, db_session) == (0, 0, 0)


def test_what_is_kept_counts_until_the_day_of_the_decision_and_no_later(
    db_session: DbSession, clock: datetime
) -> None:
    call = make_strict_call(decided_by=clock + timedelta(days=40))
    idea, soon, late = make_idea(call), make_person(), make_person()
    for who in (soon, late):
        services.support_idea(actor_of(who), idea.id, True)
    with core_clock.at(clock + timedelta(days=39)):
        prove_home(soon)
        assert services.count_held(soon.id) == 1
    with core_clock.at(clock + timedelta(days=41)):
        prove_home(late)
        assert services.count_held(late.id) == 0
    assert counts(idea.id, db_session) == (1, 1, 2)


def test_the_figures_of_a_closed_call_leave_out_what_is_kept(
    db_session: DbSession, clock: datetime
) -> None:
    idea, neighbour, stranger = make_idea(make_strict_call()), make_person(), make_person()
    prove_home(neighbour)
    for who in (neighbour, stranger):
        services.support_idea(actor_of(who), idea.id, True)
    with core_clock.at(clock + timedelta(days=31)):
        services.settle_call(idea.call_id)
    assert counts(idea.id, db_session) == (1, 1, 2)


def test_a_child_counts_nowhere_until_a_parent_agrees(db_session: DbSession) -> None:
    idea, child = make_idea(make_call()), make_person(guardian="awaited")
    assert not services.support_idea(actor_of(child), idea.id, True).counted
    assert services.count_held(child.id) == 0
    child.guardian = "confirmed"
    db_session.flush()
    assert services.count_held(child.id) == 1
    assert counts(idea.id, db_session) == (1, 1, 1)


def test_a_declared_age_is_enough_where_the_call_says_so(db_session: DbSession) -> None:
    idea, who = make_idea(make_call(min_age=16)), make_person()
    services.support_idea(actor_of(who), idea.id, True)
    prove_age(who, 18)
    assert services.count_held(who.id) == 1
    assert counts(idea.id, db_session) == (1, 1, 1)


def test_somebody_who_is_gone_has_nothing_to_count() -> None:
    assert services.count_held(uuid.uuid4()) == 0


do_what: dict[str, Callable[[Person, Idea], object]] = {
    "support": lambda person, idea: services.support_idea(actor_of(person), idea.id, True),
    "withdraw": lambda person, idea: services.support_idea(actor_of(person), idea.id, False),
    "prove": lambda person, _idea: prove_home(person),
    "count": lambda person, _idea: services.count_held(person.id),
    "settle": lambda _person, idea: services.settle_call(idea.call_id),
}
acts = st.lists(
    st.tuples(
        st.sampled_from(["support", "withdraw", "prove", "count", "settle"]),
        st.integers(0, 2),
        st.integers(0, 1),
    ),
    max_size=25,
)


@LITTLE
@given(acts)
def test_the_counter_is_the_number_of_counted_supports_whatever_happens(
    db_session: DbSession, sequence: list[tuple[str, int, int]]
) -> None:
    call = make_strict_call()
    ideas = [make_idea(call), make_idea(call)]
    people = [make_person(), make_person(), make_person()]
    proved: set[int] = set()
    for act, who, which in sequence:
        person, idea = people[who], ideas[which]
        do_what[act](person, idea)
        if act == "prove":
            proved.add(who)
        counted = [counts(one.id, db_session)[:2] for one in ideas]
        assert [counter for counter, _rows in counted] == [rows for _counter, rows in counted]
    for who, person in enumerate(people):
        assert bool(services.count_held(person.id)) <= (who in proved)
    for one in ideas:
        wanted = select(func.count()).where(
            Support.idea_id == one.id, Support.person_id.in_([people[w].id for w in proved])
        )
        assert counts(one.id, db_session)[0] == db_session.scalar(wanted)


def test_a_support_given_in_the_very_second_of_the_proof_is_counted_all_the_same(
    app: Flask, db_session: DbSession
) -> None:
    """Whichever commits first: it counts at once, or the worker that follows the proof finds it."""
    idea = make_idea(make_strict_call())
    people = [make_person() for _ in range(6)]
    idea_id, actors = idea.id, [actor_of(person) for person in people]
    db_session.commit()
    start, failures = threading.Barrier(12), []

    def give(actor: Actor) -> None:
        with db.transaction():
            services.support_idea(actor, idea_id, True)

    def prove(actor: Actor) -> None:
        assert actor.person_id is not None
        with db.transaction():
            place = Residence("neighbourhood", PLACE)
            record_proof(actor.person_id, place, "post", by=SYSTEM)
        with db.transaction():
            services.count_held(actor.person_id)

    def act(what: Callable[[Actor], None], actor: Actor) -> None:
        with app.app_context(), core_clock.at(NOON):
            start.wait()
            try:
                what(actor)
            except Exception as error:
                failures.append(error)
            finally:
                db.session().close()

    threads = [
        threading.Thread(target=act, args=(what, actor))
        for actor in actors
        for what in (give, prove)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert counts(idea_id, db_session) == (6, 6, 6)
