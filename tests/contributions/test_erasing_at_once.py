"""People who leave while ideas are put together or taken apart: nothing lost, nothing back."""

import uuid
from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import func, select

from beffroi.contributions import services
from beffroi.contributions.models import Idea, IdeaMerge, Support
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.problems import Problem
from beffroi.core.register import Choice
from beffroi.core.search import SearchEntry
from beffroi.identity.models import Person
from beffroi.identity.services.erasure import erase
from tests.factories import make_call, make_idea, make_person, make_staff
from tests.support.actors import actor_of
from tests.support.at_once import Act, all_at_once, failures_of

pytestmark = pytest.mark.usefixtures("app", "clock")
ROUNDS = 6


def failures(app: Flask, *acts: Act) -> list[Exception]:
    """Each in its own transaction; what is refused kindly is no failure."""

    def kindly(act: Act) -> Act:
        def run() -> None:
            with suppress(Problem), db.transaction():
                act()

        return run

    return failures_of(all_at_once(app, [kindly(act) for act in acts]))


def leave(person_id: uuid.UUID) -> Act:
    def act() -> None:
        person = db.session().get(Person, person_id)
        if person is not None:
            erase(actor_of(person), person_id, Choice.REMOVE)

    return act


def merge(staff: Actor, target: uuid.UUID, source: uuid.UUID) -> Act:
    return lambda: services.merge_ideas(staff, target, [source], "La même.")


def separate(staff: Actor, source: uuid.UUID) -> Act:
    return lambda: services.separate_idea(staff, source, "Non.")


def withdraw(actor: Actor, idea_id: uuid.UUID) -> Act:
    return lambda: services.support_idea(actor, idea_id, False)


def supported(idea: Idea, *people: Person) -> None:
    for person in people:
        services.support_idea(actor_of(person), idea.id, True)


def in_order(*left: uuid.UUID) -> None:
    """Counters say what rows say; what is removed has no word left; who left supports nothing."""
    for idea in db.session().scalars(select(Idea)):
        rows = select(func.count()).where(Support.idea_id == idea.id, Support.counted)
        assert idea.support_count == db.session().scalar(rows)
        if idea.visibility == "removed":
            assert (idea.title, idea.body, idea.published_at) == ("", "", None)
        entry = select(SearchEntry.subject_id).where(SearchEntry.subject_id == idea.id)
        is_found = db.session().scalar(entry) is not None
        assert is_found == (idea.visibility == "published")
        if idea.visibility == "merged":
            standing = select(IdeaMerge).where(IdeaMerge.source_id == idea.id)
            assert db.session().scalars(standing.where(IdeaMerge.undone_at.is_(None))).one()
    gone = select(func.count()).where(Support.person_id.in_(left))
    assert db.session().scalar(gone) == 0


def removed(idea_id: uuid.UUID) -> bool:
    return db.session().get_one(Idea, idea_id).visibility == "removed"


def test_both_authors_of_ideas_put_together_leave_at_once(app: Flask) -> None:
    staff, call = actor_of(make_staff(), "staff"), make_call()
    for _ in range(ROUNDS):
        ann, bob, fan = (make_person() for _ in range(3))
        one, other = make_idea(call, ann), make_idea(call, bob)
        supported(one, bob, fan)
        supported(other, ann)
        services.merge_ideas(staff, other.id, [one.id], "La même.")
        ids, people = (one.id, other.id), (ann.id, bob.id)
        db.session().commit()
        assert failures(app, leave(people[0]), leave(people[1])) == []
        assert [removed(idea_id) for idea_id in ids] == [True, True]
        in_order(*people)


@pytest.mark.parametrize("who", ["of_source", "of_target", "supporter"])
def test_who_leaves_while_two_ideas_are_put_together(app: Flask, who: str) -> None:
    staff, call = actor_of(make_staff(), "staff"), make_call()
    for turn in range(ROUNDS):
        people = {name: make_person() for name in ("of_source", "of_target", "supporter")}
        pair = [make_idea(call, people["of_source"]), make_idea(call, people["of_target"])]
        one, other = pair if turn % 2 else (pair[1], pair[0])
        supported(one, people["supporter"], people["of_target"], people["of_source"])
        supported(other, people["of_source"], make_person())
        source, target, leaver = one.id, other.id, people[who].id
        db.session().commit()
        assert failures(app, merge(staff, target, source), leave(leaver)) == []
        in_order(leaver)


@pytest.mark.parametrize("who", ["of_source", "of_target", "supporter"])
def test_who_leaves_while_two_ideas_are_taken_apart(app: Flask, who: str) -> None:
    staff, call = actor_of(make_staff(), "staff"), make_call()
    for turn in range(ROUNDS):
        people = {name: make_person() for name in ("of_source", "of_target", "supporter")}
        pair = [make_idea(call, people["of_source"]), make_idea(call, people["of_target"])]
        one, other = pair if turn % 2 else (pair[1], pair[0])
        third = make_idea(call)
        supported(one, people["supporter"])
        supported(third, people["supporter"], people["of_source"])
        services.merge_ideas(staff, other.id, [one.id, third.id], "La même.")
        source, leaver = one.id, people[who].id
        db.session().commit()
        assert failures(app, separate(staff, source), leave(leaver)) == []
        in_order(leaver)


def test_two_merges_that_cross_wait_for_each_other(app: Flask) -> None:
    staff, call = actor_of(make_staff(), "staff"), make_call()
    for _ in range(ROUNDS):
        ann = make_person()
        one, other = make_idea(call), make_idea(call)
        supported(one, ann)
        supported(other, ann)
        ids, ways = (one.id, other.id), withdraw(actor_of(ann), one.id)
        db.session().commit()
        acts = (merge(staff, ids[0], ids[1]), merge(staff, ids[1], ids[0]), ways)
        assert failures(app, *acts) == []
        in_order()
        assert [db.session().get_one(Idea, one).visibility for one in ids].count("merged") == 1
