"""A split asked for, agreed to, refused, undone, objected to: the author has a say in each."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from beffroi.contributions import services
from beffroi.contributions.inbox import services as inbox
from beffroi.contributions.inbox.proposals import InboxFilters
from beffroi.contributions.merge_problems import (
    CannotGather,
    PartOfWhole,
    SplitOutdated,
    SplitWaits,
)
from beffroi.contributions.models import CoAuthor, Idea, IdeaSplit, SplitObjection
from beffroi.contributions.proposals import NewComment, Part
from beffroi.contributions.services.taking_back import withdraw_idea
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, Actor
from beffroi.core.clock import now
from beffroi.core.problems import Forbidden, Invalid, NotFound
from beffroi.core.register import Choice
from beffroi.identity.models import Person
from beffroi.identity.services.erasure import erase
from beffroi.notifications.models import Message
from tests.factories import make_idea, make_person, make_staff
from tests.support.actors import actor_of
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("clock")
BODY = "Il faut des bancs à la gare.\n\nEt les lampes de la rue Basse ne marchent plus."
THEIRS = (
    Part("Des bancs à la gare", "Il faut des bancs à la gare."),
    Part("La rue Basse", "les lampes de la rue Basse ne marchent plus."),
)
CHANGED = (THEIRS[0], Part("La rue Basse", "Les lampes de la rue Basse sont en panne."))
WHY, NOT_SO = "Deux sujets, deux services.", "Finalement non."


@pytest.fixture
def staff(app: Flask) -> Actor:
    """Somebody of the staff of Lens-Liévin."""
    return actor_of(make_staff(), "staff")


@pytest.fixture
def idea(app: Flask) -> Idea:
    return make_idea(author=make_person(), body=BODY)


@pytest.fixture
def author(idea: Idea) -> Actor:
    return actor_of_id(idea)


def actor_of_id(idea: Idea) -> Actor:
    return actor_of(db.session().get_one(Person, idea.author_id))


def pieces(idea: Idea) -> list[Idea]:
    successor = services.idea_page(ANONYMOUS, idea.id).successor
    assert successor is not None
    return [db.session().get_one(Idea, one.id) for one in successor.ideas]


def kinds(idea: Idea) -> list[str]:
    return [step.kind for step in services.history_of(ANONYMOUS, idea.id)]


def told(drain: Callable[[], int]) -> set[tuple[str, object]]:
    db.session().commit()
    drain()
    return {(one.kind, one.person_id) for one in db.session().scalars(select(Message))}


def test_changed_words_change_nothing_before_a_yes(
    staff: Actor, idea: Idea, author: Actor, drain: Callable[[], int]
) -> None:
    with pytest.raises(Invalid):
        services.split_idea(staff, idea.id, CHANGED, WHY)
    assert services.split_idea(staff, idea.id, CHANGED, WHY, ask=True) == []
    assert (idea.visibility, kinds(idea)) == ("published", [])
    view = services.split_for_authors(author, idea.id)
    assert [(one.body, one.is_theirs) for one in view.pieces] == [
        (CHANGED[0].body, True),
        (CHANGED[1].body, False),
    ]
    assert told(drain) == {("split_proposed", author.person_id)}
    services.answer_split(author, idea.id, agrees=True)
    assert [one.body for one in pieces(idea)] == [part.body for part in CHANGED]
    assert db.session().scalars(select(IdeaSplit.parts)).one() == []


def test_a_no_leaves_the_idea_as_it_is_and_is_told_to_the_staff(
    staff: Actor, idea: Idea, author: Actor, drain: Callable[[], int]
) -> None:
    services.split_idea(staff, idea.id, CHANGED, WHY, ask=True)
    services.answer_split(author, idea.id, agrees=False, words="Ce ne sont pas mes mots.")
    assert (idea.visibility, kinds(idea)) == ("published", [])
    assert ("split_refused", staff.person_id) in told(drain)
    seen = inbox.inbox_idea(staff, idea.id).split
    assert seen is not None
    assert [one.words for one in seen.objections] == ["Ce ne sont pas mes mots."]
    assert services.split_idea(staff, idea.id, CHANGED, WHY, ask=True) == []


def test_a_proposal_is_read_by_those_who_wrote_the_idea_and_by_nobody_else(
    staff: Actor, idea: Idea, app: Flask, sign_in: SignIn
) -> None:
    services.split_idea(staff, idea.id, CHANGED, WHY, ask=True)
    other = make_person()
    db.session().commit()
    for agrees in (True, False):
        with pytest.raises(NotFound):
            services.answer_split(actor_of(other), idea.id, agrees=agrees)
    with pytest.raises(NotFound):
        services.split_for_authors(actor_of(other), idea.id)
    assert "en panne" not in app.test_client().get(f"/idees/{idea.id}").text
    assert sign_in(other).get(f"/idees/{idea.id}/partage").status_code == 404
    assert sign_in(other).get(f"/api/v1/ideas/{idea.id}/split").status_code == 404


def test_a_co_author_answers_as_well(staff: Actor, idea: Idea) -> None:
    friend = make_person()
    kept = {"name": "Ali", "signs": True, "joined_at": now()}
    db.session().add(CoAuthor(idea_id=idea.id, person_id=friend.id, **kept))
    services.split_idea(staff, idea.id, CHANGED, WHY, ask=True)
    services.answer_split(actor_of(friend), idea.id, agrees=True)
    assert [services.authors_of(one.id) for one in pieces(idea)] == [
        [idea.author_id, friend.id]
    ] * 2


def test_of_a_text_that_changed_since_it_may_only_be_refused(
    staff: Actor, idea: Idea, author: Actor
) -> None:
    services.split_idea(staff, idea.id, CHANGED, WHY, ask=True)
    with pytest.raises(SplitWaits):
        services.split_idea(staff, idea.id, THEIRS, WHY)
    services.revise_idea(author, idea.id, idea.title, BODY + " Merci.", idea.version)
    with pytest.raises(SplitOutdated):
        services.answer_split(author, idea.id, agrees=True)
    services.answer_split(author, idea.id, agrees=False)
    assert db.session().scalars(select(IdeaSplit.state)).one() == "refused"


def test_nobody_can_be_asked_where_nobody_wrote_it(staff: Actor, idea: Idea) -> None:
    idea.author_id = None
    db.session().flush()
    with pytest.raises(Invalid):
        services.split_idea(staff, idea.id, CHANGED, WHY, ask=True)


def test_the_staff_gives_up_a_proposal(
    staff: Actor, idea: Idea, author: Actor, drain: Callable[[], int]
) -> None:
    services.split_idea(staff, idea.id, CHANGED, WHY, ask=True)
    services.gather_idea(staff, idea.id, NOT_SO)
    assert kinds(idea) == []
    assert ("split_withdrawn", author.person_id) in told(drain)
    with pytest.raises(NotFound):
        services.answer_split(author, idea.id, agrees=True)


def test_undone_it_is_as_before_and_each_piece_leads_to_it(
    staff: Actor, idea: Idea, author: Actor, drain: Callable[[], int]
) -> None:
    fan = actor_of(make_person())
    services.support_idea(fan, idea.id, True)
    published = idea.published_at
    made = services.split_idea(staff, idea.id, THEIRS, WHY)
    services.support_idea(author, made[0].id, True)
    services.gather_idea(staff, idea.id, NOT_SO)
    assert (idea.visibility, idea.published_at) == ("published", published)
    page = services.idea_page(ANONYMOUS, idea.id)
    assert (page.support_count, page.joined) == (2, ())
    assert kinds(idea) == ["split", "gathered"]
    for piece in made:
        successor = services.idea_page(ANONYMOUS, piece.id).successor
        assert successor is not None
        assert [one.id for one in successor.ideas] == [idea.id]
        with pytest.raises(PartOfWhole):
            services.separate_idea(staff, piece.id, WHY)
    assert {("idea_gathered", author.person_id), ("support_gathered", fan.person_id)} <= told(drain)
    again = services.split_idea(staff, idea.id, THEIRS, WHY)
    assert [one.id for one in pieces(idea)] == [one.id for one in again]


@pytest.mark.parametrize("act", ["support", "comment", "answer", "revise"])
def test_once_somebody_acted_on_a_piece_it_stays(staff: Actor, idea: Idea, act: str) -> None:
    made = services.split_idea(staff, idea.id, THEIRS, WHY)
    one = made[0]
    if act == "support":
        services.support_idea(actor_of(make_person()), one.id, True)
    elif act == "comment":
        services.comment_on(actor_of(make_person()), one.id, NewComment(body="Oui."))
    elif act == "answer":
        services.move_idea(staff, one.id, "studied", "")
    else:
        services.revise_idea(actor_of_id(idea), one.id, "Autre titre", one.body, 1)
    with pytest.raises(CannotGather):
        services.gather_idea(staff, idea.id, NOT_SO)
    assert idea.visibility == "split"


def test_its_author_takes_it_back_while_nobody_acted(
    staff: Actor, idea: Idea, author: Actor, drain: Callable[[], int]
) -> None:
    services.split_idea(staff, idea.id, THEIRS, WHY)
    services.answer_split(author, idea.id, agrees=False)
    assert (idea.visibility, kinds(idea)) == ("published", ["split", "gathered"])
    found = told(drain)
    assert ("split_taken_back", staff.person_id) in found
    assert ("idea_gathered", author.person_id) not in found


def test_afterwards_they_object_the_staff_is_alerted_and_answers(
    staff: Actor, idea: Idea, author: Actor, drain: Callable[[], int]
) -> None:
    made = services.split_idea(staff, idea.id, THEIRS, WHY)
    services.support_idea(actor_of(make_person()), made[0].id, True)
    with pytest.raises(Invalid):
        services.answer_split(author, idea.id, agrees=False)
    services.answer_split(author, idea.id, agrees=False, words="Un seul projet.")
    alerted = inbox.list_inbox(staff, InboxFilters(contested=True)).items
    assert [(one.id, one.is_contested) for one in alerted] == [(idea.id, True)]
    assert idea.id not in {one.id for one in inbox.list_inbox(staff, InboxFilters()).items}
    assert ("split_contested", staff.person_id) in told(drain)
    services.answer_objection(staff, idea.id, "Deux services y répondent.")
    assert inbox.list_inbox(staff, InboxFilters(contested=True)).items == []
    assert ("objection_answered", author.person_id) in told(drain)
    view = services.split_for_authors(author, idea.id)
    assert [one.answer for one in view.objections] == ["Deux services y répondent."]
    with pytest.raises(NotFound):
        services.answer_objection(staff, idea.id, "Encore.")


def test_only_the_staff_of_its_place_undoes_or_answers(staff: Actor, idea: Idea) -> None:
    services.split_idea(staff, idea.id, THEIRS, WHY)
    for actor in (actor_of(make_person()), actor_of(make_person(), "staff", "contract", "calais")):
        with pytest.raises(Forbidden):
            services.gather_idea(actor, idea.id, NOT_SO)
        with pytest.raises(Forbidden):
            services.answer_objection(actor, idea.id, NOT_SO)


def test_who_leaves_takes_pieces_and_objections_along(
    staff: Actor, idea: Idea, author: Actor
) -> None:
    made = services.split_idea(staff, idea.id, THEIRS, WHY)
    services.gather_idea(staff, idea.id, NOT_SO)
    services.split_idea(staff, idea.id, CHANGED, WHY, ask=True)
    services.answer_split(author, idea.id, agrees=False, words="Un seul projet.")
    services.split_idea(staff, idea.id, CHANGED, WHY, ask=True)
    assert author.person_id is not None
    erase(author, author.person_id, Choice.REMOVE)
    db.session().expire_all()
    assert {one.visibility for one in (idea, *made)} == {"removed"}
    assert {(one.body, one.title) for one in (idea, *made)} == {("", "")}
    assert db.session().scalars(select(SplitObjection)).all() == []
    assert set(db.session().scalars(select(IdeaSplit.reason))) == {""}
    assert all(parts == [] for parts in db.session().scalars(select(IdeaSplit.parts)))


def test_the_pages_ask_answer_and_undo(app: Flask, idea: Idea, sign_in: SignIn) -> None:
    writer = db.session().get_one(Person, idea.author_id)
    db.session().commit()
    desk, mine = sign_in(make_staff()), sign_in(writer)
    path, own = f"/administration/idees/{idea.id}", f"/idees/{idea.id}/partage"
    sent = {
        "titles": [part.title for part in CHANGED],
        "bodies": [part.body for part in CHANGED],
        "reason": WHY,
    }
    assert "demander d’abord l’accord" in desk.post(f"{path}/partager", data=sent).text
    assert desk.post(f"{path}/partager", data=sent | {"ask": "true"}).status_code == 303
    assert "attend l’accord" in desk.get(path).text
    assert own in mine.get(f"/idees/{idea.id}/suivi").text
    page = mine.get(own).text
    assert BODY.split("\n", maxsplit=1)[0] in page
    assert CHANGED[1].body in page
    assert mine.post(own, data={"agrees": "true"}).status_code == 303
    assert "/rassembler" in desk.get(f"/idees/{idea.id}").text
    assert "/rassembler" in desk.get(path).text
    assert mine.post(own, data={"agrees": "false", "words": "x" * 2000}).status_code == 422
    assert desk.post(f"{path}/rassembler", data={}).status_code == 422
    assert desk.post(f"{path}/rassembler", data={"reason": NOT_SO}).status_code == 303
    assert desk.get(f"{path}/rassembler").status_code == 200
    assert NOT_SO in app.test_client().get(f"/idees/{idea.id}").text


def test_the_page_of_an_objection_and_its_answer(
    staff: Actor, idea: Idea, author: Actor, sign_in: SignIn
) -> None:
    made = services.split_idea(staff, idea.id, THEIRS, WHY)
    services.support_idea(actor_of(make_person()), made[0].id, True)
    services.answer_split(author, idea.id, agrees=False, words="Un seul projet.")
    db.session().commit()
    desk, path = sign_in(make_staff()), f"/administration/idees/{idea.id}"
    assert "Partage contesté" in desk.get("/administration/idees?objection=oui").text
    assert "Un seul projet." in desk.get(path).text
    assert desk.post(f"{path}/objection", data={}).status_code == 422
    assert desk.post(f"{path}/objection", data={"reason": "Deux services."}).status_code == 303


def test_the_api_does_the_same(idea: Idea, sign_in: SignIn, client: FlaskClient) -> None:
    writer = db.session().get_one(Person, idea.author_id)
    db.session().commit()
    desk, mine = sign_in(make_staff()), sign_in(writer)
    parts = [{"title": part.title, "body": part.body} for part in CHANGED]
    body = {"parts": parts, "reason": WHY, "ask": True}
    made = desk.post(f"/api/v1/inbox/ideas/{idea.id}/parts", json=body)
    assert (made.status_code, made.get_json()) == (201, {"ids": [], "waits": True})
    assert mine.get(f"/api/v1/ideas/{idea.id}/split").get_json()["state"] == "proposed"
    done = mine.put(f"/api/v1/ideas/{idea.id}/split", json={"agrees": True}).get_json()
    assert (done["state"], done["may_gather"]) == ("made", True)
    answer = {"reason": "Deux services."}
    assert desk.put(f"/api/v1/inbox/ideas/{idea.id}/objection", json=answer).status_code == 404
    path = f"/api/v1/inbox/ideas/{idea.id}/gathering"
    assert desk.put(path, json={"reason": NOT_SO}).get_json()["successor"] is None
    assert desk.put(path, json={"reason": NOT_SO}).status_code == 404


def test_who_takes_one_idea_back_takes_what_was_made_of_it(
    staff: Actor, idea: Idea, author: Actor
) -> None:
    made = services.split_idea(staff, idea.id, THEIRS, WHY)
    withdraw_idea(author, idea.id, Choice.REMOVE)
    assert {(one.visibility, one.body) for one in (idea, *made)} == {("removed", "")}
