"""Supports that come while ideas are put together and taken apart: none lost, none doubled."""

import threading
import uuid
from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import func, select

from beffroi.contributions import services
from beffroi.contributions.models import Idea, Support
from beffroi.contributions.problems import SupportsClosed
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.problems import NotFound
from tests.factories import make_call, make_idea, make_person, make_staff
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


def given(idea_id: uuid.UUID) -> set[uuid.UUID]:
    """Whom its rows count; its counter says as many."""
    rows = select(Support.person_id).where(Support.idea_id == idea_id, Support.counted)
    found = set(db.session().scalars(rows))
    counter = select(Idea.support_count).where(Idea.id == idea_id)
    assert db.session().scalar(counter) == len(found)
    return found


def test_whoever_comes_meanwhile_is_on_one_side_of_it(app: Flask) -> None:
    call, staff = make_call(), actor_of(make_staff(), "staff")
    source, target = make_idea(call).id, make_idea(call).id
    people = [actor_of(make_person()) for _ in range(5)]
    db.session().commit()
    start, failures = threading.Barrier(len(people) + 1), []

    def act(steps: list[tuple[Actor, uuid.UUID, bool]], staff_too: bool) -> None:
        with app.app_context():
            start.wait()
            try:
                for actor, idea_id, joins in steps:
                    with suppress(SupportsClosed, NotFound), db.transaction():
                        if not staff_too:
                            services.support_idea(actor, idea_id, joins)
                        elif joins:
                            services.merge_ideas(actor, target, [source], "La même.")
                        else:
                            services.separate_idea(actor, source, "Non.")
            except Exception as error:
                failures.append(error)
            finally:
                db.session().close()

    says = [(idea_id, joins) for joins in (True, False, True) for idea_id in (source, target)]
    threads = [
        threading.Thread(target=act, args=([(one, *said) for said in says], False))
        for one in people
    ]
    turns = [(staff, source, joins) for joins in (True, False, True, False, True)]
    threads.append(threading.Thread(target=act, args=(turns, True)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session().expire_all()
    assert failures == []
    assert given(source) <= given(target)
    assert db.session().scalar(select(func.count()).select_from(Support)) == len(
        given(source)
    ) + len(given(target))
