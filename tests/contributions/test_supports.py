"""Supports: once each, exact whatever happens at once."""

import threading
import uuid
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from beffroi.contributions import services
from beffroi.contributions.models import Idea, Support
from beffroi.contributions.problems import SupportsClosed
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, Actor
from beffroi.core.events import StoredEvent
from beffroi.core.problems import NotFound, SignInRequired
from tests.factories import make_call, make_idea, make_person
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


def counts(idea_id: uuid.UUID) -> tuple[int, int]:
    """What the counter says and what the rows say."""
    rows = select(func.count()).where(Support.idea_id == idea_id)
    counter = select(Idea.support_count).where(Idea.id == idea_id)
    return db.session().scalar(counter) or 0, db.session().scalar(rows) or 0


def recorded() -> list[str]:
    db.session().flush()
    return sorted(db.session().scalars(select(StoredEvent.name)))


def test_a_support_counts_once_however_often_it_is_said() -> None:
    idea, actor = make_idea(), actor_of(make_person())
    states = [services.support_idea(actor, idea.id, True) for _ in range(3)]
    assert [(state.supports, state.count) for state in states] == [(True, 1)] * 3
    assert counts(idea.id) == (1, 1)
    assert recorded() == ["IdeaSupported"]


def test_a_support_is_taken_back_once_however_often_it_is_said() -> None:
    idea, actor = make_idea(), actor_of(make_person())
    services.support_idea(actor, idea.id, True)
    states = [services.support_idea(actor, idea.id, False) for _ in range(3)]
    assert [(state.supports, state.count) for state in states] == [(False, 0)] * 3
    assert recorded() == ["IdeaSupported", "SupportWithdrawn"]


def test_no_support_without_an_account() -> None:
    with pytest.raises(SignInRequired):
        services.support_idea(ANONYMOUS, make_idea().id, True)


def test_an_author_may_support_their_own_idea_once() -> None:
    author = make_person()
    idea = make_idea(author=author)
    services.support_idea(actor_of(author), idea.id, True)
    assert services.support_idea(actor_of(author), idea.id, True).count == 1


def test_what_is_not_public_does_not_exist_for_others() -> None:
    idea = make_idea(visibility="waiting")
    with pytest.raises(NotFound):
        services.support_idea(actor_of(make_person()), idea.id, True)


def test_supports_end_with_the_call(clock: datetime) -> None:
    idea, actor = make_idea(make_call()), actor_of(make_person())
    with core_clock.at(clock + timedelta(days=31)), pytest.raises(SupportsClosed):
        services.support_idea(actor, idea.id, True)


def test_the_count_is_exact_when_many_say_yes_and_no_at_once(app: Flask) -> None:
    idea = make_idea()
    people = [actor_of(make_person()) for _ in range(6)]
    idea_id = idea.id
    db.session().commit()
    start, failures = threading.Barrier(len(people) * 2), []

    def say(actor: Actor, last: bool) -> None:
        with app.app_context():
            start.wait()
            try:
                for supports in (True, False, True, True, last):
                    with db.transaction():
                        services.support_idea(actor, idea_id, supports)
            except Exception as error:
                failures.append(error)
            finally:
                db.session().close()

    # Each person has two devices that say the same last word.
    devices = [(actor, number % 2 == 0) for number, actor in enumerate(people) for _ in (1, 2)]
    threads = [threading.Thread(target=say, args=device) for device in devices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session().expire_all()
    assert failures == []
    counter, rows = counts(idea_id)
    assert counter == rows
    assert rows >= 3
