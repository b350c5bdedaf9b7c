"""Supports said all at once, of the same person and of many, around what hides an idea."""

import uuid
from collections.abc import Sequence
from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import func, select

from beffroi.contributions import services
from beffroi.contributions.models import Idea, Support
from beffroi.contributions.problems import SupportsClosed
from beffroi.contributions.rules import Visibility
from beffroi.contributions.services.publication import locked_idea, move_idea_to
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.events import StoredEvent
from beffroi.core.problems import Gone, NotFound
from tests.factories import make_idea, make_person
from tests.support.actors import actor_of
from tests.support.at_once import Act, all_at_once, failures_of

pytestmark = pytest.mark.usefixtures("app", "clock")


def says(actor: Actor, idea_id: uuid.UUID, *words: bool) -> Act:
    def act() -> None:
        for supports in words:
            with db.transaction():
                services.support_idea(actor, idea_id, supports)

    return act


def counted(idea_id: uuid.UUID) -> tuple[int, int]:
    """What the counter says, and the rows."""
    counter = db.session().scalar(select(Idea.support_count).where(Idea.id == idea_id))
    rows = select(func.count()).where(Support.idea_id == idea_id, Support.counted)
    return counter or 0, db.session().scalar(rows) or 0


def happened(name: str) -> int:
    rows = select(func.count()).select_from(StoredEvent).where(StoredEvent.name == name)
    return db.session().scalar(rows) or 0


def test_one_person_on_many_devices_is_one_support(app: Flask) -> None:
    idea_id, actor = make_idea().id, actor_of(make_person())
    assert failures_of(all_at_once(app, [says(actor, idea_id, True)] * 8)) == []
    assert counted(idea_id) == (1, 1)
    assert happened("IdeaSupported") == 1


def test_many_people_are_as_many_supports(app: Flask) -> None:
    idea_id = make_idea().id
    people = [actor_of(make_person()) for _ in range(12)]
    assert failures_of(all_at_once(app, [says(actor, idea_id, True) for actor in people])) == []
    assert counted(idea_id) == (12, 12)


@pytest.mark.parametrize("last", [True, False])
def test_the_last_word_holds_and_each_change_was_recorded_once(app: Flask, last: bool) -> None:
    idea_id = make_idea().id
    people = [actor_of(make_person()) for _ in range(4)]
    devices = [says(actor, idea_id, True, False, True, last) for actor in people for _ in (1, 2)]
    assert failures_of(all_at_once(app, devices)) == []
    expected = len(people) if last else 0
    assert counted(idea_id) == (expected, expected)
    assert happened("IdeaSupported") - happened("SupportWithdrawn") == expected


def test_supports_of_many_ideas_at_once_do_not_wait_for_each_other_for_ever(app: Flask) -> None:
    ideas = [make_idea().id for _ in range(3)]
    people = [actor_of(make_person()) for _ in range(4)]

    def every(actor: Actor, order: Sequence[uuid.UUID]) -> Act:
        def act() -> None:
            for idea_id in order:
                says(actor, idea_id, True, False, True)()

        return act

    acts = [every(actor, order) for actor in people for order in (ideas, ideas[::-1])]
    assert failures_of(all_at_once(app, acts)) == []
    assert [counted(idea_id) for idea_id in ideas] == [(4, 4)] * 3


def test_nobody_supports_what_is_hidden_in_that_very_moment(app: Flask) -> None:
    """Whoever comes first: a support given before is counted, none is given after."""
    idea_id = make_idea().id
    people = [actor_of(make_person()) for _ in range(6)]
    given = list[Actor]()

    def try_to(actor: Actor) -> Act:
        def act() -> None:
            with suppress(NotFound, Gone, SupportsClosed):
                says(actor, idea_id, True)()
                given.append(actor)

        return act

    def hide() -> None:
        with db.transaction():
            move_idea_to(locked_idea(idea_id), Visibility.REFUSED)

    assert failures_of(all_at_once(app, [*(try_to(actor) for actor in people), hide])) == []
    assert counted(idea_id) == (len(given), len(given))
