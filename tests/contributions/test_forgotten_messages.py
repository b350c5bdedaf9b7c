"""A text that its author takes away is quoted by no message any more, whoever got it."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from beffroi.contributions import services
from beffroi.contributions.inbox.services.sorting import assign_idea
from beffroi.contributions.models import Idea
from beffroi.contributions.services.taking_back import withdraw_idea
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.register import Choice
from beffroi.correspondence.proposals import Asked
from beffroi.correspondence.services import ask_office
from beffroi.identity.models import Person
from beffroi.identity.services.erasure import erase
from beffroi.notifications.models import Message
from tests.factories import make_call, make_idea, make_person, make_staff
from tests.offices_factories import make_office, make_term
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")
TITLE = "Un banc pour Mauricette"
Drain = Callable[[], int]


@pytest.fixture
def staff(app: Flask) -> Actor:
    """Somebody of the staff of Lens-Liévin."""
    return actor_of(make_staff(), "staff")


def quoted() -> list[str]:
    db.session().expire_all()
    messages = db.session().scalars(select(Message)).all()
    return [one.kind for one in messages if "Mauricette" in str(one.params)]


def leaves(author: Person, idea: Idea, *, whole: bool) -> None:
    if whole:
        erase(actor_of(author), author.id, Choice.REMOVE)
    else:
        withdraw_idea(actor_of(author), idea.id, Choice.REMOVE)
    db.session().commit()


@pytest.mark.parametrize("whole", [True, False], ids=["account", "idea"])
@pytest.mark.parametrize("joins", [True, False], ids=["joined", "was-joined"])
def test_of_ideas_put_together(staff: Actor, drain: Drain, joins: bool, whole: bool) -> None:
    author, call = make_person(), make_call()
    gone, other = make_idea(call, author, title=TITLE), make_idea(call)
    services.support_idea(actor_of(make_person()), gone.id, True)
    source, target = (gone, other) if joins else (other, gone)
    services.merge_ideas(staff, target.id, [source.id], "Mauricette dit la même chose.")
    db.session().commit()
    drain()
    assert quoted()
    leaves(author, gone, whole=whole)
    assert quoted() == []


@pytest.mark.parametrize("whole", [True, False], ids=["account", "idea"])
def test_of_the_staff_to_whom_it_was_given(staff: Actor, drain: Drain, whole: bool) -> None:
    author, colleague = make_person(), make_staff()
    idea = make_idea(make_call(), author, title=TITLE)
    assign_idea(staff, idea.id, colleague.id)
    db.session().commit()
    drain()
    assert quoted() == ["idea_given"]
    leaves(author, idea, whole=whole)
    assert quoted() == []


@pytest.mark.parametrize("whole", [True, False], ids=["account", "idea"])
def test_of_the_office_that_was_to_answer(staff: Actor, drain: Drain, whole: bool) -> None:
    author = make_person()
    idea = make_idea(make_call(), author, title=TITLE)
    office = make_office()
    make_term(office, make_person())
    ask_office(staff, Asked(subject_kind="idea", subject_id=idea.id, office=office.slug))
    db.session().commit()
    drain()
    assert quoted()
    leaves(author, idea, whole=whole)
    assert quoted() == []
