"""An idea made into several: the author's words and name, no support copied, all are told."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from beffroi.contributions import services
from beffroi.contributions.merge_problems import CannotSplit
from beffroi.contributions.models import CoAuthor, IdeaTheme
from beffroi.contributions.proposals import IdeaFilters, Part
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, Actor
from beffroi.core.clock import now
from beffroi.core.problems import Forbidden, Invalid
from beffroi.notifications.models import Message
from tests.factories import make_call, make_idea, make_person, make_staff
from tests.support.actors import actor_of
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("clock")
BODY = "Il faut des bancs à la gare.\n\nEt les lampes de la rue Basse ne marchent plus."
PARTS = (
    Part("Des bancs à la gare", "Il faut des bancs à la gare."),
    Part("La rue Basse", "les lampes de la rue Basse ne marchent plus."),
)
WHY = "Deux sujets, deux services."


@pytest.fixture
def staff(app: Flask) -> Actor:
    """Somebody of the staff of Lens-Liévin."""
    return actor_of(make_staff(), "staff")


def test_each_part_has_the_words_the_people_and_the_themes_of_the_first(staff: Actor) -> None:
    idea, friend = make_idea(body=BODY), make_person()
    kept = {"name": "Ali", "signs": True, "joined_at": now()}
    db.session().add(CoAuthor(idea_id=idea.id, person_id=friend.id, **kept))
    theme = services.call_page(make_call().slug).themes[0].slug
    db.session().add(IdeaTheme(idea_id=idea.id, theme_slug=theme))
    support = services.support_idea(actor_of(make_person()), idea.id, True)
    made = services.split_idea(staff, idea.id, PARTS, WHY)
    assert [(one.title, one.body) for one in made] == [(p.title, p.body) for p in PARTS]
    for one in made:
        view = services.idea_page(ANONYMOUS, one.id)
        assert (view.author_name, view.support_count) == (idea.author_name, 0)
        assert [one_theme.slug for one_theme in view.themes] == [theme]
        assert services.authors_of(one.id) == [idea.author_id, friend.id]
        assert view.part_of is not None
        assert view.part_of.id == idea.id
    page = services.idea_page(ANONYMOUS, idea.id)
    assert page.successor is not None
    assert [one.id for one in page.successor.ideas] == [one.id for one in made]
    assert (page.successor.reason, page.support_count) == (WHY, support.count)
    listed = services.list_ideas(ANONYMOUS, IdeaFilters()).items
    assert {one.id for one in listed} == {one.id for one in made}


def test_authors_and_supporters_are_told(staff: Actor, drain: Callable[[], int]) -> None:
    author, fan = make_person(), make_person()
    idea = make_idea(author=author, body=BODY)
    services.support_idea(actor_of(fan), idea.id, True)
    services.split_idea(staff, idea.id, PARTS, WHY)
    db.session().commit()
    drain()
    told = {(m.kind, m.person_id) for m in db.session().scalars(select(Message))}
    assert told == {("idea_split", author.id), ("support_split", fan.id)}


@pytest.mark.parametrize(
    "parts",
    [PARTS[:1], (PARTS[0], Part("Ailleurs", "Une piscine.")), PARTS * 3],
    ids=["one", "other words", "six"],
)
def test_what_is_not_two_to_five_of_their_texts_is_refused(
    staff: Actor, parts: tuple[Part, ...]
) -> None:
    idea = make_idea(body=BODY)
    with pytest.raises(Invalid) as found:
        services.split_idea(staff, idea.id, parts, WHY)
    assert set(found.value.errors) == {"parts"}
    assert idea.visibility == "published"


def test_an_idea_that_others_joined_is_not_split(staff: Actor) -> None:
    call = make_call()
    idea, other = make_idea(call, body=BODY), make_idea(call)
    services.merge_ideas(staff, idea.id, [other.id], WHY)
    with pytest.raises(CannotSplit):
        services.split_idea(staff, idea.id, PARTS, WHY)


def test_only_the_staff_of_its_place_may(app: Flask) -> None:
    idea = make_idea(body=BODY)
    for actor in (actor_of(make_person()), actor_of(make_person(), "staff", "contract", "calais")):
        with pytest.raises(Forbidden):
            services.split_idea(actor, idea.id, PARTS, WHY)


def test_the_page_cuts_the_text(app: Flask, sign_in: SignIn) -> None:
    idea = make_idea(body=BODY)
    db.session().commit()
    client, path = sign_in(make_staff()), f"/administration/idees/{idea.id}/partager"
    assert "rue Basse" in client.get(path).text
    sent = {
        "titles": [*(part.title for part in PARTS), ""],
        "bodies": [*(part.body for part in PARTS), ""],
        "reason": WHY,
    }
    wrong = client.post(path, data=sent | {"bodies": ["Autre chose.", PARTS[1].body, ""]})
    assert wrong.status_code == 422
    assert "Autre chose." in wrong.text
    assert client.post(path, data=sent).status_code == 303
    assert "Des bancs à la gare" in client.get(f"/idees/{idea.id}").text
