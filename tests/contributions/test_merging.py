"""Ideas put together and taken apart: each supporter counted once, everything given back."""

import random
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import func, select

from beffroi.contributions import services
from beffroi.contributions.merge_problems import CannotMerge, JoinedFurther
from beffroi.contributions.models import Idea, IdeaFollow, Support
from beffroi.contributions.problems import SupportsClosed
from beffroi.contributions.proposals import IdeaFilters
from beffroi.contributions.services.following import authors_told, followers_after
from beffroi.contributions.services.merges import final_idea
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, Actor
from beffroi.core.problems import Forbidden, Invalid, NotFound
from beffroi.core.register import Choice
from beffroi.identity.services.erasure import erase
from beffroi.notifications.models import Message
from tests.factories import make_call, make_comment, make_idea, make_person, make_staff
from tests.support.actors import actor_of
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("clock")
WHY = "Elles disent la même chose."


@pytest.fixture
def staff(app: Flask) -> Actor:
    """Somebody of the staff of Lens-Liévin."""
    return actor_of(make_staff(), "staff")


def supporters() -> Iterator[Actor]:
    while True:
        yield actor_of(make_person())


def support(idea: Idea, *people: Actor) -> None:
    for person in people:
        services.support_idea(person, idea.id, True)


def counted(idea: Idea) -> int:
    """By the rows; the counter must say the same."""
    db.session().flush()
    db.session().refresh(idea)
    rows = select(func.count()).where(Support.idea_id == idea.id, Support.counted)
    found = db.session().scalar(rows) or 0
    assert idea.support_count == found
    return found


def listed() -> set[uuid.UUID]:
    found = services.list_ideas(ANONYMOUS, IdeaFilters())
    assert found.total == len(found.items)
    return {card.id for card in found.items}


def test_supports_are_united_each_person_once_and_given_back(staff: Actor) -> None:
    call, (ann, bob, cat) = make_call(), (actor_of(make_person()) for _ in range(3))
    one, other = make_idea(call), make_idea(call)
    support(one, ann, bob)
    support(other, bob, cat)
    services.merge_ideas(staff, other.id, [one.id], WHY)
    assert (counted(one), counted(other)) == (2, 3)
    services.separate_idea(staff, one.id, "C’était une erreur.")
    assert (counted(one), counted(other)) == (2, 2)
    assert one.visibility == "published"


def test_no_list_nor_search_shows_it_and_its_page_leads_on(staff: Actor) -> None:
    call = make_call()
    one, other = make_idea(call, title="Un banc"), make_idea(call, title="Des bancs")
    make_comment(one, body="Oui, à l’ombre.")
    published = one.published_at
    services.merge_ideas(staff, other.id, [one.id], WHY)
    assert listed() == {other.id}
    assert services.list_ideas(ANONYMOUS, IdeaFilters(query="banc")).total == 1
    assert services.call_page(call.slug).idea_count == 1
    page = services.idea_page(ANONYMOUS, one.id)
    assert page.successor is not None
    assert [idea.id for idea in page.successor.ideas] == [other.id]
    assert not page.may.support
    assert [c.body for c in services.comments_of(ANONYMOUS, one.id).items] == ["Oui, à l’ombre."]
    joined = services.idea_page(ANONYMOUS, other.id).joined
    assert [(j.idea.id, j.author_name, j.reason) for j in joined] == [
        (one.id, one.author_name, WHY)
    ]
    services.separate_idea(staff, one.id, WHY)
    assert listed() == {one.id, other.id}
    assert one.published_at == published
    assert services.list_ideas(ANONYMOUS, IdeaFilters(query="banc")).total == 2


def test_it_takes_no_more_supports_nor_comments(staff: Actor) -> None:
    call = make_call()
    one, other = make_idea(call), make_idea(call)
    services.merge_ideas(staff, other.id, [one.id], WHY)
    with pytest.raises((SupportsClosed, NotFound)):
        support(one, actor_of(make_person()))
    assert counted(one) == 0


def test_chains_lead_to_the_last_and_come_apart_from_there(staff: Actor) -> None:
    call, people = make_call(), supporters()
    one, two, three = (make_idea(call) for _ in range(3))
    for idea in (one, two, three):
        support(idea, next(people))
    services.merge_ideas(staff, two.id, [one.id], WHY)
    services.merge_ideas(staff, three.id, [two.id], WHY)
    assert (counted(two), counted(three)) == (2, 3)
    assert final_idea(one.id) == three.id
    page = services.idea_page(ANONYMOUS, one.id)
    assert page.successor is not None
    assert [idea.id for idea in page.successor.ideas] == [three.id]
    with pytest.raises(JoinedFurther):
        services.separate_idea(staff, one.id, WHY)
    services.separate_idea(staff, two.id, WHY)
    services.separate_idea(staff, one.id, WHY)
    assert [counted(idea) for idea in (one, two, three)] == [1, 1, 1]


def test_who_came_with_two_ideas_stays_with_the_one_that_stays(staff: Actor) -> None:
    call, ann = make_call(), actor_of(make_person())
    one, two, target = (make_idea(call) for _ in range(3))
    support(one, ann)
    support(two, ann)
    services.merge_ideas(staff, target.id, [one.id, two.id], WHY)
    assert counted(target) == 1
    services.separate_idea(staff, one.id, WHY)
    assert counted(target) == 1
    services.separate_idea(staff, two.id, WHY)
    assert [counted(idea) for idea in (one, two, target)] == [1, 1, 0]


def test_who_withdraws_does_so_from_each(staff: Actor) -> None:
    call, ann = make_call(), actor_of(make_person())
    one, two, target = (make_idea(call) for _ in range(3))
    support(one, ann)
    services.merge_ideas(staff, two.id, [one.id], WHY)
    services.merge_ideas(staff, target.id, [two.id], WHY)
    services.support_idea(ann, target.id, False)
    assert [counted(idea) for idea in (one, two, target)] == [0, 0, 0]
    services.separate_idea(staff, two.id, WHY)
    assert [counted(idea) for idea in (one, two, target)] == [0, 0, 0]


def test_any_life_of_merges_keeps_counts_true_and_undone_is_as_before(staff: Actor) -> None:
    chance = random.Random(7)
    call, people = make_call(), [actor_of(make_person()) for _ in range(5)]
    ideas = [make_idea(call) for _ in range(5)]
    for idea in ideas:
        support(idea, *chance.sample(people, 2))
    before = given()
    for _ in range(25):
        source, target = chance.sample(ideas, 2)
        with suppress(CannotMerge, JoinedFurther, NotFound):
            if chance.random() < 0.6:
                services.merge_ideas(staff, target.id, [source.id], WHY)
            else:
                services.separate_idea(staff, source.id, WHY)
        assert all(counted(idea) >= 2 for idea in ideas)
    part_all(staff, ideas)
    assert given() == before


def given() -> set[tuple[uuid.UUID, uuid.UUID]]:
    rows = db.session().execute(select(Support.idea_id, Support.person_id))
    return {(row.idea_id, row.person_id) for row in rows}


def part_all(staff: Actor, ideas: list[Idea]) -> None:
    while merged := [idea for idea in ideas if idea.visibility == "merged"]:
        for idea in merged:
            with suppress(JoinedFurther):
                services.separate_idea(staff, idea.id, WHY)


def test_its_authors_are_told_what_becomes_of_the_other_until_they_part(
    staff: Actor, drain: Callable[[], int]
) -> None:
    call, ann = make_call(), make_person()
    one, other = make_idea(call, ann), make_idea(call)
    fan = actor_of(make_person())
    support(one, fan)
    services.merge_ideas(staff, other.id, [one.id], WHY)
    assert ann.id in followers_after(other.id, None, 10)
    db.session().commit()
    drain()
    told = {m.kind: m.person_id for m in db.session().scalars(select(Message))}
    assert told["idea_merged"] == ann.id
    assert told["idea_joined"] == other.author_id
    assert told["support_merged"] == fan.person_id
    services.separate_idea(staff, one.id, WHY)
    assert ann.id not in followers_after(other.id, None, 10)
    assert authors_told(one.id) == [ann.id]
    follows = select(func.count()).select_from(IdeaFollow)
    assert db.session().scalar(follows) == 0


def test_an_author_who_takes_the_other_away_takes_nothing_of_whoever_joined(staff: Actor) -> None:
    call, bob = make_call(), make_person()
    one, other = make_idea(call), make_idea(call, bob)
    support(one, actor_of(make_person()))
    services.merge_ideas(staff, other.id, [one.id], WHY)
    erase(actor_of(bob), bob.id, Choice.REMOVE)
    assert (one.visibility, counted(one), other.visibility) == ("published", 1, "removed")


def test_what_may_not_join_is_told(staff: Actor) -> None:
    call = make_call()
    one, other = make_idea(call), make_idea(call)
    waiting = make_idea(call, visibility="waiting")
    proven = make_idea(make_call(residence="commune"))
    for source, target in ((one, one), (one, proven)):
        with pytest.raises(CannotMerge):
            services.merge_ideas(staff, target.id, [source.id], WHY)
    with pytest.raises(NotFound):
        services.merge_ideas(staff, other.id, [waiting.id], WHY)
    with pytest.raises(Invalid):
        services.merge_ideas(staff, other.id, [one.id], " ")
    with pytest.raises(Forbidden):
        services.merge_ideas(actor_of(make_person()), other.id, [one.id], WHY)
    place = "fort-nieulay-cailloux-saint-pierre"
    there = make_idea(contract_slug="calais", neighbourhood_slug=place)
    with pytest.raises(Forbidden):
        services.merge_ideas(staff, other.id, [there.id], WHY)


def test_the_pages_put_together_and_take_apart(app: Flask, sign_in: SignIn) -> None:
    call = make_call()
    one, other = make_idea(call, title="Un banc à la gare"), make_idea(call, title="Banc à la gare")
    db.session().commit()
    client, path = sign_in(make_staff()), f"/administration/idees/{one.id}"
    assert "Banc à la gare" in client.get(f"{path}/reunir").text
    assert client.post(f"{path}/reunir", data={"target": other.id}).status_code == 422
    sent = {"target": str(other.id), "reason": WHY}
    assert client.post(f"{path}/reunir", data=sent).status_code == 303
    short = app.test_client().get(f"/idees/{one.id}").text
    assert f"/idees/{other.id}" in short
    assert WHY in short
    assert "Avec les idées de" in client.get(f"/idees/{other.id}").text
    assert f"{path}/separer" not in short
    assert f"{path}/separer" in client.get(f"/idees/{one.id}").text
    assert client.get(f"{path}/separer").status_code == 200
    assert client.post(f"{path}/separer", data={"reason": "Erreur."}).status_code == 303
    assert "Séparée le" in client.get(f"/idees/{other.id}").text


def test_the_api_does_the_same(app: Flask, sign_in: SignIn) -> None:
    call = make_call()
    one, other = make_idea(call), make_idea(call)
    db.session().commit()
    client = sign_in(make_staff())
    body = {"ideas": [str(one.id)], "reason": WHY}
    for _ in range(2):
        made = client.post(f"/api/v1/inbox/ideas/{other.id}/merges", json=body)
        assert made.status_code == 201
        assert [joined["idea"]["id"] for joined in made.get_json()["joined"]] == [str(one.id)]
    seen = client.get(f"/api/v1/ideas/{one.id}").get_json()
    assert seen["successor"]["ideas"][0]["id"] == str(other.id)
    path = f"/api/v1/inbox/ideas/{one.id}/separation"
    assert client.put(path, json={"reason": "Erreur."}).get_json()["successor"] is None
    assert client.put(path, json={"reason": "Erreur."}).status_code == 404
