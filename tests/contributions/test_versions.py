"""The texts an idea has had: what everybody could read, and what changed."""

import uuid

import pytest
from flask.testing import FlaskClient

from beffroi.contributions import services
from beffroi.contributions.models import Call, Idea
from beffroi.contributions.problems import TextRemoved
from beffroi.contributions.rules import Visibility
from beffroi.contributions.rules.differences import Part, Piece
from beffroi.contributions.rules.questions import Definition, Kind, Option, Question
from beffroi.contributions.services import fields
from beffroi.contributions.services.photos.of_ideas import remove_idea_photo
from beffroi.contributions.services.publication import move_idea_to
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, Actor
from beffroi.core.problems import NotFound
from beffroi.identity.models import Person
from tests.factories import make_call, make_idea, make_person, make_staff
from tests.photo_factories import make_photo
from tests.support.actors import actor_of
from tests.support.statements import statements

pytestmark = pytest.mark.usefixtures("app", "clock")


def revised(author: Person, *bodies: str, moderation: str = "after") -> Idea:
    """A public idea, then a new text of it for each body."""
    idea = make_idea(make_call(moderation=moderation), author)
    for number, body in enumerate(bodies, start=1):
        services.revise_idea(actor_of(author), idea.id, idea.title, body, number)
        db.session().flush()
    return idea


WHO = Question(id="q1", kind=Kind.SHORT, label="Avec qui ?")
WHEN = Question(
    id="q2",
    kind=Kind.SINGLE,
    label="Quand ?",
    options=(Option("a1", "Le matin"), Option("a2", "Le soir")),
)


def answered(author: Person, *answers: dict[str, str]) -> Idea:
    """A public idea with an empty sheet of questions, then the same text with these answers."""
    call = make_call(moderation="after")
    staff = actor_of(make_staff(), "staff")
    fields.change_fields(staff, call.slug, Definition((WHO, WHEN)), 0)
    idea = make_idea(call, author)
    for number, given in enumerate(answers, start=1):
        actor = actor_of(author)
        services.revise_idea(actor, idea.id, idea.title, idea.body, number, given)
        db.session().flush()
    return idea


def read(actor: Actor, idea_id: uuid.UUID) -> list[int]:
    return [one.version for one in services.versions_of(actor, idea_id).items]


def test_every_text_that_was_public_is_read_again() -> None:
    idea = revised(make_person(), "Deux bancs.", "Trois bancs.")
    assert read(ANONYMOUS, idea.id) == [3, 2, 1]


def test_a_text_that_waits_hides_all_of_them_from_others() -> None:
    me = make_person()
    idea = revised(me, "Deux bancs.", moderation="before")
    assert idea.visibility == "waiting"
    with pytest.raises(NotFound):
        read(ANONYMOUS, idea.id)
    assert read(actor_of(me), idea.id) == [2, 1]
    move_idea_to(idea, Visibility.PUBLISHED)
    assert read(ANONYMOUS, idea.id) == [2, 1]


@pytest.mark.parametrize("taken_back", [Visibility.CHANGES_ASKED, Visibility.REFUSED])
def test_a_text_that_the_moderation_took_back_is_shown_no_more(taken_back: Visibility) -> None:
    me = make_person()
    idea = revised(me, "Appelez le 06 12 34 56 78.")
    move_idea_to(idea, taken_back)
    db.session().flush()
    with pytest.raises(NotFound):
        read(ANONYMOUS, idea.id)
    assert read(actor_of(me), idea.id) == [2, 1]
    idea.version = 1  # as if the text that was there before stood again
    move_idea_to(idea, Visibility.PUBLISHED)
    db.session().flush()
    assert read(ANONYMOUS, idea.id) == [1]
    with pytest.raises(NotFound):
        services.compare_versions(ANONYMOUS, idea.id, 2)
    with pytest.raises(NotFound):
        services.compare_versions(ANONYMOUS, idea.id, 1, since=2)


def test_a_text_never_read_by_anybody_is_not_among_them() -> None:
    me = make_person()
    idea = make_idea(make_call(moderation="before"), me, visibility="waiting")
    services.revise_idea(actor_of(me), idea.id, idea.title, "Deux bancs.", 1)
    move_idea_to(idea, Visibility.PUBLISHED)
    db.session().flush()
    assert read(ANONYMOUS, idea.id) == [2]
    compared = services.compare_versions(ANONYMOUS, idea.id, 2)
    assert (compared.since, compared.body) == (None, (Piece("same", "Deux bancs."),))


def test_what_its_author_took_away_has_no_versions() -> None:
    idea = revised(make_person(), "Deux bancs.")
    move_idea_to(idea, Visibility.REMOVED)
    db.session().flush()
    with pytest.raises(TextRemoved):
        read(ANONYMOUS, idea.id)


def test_what_changed_is_said_word_by_word() -> None:
    idea = revised(make_person(), "Les grands-parents attendent assis.")
    compared = services.compare_versions(ANONYMOUS, idea.id, 2)
    assert compared.since is not None
    assert compared.since.version == 1
    assert Piece("gone", " debout à la sortie") in compared.body
    assert Piece("new", " assis") in compared.body


def test_what_was_answered_beside_the_text_is_compared_too() -> None:
    first, then = {"q1": "Avec l’école", "q2": "a1"}, {"q1": "Avec le club", "q2": "a2"}
    idea = answered(make_person(), first, then, {"q2": "a2"})
    compared = services.compare_versions(ANONYMOUS, idea.id, 3)
    who, when = compared.fields
    assert (who.label, who.before, who.after) == ("Avec qui ?", "Avec l’école", "Avec le club")
    assert Piece("same", "Avec") in who.pieces
    assert when.pieces == (Piece("gone", "Le matin"), Piece("new", "Le soir"))
    assert compared.changed == (Part.ANSWERS,)
    gone = services.compare_versions(ANONYMOUS, idea.id, 4).fields[0]
    assert (gone.before, gone.after) == ("Avec le club", None)
    came = services.compare_versions(ANONYMOUS, idea.id, 2).fields
    assert [one.before for one in came] == [None, None]


def test_another_choice_stands_apart_from_the_one_it_replaces(client: FlaskClient) -> None:
    idea = answered(make_person(), {"q2": "a1"}, {"q2": "a2"})
    db.session().commit()
    assert "</del> <ins>" in client.get(f"/idees/{idea.id}/versions").text


def test_answers_of_a_text_that_was_taken_back_are_hidden_with_it() -> None:
    me = make_person()
    idea = answered(me, {"q1": "Appelez le 06 12 34 56 78"})
    move_idea_to(idea, Visibility.CHANGES_ASKED)
    services.revise_idea(actor_of(me), idea.id, idea.title, idea.body, 2, {"q1": "L’école"})
    db.session().flush()
    move_idea_to(idea, Visibility.PUBLISHED)
    db.session().flush()
    (change,) = services.compare_versions(ANONYMOUS, idea.id, 3).fields
    assert (change.before, change.after) == (None, "L’école")
    own = services.compare_versions(actor_of(me), idea.id, 3).fields
    assert own[0].before == "Appelez le 06 12 34 56 78"


def test_a_version_with_the_words_of_the_one_before_came_with_other_pictures() -> None:
    me = make_person()
    idea = answered(me, {"q1": "L’école"})
    remove_idea_photo(actor_of(me), idea.id, make_photo(idea).id)
    db.session().flush()
    assert services.compare_versions(ANONYMOUS, idea.id, 3).changed == (Part.PICTURES,)
    assert [one.text for one in fields.told_fields(idea.id)] == ["L’école"]
    assert services.idea_page(ANONYMOUS, idea.id).last_change == (Part.PICTURES,)
    assert services.compare_versions(ANONYMOUS, idea.id, 3, since=1).changed == (Part.ANSWERS,)


def test_the_pages_say_what_changed(client: FlaskClient) -> None:
    me = make_person()
    idea = answered(me, {"q1": "L’école"})
    services.revise_idea(actor_of(me), idea.id, idea.title, "Deux bancs.", 2, {"q1": "Le club"})
    db.session().flush()
    url = f"/idees/{idea.id}"
    db.session().commit()
    assert "le texte, les réponses. Voir les versions" in client.get(url).text
    html = client.get(f"{url}/versions").text
    assert "le texte, les réponses.<" in html
    assert "Avec qui ?" in html
    remove_idea_photo(actor_of(me), idea.id, make_photo(idea).id)
    db.session().commit()
    assert "les photos. Voir les versions" in client.get(url).text
    assert "Seules les photos ont changé" in client.get(f"{url}/versions").text
    compared = client.get(f"/api/v1{url.replace('idees', 'ideas')}/versions/4").get_json()
    assert (compared["changed"], compared["fields"][0]["after"]) == (["pictures"], "Le club")


def test_the_same_few_statements_whatever_their_number() -> None:
    idea = revised(make_person(), *[f"{number} bancs." for number in range(20)])
    with statements() as sent:
        assert len(read(ANONYMOUS, idea.id)) == 15
        services.compare_versions(ANONYMOUS, idea.id, 21)
    assert len(sent) <= 5


def test_the_page_says_it_in_words_and_not_by_colour_alone(client: FlaskClient) -> None:
    idea = revised(make_person(), "Un <b>abri</b> suffirait.", "Deux abris.")
    url = f"/idees/{idea.id}"
    db.session().commit()
    html = client.get(f"{url}/versions").text
    assert "<del>" in html
    assert "<ins>" in html
    assert "[enlevé" in html
    assert "&lt;b" in html
    assert "De la version 1 à la version 3" in client.get(f"{url}/versions?de=1&a=3").text
    assert f'href="{url}/versions"' in client.get(url).text
    assert client.get(f"{url}/versions?de=9&a=3").status_code == 404
    assert client.get(f"{url}/versions?a=x&de=-1").status_code == 200


def test_programs_read_them_too(client: FlaskClient) -> None:
    idea = revised(make_person(), "Deux bancs.")
    url = f"/api/v1/ideas/{idea.id}/versions"
    db.session().commit()
    listed = client.get(url).get_json()
    assert [one["version"] for one in listed["items"]] == [2, 1]
    compared = client.get(f"{url}/2").get_json()
    assert compared["since"] == 1
    assert "".join(p["text"] for p in compared["body"] if p["kind"] != "gone") == "Deux bancs."
    assert client.get(f"{url}/1").get_json()["since"] is None
    assert client.get(f"{url}/2?since=9").status_code == 404
    assert client.get(f"{url}/0").status_code == 404
    assert client.get(f"{url}/{2**31}").status_code == 404
    assert client.get(f"{url}/2?since={2**31}").status_code in {404, 422}


def test_the_page_takes_few_statements(client: FlaskClient) -> None:
    idea = answered(make_person(), {"q1": "L’école"}, {"q1": "L’école et le club"})
    here = f"/idees/{idea.id}/versions"
    db.session().commit()
    client.get(here)
    with statements() as sent:
        assert client.get(here).status_code == 200
    assert len(sent) <= 5, "\n".join(sent)


def test_what_joined_another_keeps_its_versions(client: FlaskClient) -> None:
    idea, staff = revised(make_person(), "Deux bancs."), actor_of(make_staff(), "staff")
    other = make_idea(db.session().get_one(Call, idea.call_id))
    services.merge_ideas(staff, other.id, [idea.id], "La même.")
    db.session().commit()
    assert read(ANONYMOUS, idea.id) == [2, 1]
    assert f"/idees/{idea.id}/versions" in client.get(f"/idees/{idea.id}").text
    assert client.get(f"/idees/{idea.id}/versions").status_code == 200
