"""One's own comment: changed and taken back from its page, and found again among one's ideas."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from beffroi.contributions import services
from beffroi.contributions.models import Comment, Idea
from beffroi.contributions.proposals import NewComment
from beffroi.contributions.services.taking_back import withdraw_comment
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS
from beffroi.core.problems import Forbidden, NotFound
from beffroi.identity.models import Person
from tests.factories import make_call, make_idea, make_person
from tests.support.actors import actor_of
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("app", "clock")


def said(answered: bool = False) -> tuple[Idea, Person, Comment]:
    """A comment of somebody under an idea, with an answer or none."""
    idea, me = make_idea(make_call(moderation="after")), make_person()
    written = NewComment(body="Un banc rouge.", position="for")
    comment = services.comment_on(actor_of(me), idea.id, written)
    if answered:
        answer = NewComment(body="Plutôt vert.", parent_id=comment.id)
        services.comment_on(actor_of(make_person()), idea.id, answer)
    db.session().commit()
    return idea, me, comment


def test_taken_back_with_answers_its_place_says_who_took_it_back() -> None:
    idea, me, comment = said(answered=True)
    withdraw_comment(actor_of(me), comment.id)
    (place,) = services.comments_of(ANONYMOUS, idea.id).items
    assert (place.is_gone, place.is_withdrawn, place.body, place.author_name) == (
        True,
        True,
        "",
        "",
    )
    assert [one.body for one in place.replies] == ["Plutôt vert."]
    db.session().refresh(idea)
    assert (idea.comment_count, idea.for_count, comment.body) == (1, 0, "")


def test_taken_back_without_answers_nothing_is_left() -> None:
    idea, me, comment = said()
    withdraw_comment(actor_of(me), comment.id)
    assert services.comments_of(ANONYMOUS, idea.id).items == []
    assert services.my_comments(actor_of(me)) == []


def test_of_what_the_moderation_took_away_nothing_is_said() -> None:
    idea, _me, comment = said(answered=True)
    comment.visibility = "refused"
    db.session().flush()
    (place,) = services.comments_of(ANONYMOUS, idea.id).items
    assert (place.is_gone, place.is_withdrawn) == (True, False)


def test_nobody_takes_back_the_comment_of_another() -> None:
    _idea, me, comment = said()
    with pytest.raises(Forbidden):
        withdraw_comment(actor_of(make_person()), comment.id)
    comment.visibility = "waiting"
    db.session().flush()
    with pytest.raises(NotFound):
        withdraw_comment(actor_of(make_person()), comment.id)
    assert withdraw_comment(actor_of(me), comment.id).visibility == "removed"


def test_its_author_changes_it_from_its_page(app: Flask, sign_in: SignIn) -> None:
    idea, me, comment = said()
    mine, path = sign_in(me), f"/idees/{idea.id}/commentaires/{comment.id}"
    for page in (f"/idees/{idea.id}", path, "/moi/idees"):
        assert f"{path}/modifier" in mine.get(page).text
        assert f"{path}/retirer" in mine.get(page).text
    assert f"{path}/modifier" not in app.test_client().get(path).text
    assert "Un banc rouge." in mine.get(f"{path}/modifier").text
    stale = {"body": "Un banc vert.", "seen_version": "7"}
    answer = mine.post(f"{path}/modifier", data=stale)
    assert answer.status_code == 422
    assert "Un banc vert." in answer.text
    sent = {"body": "Un banc vert.", "seen_version": "1"}
    assert mine.post(f"{path}/modifier", data=sent).status_code == 303
    assert "Un banc vert." in mine.get(path).text


def test_its_author_takes_it_back_from_its_page(sign_in: SignIn, client: FlaskClient) -> None:
    idea, me, comment = said(answered=True)
    mine, path = sign_in(me), f"/idees/{idea.id}/commentaires/{comment.id}"
    assert f"{path}/modifier" not in mine.get(path).text
    assert "Les réponses restent." in mine.get(f"{path}/retirer").text
    assert sign_in(make_person()).get(f"{path}/retirer").status_code == 403
    assert mine.post(f"{path}/retirer").status_code == 303
    assert "retiré par son auteur" in client.get(f"/idees/{idea.id}").text
    assert "Un banc rouge." not in client.get(f"/idees/{idea.id}").text


def test_a_program_takes_it_back_too(sign_in: SignIn) -> None:
    _idea, me, comment = said()
    mine = sign_in(me)
    assert mine.delete(f"/api/v1/comments/{comment.id}").status_code == 204
    assert mine.get(f"/api/v1/comments/{comment.id}").status_code == 410
