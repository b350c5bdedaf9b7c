"""The debate by pages and by the API: read, written, answered, and nothing typed is lost."""

from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from beffroi.contributions.models import Comment
from beffroi.contributions.rules import Visibility
from beffroi.contributions.services.publication import move_comment_to
from beffroi.core import db
from tests.factories import make_call, make_comment, make_idea, make_person
from tests.support.people import SignIn
from tests.support.statements import statements

pytestmark = pytest.mark.usefixtures("clock")
MOST = 5
OF_A_SESSION = 2  # who it is, and what they have not read yet: asked on every page
KIND = {"Sec-Fetch-Site": "same-origin"}


def get(client: FlaskClient, path: str, status: int = 200) -> str:
    db.session().commit()
    answer = client.get(path)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def post(client: FlaskClient, path: str, form: dict[str, Any]) -> Any:
    db.session().commit()
    return client.post(path, data=form, headers=KIND)


def written() -> list[Comment]:
    db.session().expire_all()
    return list(db.session().scalars(select(Comment).order_by(Comment.id)))


@pytest.fixture
def resident(sign_in: SignIn) -> FlaskClient:
    """Somebody at their telephone."""
    return sign_in(make_person())


def test_a_comment_with_its_position_is_sent_and_read_at_its_address(resident: FlaskClient) -> None:
    idea = make_idea(make_call(moderation="after"))
    answer = post(resident, f"/idees/{idea.id}/commentaires", {"body": "Oui.", "position": "for"})
    [comment] = written()
    assert (answer.status_code, comment.position) == (303, "for")
    assert answer.location.startswith(f"/idees/{idea.id}/commentaires/{comment.id}")
    assert "Je suis pour" not in get(resident, answer.location)
    assert "Oui." in get(resident, answer.location)


def test_an_answer_is_sent_from_the_page_of_the_thread(resident: FlaskClient) -> None:
    idea = make_idea(make_call(moderation="after"))
    root = make_comment(idea)
    path = f"/idees/{idea.id}/commentaires/{root.id}"
    assert "Votre réponse" in get(resident, path)
    post(resident, f"/idees/{idea.id}/commentaires", {"body": "Moi aussi.", "parent": str(root.id)})
    assert written()[-1].parent_id == root.id
    page = get(resident, path)
    assert "1 réponse" in page
    assert "Moi aussi." in page


def test_a_third_comment_within_a_minute_comes_back_with_its_words(resident: FlaskClient) -> None:
    path = f"/idees/{make_idea().id}/commentaires"
    for body in ("Un.", "Deux."):
        assert post(resident, path, {"body": body}).status_code == 303
    third = post(resident, path, {"body": "Trois, et c’est long.", "position": "against"})
    page = third.get_data(as_text=True)
    assert (third.status_code, third.headers["Retry-After"]) == (429, "60")
    assert "Trois, et c’est long." in page
    assert 'value="against" checked' in page
    assert "Envoyer quand même" in page
    assert [comment.body for comment in written()] == ["Un.", "Deux."]


def test_an_answer_to_what_went_meanwhile_comes_back_with_its_words(resident: FlaskClient) -> None:
    idea = make_idea()
    root = make_comment(idea)
    move_comment_to(root, Visibility.REFUSED)
    form = {"body": "Je voulais dire.", "parent": str(root.id)}
    answer = post(resident, f"/idees/{idea.id}/commentaires", form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Je voulais dire." in page
    assert "ne reçoit pas de réponse" in page


def test_the_charter_is_beside_the_field(resident: FlaskClient) -> None:
    page = get(resident, f"/idees/{make_idea().id}")
    form = page[page.index('action="/idees/') :]
    assert "La charte en quatre phrases" in form
    assert 'href="/charte"' in form


def test_a_page_offers_the_positions_held_with_their_counts(client: FlaskClient) -> None:
    idea = make_idea()
    for position in ("for", "for", "question", None):
        make_comment(idea, position=position, body=f"Un mot : {position}.")
    page = get(client, f"/idees/{idea.id}")
    assert "position=pour#" in page
    assert "position=contre" not in page
    alone = get(client, f"/idees/{idea.id}?position=questions")
    assert "Un mot : question." in alone
    assert "Un mot : for." not in alone


@pytest.mark.parametrize("asked", ["position=rien", "tri=rien"])
def test_a_debate_that_does_not_exist_is_not_found(client: FlaskClient, asked: str) -> None:
    get(client, f"/idees/{make_idea().id}?{asked}", 404)


def test_a_page_goes_on_in_the_order_and_position_chosen(client: FlaskClient) -> None:
    idea = make_idea()
    for number in range(12):
        make_comment(idea, position="for", body=f"Mot {number:02}.")
    page = get(client, f"/idees/{idea.id}?position=pour&tri=recents")
    assert "Mot 11." in page
    assert "Mot 01." not in page
    following = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "Mot 01." in get(client, following)


def test_what_was_taken_away_leaves_its_place_and_not_its_words(client: FlaskClient) -> None:
    idea = make_idea()
    root = make_comment(idea, body="Des mots durs.", author_name="Zoé", position="against")
    make_comment(idea, above=root, body="Restons calmes.")
    move_comment_to(root, Visibility.REFUSED)
    for path in (f"/idees/{idea.id}", f"/idees/{idea.id}/commentaires/{root.id}"):
        page = get(client, path)
        assert "Commentaire retiré" in page
        assert "Restons calmes." in page
        assert "Des mots durs." not in page
        assert "Zoé" not in page


@pytest.mark.parametrize("comments", [2, 60])
@pytest.mark.parametrize(("who", "most"), [("anybody", MOST), ("resident", MOST + OF_A_SESSION)])
def test_a_debate_costs_the_same_however_long_it_is(
    client: FlaskClient, sign_in: SignIn, who: str, most: int, comments: int
) -> None:
    reader = client if who == "anybody" else sign_in(make_person())
    idea = make_idea()
    for _ in range(comments):
        root = make_comment(idea, position="for")
        make_comment(idea, above=root)
    paths = (f"/idees/{idea.id}", f"/idees/{idea.id}/commentaires/{root.id}")
    for path in paths:
        get(reader, path)
        with statements() as sent:
            assert reader.get(path).status_code == 200
        assert len(sent) <= most, "\n".join(sent)


def test_a_program_reads_comments_with_the_first_answers(client: FlaskClient) -> None:
    idea = make_idea()
    root = make_comment(idea, position="against")
    answers = [str(make_comment(idea, above=root).id) for _ in range(4)]
    db.session().commit()
    path = f"/api/v1/ideas/{idea.id}/comments"
    [item] = client.get(path).get_json()["items"]
    assert (item["position"], item["reply_count"], item["parent"]) == ("against", 4, None)
    assert [reply["id"] for reply in item["replies"]] == answers[:2]
    page = client.get(f"{path}?parent={root.id}&limit=3").get_json()
    more = client.get(f"{path}?parent={root.id}&limit=3&cursor={page['next_cursor']}").get_json()
    assert [reply["id"] for reply in page["items"] + more["items"]] == answers
    assert client.get(f"{path}?position=for").get_json()["items"] == []


def test_a_program_is_told_when_to_send_the_third(resident: FlaskClient, clock: datetime) -> None:
    path = f"/api/v1/ideas/{make_idea().id}/comments"
    db.session().commit()
    for body in ("Un.", "Deux."):
        assert resident.post(path, json={"body": body}, headers=KIND).status_code == 201
    held = resident.post(path, json={"body": "Trois."}, headers=KIND)
    assert (held.status_code, held.headers["Retry-After"]) == (429, "60")
    assert held.get_json()["code"] == "breath_needed"
    assert held.mimetype == "application/problem+json"


def test_a_program_answers_comments_and_no_answers(resident: FlaskClient) -> None:
    idea = make_idea(make_call(moderation="after"))
    root = make_comment(idea)
    db.session().commit()
    path = f"/api/v1/ideas/{idea.id}/comments"
    sent = {"body": "Moi aussi.", "parent": str(root.id)}
    first = resident.post(path, json=sent, headers=KIND)
    assert (first.status_code, first.get_json()["parent"]) == (201, str(root.id))
    assert (first.get_json()["reply_count"], first.get_json()["replies"]) == (0, [])
    second = resident.post(path, json=sent | {"parent": first.get_json()["id"]}, headers=KIND)
    assert (second.status_code, list(second.get_json()["errors"])) == (422, ["parent"])


def test_a_program_gets_the_place_of_what_is_gone_without_its_words(client: FlaskClient) -> None:
    idea = make_idea()
    root = make_comment(idea, body="Des mots durs.", position="against")
    make_comment(idea, above=root)
    move_comment_to(root, Visibility.REFUSED)
    db.session().commit()
    [item] = client.get(f"/api/v1/ideas/{idea.id}/comments").get_json()["items"]
    assert (item["is_gone"], item["body"], item["author_name"]) == (True, "", "")
    assert (item["visibility"], item["position"]) == ("removed", None)
    assert client.get(f"/api/v1/comments/{root.id}").status_code == 404
