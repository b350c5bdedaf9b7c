"""Who is told of a step: everybody concerned, once, however many and whatever crashes."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from beffroi.contributions import services
from beffroi.contributions.models import Idea, IdeaFollow, Support
from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.core.clock import now
from beffroi.core.problems import NotFound
from beffroi.identity import belongings
from beffroi.identity.models import Person
from beffroi.notifications.models import Message
from beffroi.notifications.services import tell_many
from tests.factories import make_idea, make_person
from tests.support.actors import actor_of
from tests.support.people import SignIn
from workflows import tell_followers

pytestmark = pytest.mark.usefixtures("app", "clock")


def supporter(idea: Idea, **given: Any) -> Person:
    person = make_person(**given)
    db.session().add(Support(idea_id=idea.id, person_id=person.id, supported_at=now()))
    db.session().flush()
    return person


def move(idea: Idea, answer: str = "Oui.", by: Any = None) -> None:
    services.move_idea(by or actor_of(make_person(), "staff"), idea.id, "kept", answer)


def told(kind: str = "followed_idea_moved") -> list[Any]:
    query = select(Message.person_id).where(Message.kind == kind)
    return list(db.session().scalars(query))


def test_supporters_and_followers_are_told_once_for_a_step(drain: Callable[[], int]) -> None:
    idea, follower = make_idea(), make_person()
    both = supporter(idea)
    services.follow_idea(actor_of(follower), idea.id, True)
    services.follow_idea(actor_of(both), idea.id, True)
    move(idea)
    drain()
    drain()
    assert Counter(told()) == Counter({follower.id: 1, both.id: 1})
    assert told("idea_moved") == [idea.author_id]


def test_whoever_stops_following_is_not_told_and_still_supports(drain: Callable[[], int]) -> None:
    idea = make_idea()
    leaving, staying = supporter(idea), supporter(idea)
    author = db.session().get_one(Person, idea.author_id)
    for person in (leaving, author):
        services.follow_idea(actor_of(person), idea.id, False)
    move(idea)
    drain()
    assert told() == [staying.id]
    assert told("idea_moved") == []
    assert db.session().get(Support, (idea.id, leaving.id)) is not None


def test_each_step_is_told_and_whoever_made_it_knows(drain: Callable[[], int]) -> None:
    idea = make_idea()
    one = supporter(idea)
    staff = actor_of(supporter(idea), "staff")
    move(idea, "Oui, en mai.", staff)
    move(idea, "Oui, en juin.", staff)
    drain()
    assert told() == [one.id, one.id]


def test_many_are_told_in_batches_and_nobody_twice(
    drain: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tell_followers, "BATCH", 4)
    idea = make_idea()
    people = {supporter(idea).id for _ in range(18)}
    move(idea)
    drain()
    assert Counter(told()) == Counter(people)
    batches = select(func.count()).select_from(Message)
    assert db.session().scalar(batches) == 19


def test_a_crash_between_two_batches_loses_nobody_and_tells_nobody_twice(
    drain: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tell_followers, "BATCH", 3)
    idea = make_idea()
    people = {supporter(idea).id for _ in range(10)}
    move(idea)
    calls = iter(range(100))

    def failing(*given: Any) -> int:
        count = tell_many(*given)
        if next(calls) == 1:
            raise RuntimeError("the worker dies after the second batch was written")
        return count

    monkeypatch.setattr("workflows.tell_followers.tell_many", failing)
    with pytest.raises(RuntimeError):
        drain()
    assert len(told()) < len(people)
    db.session().rollback()
    _send_again()
    drain()
    assert Counter(told()) == Counter(people)


def _send_again() -> None:
    """The grace of the relay is over: what was not handled is due again."""
    from workflows import ledger

    with db.transaction() as session:
        ledger.forget_sent(session)


def test_nobody_is_told_of_what_is_hidden_meanwhile(drain: Callable[[], int]) -> None:
    idea = make_idea()
    supporter(idea)
    move(idea)
    idea.visibility, idea.published_at = "changes_asked", None
    drain()
    assert told() == []


def test_the_count_shown_before_an_answer_is_that_of_those_who_are_told(
    drain: Callable[[], int],
) -> None:
    idea = make_idea()
    for _ in range(3):
        supporter(idea)
    services.follow_idea(actor_of(supporter(idea)), idea.id, False)
    shown = services.count_told(idea.id)
    move(idea)
    drain()
    assert shown == len(told()) + len(told("idea_moved")) == 4


def test_those_merged_follow_unless_they_chose_otherwise() -> None:
    idea, one, two = make_idea(), make_person(), make_person()
    services.follow_idea(actor_of(two), idea.id, False)
    services.let_follow(idea.id, [one.id, two.id, one.id])
    assert services.followers_after(idea.id, None, 10) == [one.id]


def test_an_account_keeps_its_own_choice_when_a_guest_joins_it() -> None:
    idea, other = make_idea(), make_idea()
    guest, account = make_person(), make_person()
    services.follow_idea(actor_of(guest), idea.id, True)
    services.follow_idea(actor_of(guest), other.id, True)
    services.follow_idea(actor_of(account), idea.id, False)
    belongings.hand_over(guest.id, account.id)
    db.session().expire_all()
    kept = {row.idea_id: row.follows for row in db.session().scalars(select(IdeaFollow))}
    assert kept == {idea.id: False, other.id: True}


def test_nobody_follows_what_they_do_not_see() -> None:
    with pytest.raises(NotFound):
        services.follow_idea(actor_of(make_person()), make_idea(visibility="waiting").id, True)


def test_the_page_and_the_api_say_whether_one_follows(sign_in: SignIn) -> None:
    idea, person = make_idea(), make_person()
    client: FlaskClient = sign_in(person)
    here = f"/idees/{idea.id}"
    assert "Suivre cette idée" in client.get(here).get_data(as_text=True)
    assert client.post(f"{here}/suivre", data={"suivre": "oui"}).status_code == 303
    assert "Ne plus suivre" in client.get(here).get_data(as_text=True)
    assert client.get(f"/api/v1{here.replace('idees', 'ideas')}").get_json()["is_followed"]
    url = f"/api/v1/ideas/{idea.id}/following"
    assert client.put(url, json={"follow": False}).get_json() == {"follow": False}
    assert services.authors_of(idea.id) == [idea.author_id]
    assert services.idea_page(SYSTEM, idea.id).is_followed is False
