"""An author takes an idea back: unsigned, without a word left, or to those who wrote it too."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from beffroi.contributions import services
from beffroi.contributions.models import CoAuthor, Idea, IdeaVersion, Support
from beffroi.contributions.proposals import IdeaFilters
from beffroi.contributions.services.taking_back import withdraw_idea
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS
from beffroi.core.clock import now
from beffroi.core.problems import Forbidden, NotFound, SignInRequired
from beffroi.core.register import Choice
from beffroi.core.search import near
from beffroi.identity.models import Person
from tests.factories import make_comment, make_idea, make_person, make_staff
from tests.support.actors import actor_of
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("app", "clock")


def supported(idea: Idea) -> None:
    services.support_idea(actor_of(make_person()), idea.id, True)
    db.session().commit()


def joined(idea: Idea, friend: Person) -> None:
    kept = {"name": "Ali", "signs": True, "joined_at": now()}
    db.session().add(CoAuthor(idea_id=idea.id, person_id=friend.id, **kept))
    db.session().commit()


def test_nothing_is_left_of_what_is_removed(client: FlaskClient) -> None:
    author = make_person()
    idea = make_idea(author=author, title="Un banc")
    supported(idea)
    make_comment(idea)
    withdraw_idea(actor_of(author), idea.id, Choice.REMOVE)
    db.session().commit()
    assert (idea.title, idea.body, idea.author_id, idea.support_count) == ("", "", None, 0)
    assert db.session().scalar(select(func.count()).select_from(IdeaVersion)) == 0
    assert db.session().scalar(select(func.count()).select_from(Support)) == 0
    assert near("idea", "Un banc") == []
    assert services.list_ideas(ANONYMOUS, IdeaFilters()).total == 0
    assert client.get(f"/api/v1/ideas/{idea.id}").status_code == 410


def test_what_is_left_unsigned_keeps_its_supports() -> None:
    author = make_person()
    idea = make_idea(author=author, title="Un banc", author_name="Zoé")
    supported(idea)
    db.session().refresh(idea)
    before = idea.support_count
    withdraw_idea(actor_of(author), idea.id, Choice.ANONYMISE)
    assert (idea.title, idea.author_id, idea.author_name) == ("Un banc", None, "")
    assert idea.support_count == before
    assert services.my_ideas(actor_of(author)).items == []


def test_an_idea_that_did_not_appear_goes_whole_whatever_is_chosen() -> None:
    author = make_person()
    idea = make_idea(author=author, title="Un banc", visibility="refused")
    withdraw_idea(actor_of(author), idea.id, Choice.ANONYMISE)
    assert (idea.visibility, idea.title) == ("removed", "")


def test_who_wrote_it_too_becomes_the_author() -> None:
    author, friend = make_person(), make_person()
    idea = make_idea(author=author, title="Un banc")
    joined(idea, friend)
    withdraw_idea(actor_of(author), idea.id, Choice.REMOVE)
    assert (idea.title, idea.author_id) == ("Un banc", friend.id)


def test_nobody_else_takes_it_back() -> None:
    idea = make_idea(author=make_person())
    friend = make_person()
    joined(idea, friend)
    for other in (friend, make_person(), make_staff()):
        with pytest.raises(Forbidden):
            withdraw_idea(actor_of(other), idea.id, Choice.REMOVE)
    with pytest.raises(SignInRequired):
        withdraw_idea(ANONYMOUS, idea.id, Choice.REMOVE)
    hidden = make_idea(author=make_person(), visibility="waiting")
    for stranger in (ANONYMOUS, actor_of(friend)):
        with pytest.raises(NotFound):
            withdraw_idea(stranger, hidden.id, Choice.REMOVE)


def test_the_page_says_what_goes_and_asks_which(sign_in: SignIn) -> None:
    author = make_person()
    idea = make_idea(author=author, title="Un banc")
    supported(idea)
    browser = sign_in(author)
    assert f"/idees/{idea.id}/retirer" in browser.get(f"/idees/{idea.id}/suivi").text
    assert "1 soutien" in browser.get(f"/idees/{idea.id}/retirer").text
    assert browser.post(f"/idees/{idea.id}/retirer").status_code == 422
    done = browser.post(f"/idees/{idea.id}/retirer", data={"texts": "remove"})
    assert (done.status_code, done.location) == (303, "/moi/idees")
    assert browser.get(f"/idees/{idea.id}").status_code == 410


def test_a_co_author_is_not_offered_it(sign_in: SignIn) -> None:
    idea, friend = make_idea(author=make_person()), make_person()
    joined(idea, friend)
    browser = sign_in(friend)
    assert "/retirer" not in browser.get(f"/idees/{idea.id}/suivi").text
    assert browser.get(f"/idees/{idea.id}/retirer").status_code == 403


def test_a_program_says_which(sign_in: SignIn) -> None:
    author = make_person()
    idea = make_idea(author=author)
    program = sign_in(author)
    assert program.delete(f"/api/v1/ideas/{idea.id}").status_code == 422
    assert program.delete(f"/api/v1/ideas/{idea.id}?texts=remove").status_code == 204
    assert program.delete(f"/api/v1/ideas/{idea.id}?texts=remove").status_code in (404, 410)
