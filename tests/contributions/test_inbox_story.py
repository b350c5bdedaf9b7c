"""What the staff did with an idea: told in the inbox from the journal, by their names of today."""

from collections.abc import Callable

import pytest
from flask import Flask

from beffroi.contributions import services as contributions
from beffroi.contributions.inbox import services
from beffroi.contributions.inbox.views import StaffAct, StaffStory
from beffroi.contributions.models import Call, Idea
from beffroi.contributions.proposals import Part
from beffroi.contributions.rules.inbox import MAX_STORY, Done
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.register import Choice
from beffroi.identity.models import Person
from beffroi.identity.services.erasure import erase
from tests.factories import make_idea, make_person, make_staff
from tests.support.actors import actor_of
from tests.support.people import SignIn
from tests.support.statements import statements

pytestmark = pytest.mark.usefixtures("app", "clock")


def one_of_staff(display_name: str) -> Person:
    person = make_staff()
    person.display_name = display_name
    db.session().flush()
    return person


@pytest.fixture
def awa(app: Flask) -> Person:
    """Somebody of the staff of Lens-Liévin."""
    return one_of_staff("Awa Diop")


@pytest.fixture
def staff(awa: Person) -> Actor:
    return actor_of(awa, "staff")


def story(staff: Actor, idea: Idea) -> StaffStory:
    db.session().flush()
    return services.inbox_idea(staff, idea.id).story


def told(act: StaffAct) -> tuple[Done, str, str, str]:
    return act.done, act.by_name, act.about, act.code


def test_each_act_is_told_with_who_did_it_the_last_one_first(staff: Actor) -> None:
    idea, other = make_idea(), make_idea(title="Ailleurs")
    zoe = one_of_staff("Zoé Petit")
    services.tag_idea(staff, other.id, "Rien à voir")
    services.assign_idea(staff, idea.id, zoe.id)
    tag = services.tag_idea(actor_of(zoe, "staff"), idea.id, "Voirie")
    services.untag_idea(staff, idea.id, tag)
    note = services.write_note(staff, idea.id, "Appeler le bailleur.")
    services.drop_note(staff, note.id)
    services.assign_idea(staff, idea.id, None)
    contributions.move_idea(staff, idea.id, "studied", "")
    assert [told(act) for act in story(staff, idea).acts] == [
        (Done.MOVED, "Awa Diop", "", "studied"),
        (Done.LEFT_TO_NOBODY, "Awa Diop", "", ""),
        (Done.NOTE_DROPPED, "Awa Diop", "", ""),
        (Done.NOTED, "Awa Diop", "", ""),
        (Done.UNTAGGED, "Awa Diop", "Voirie", ""),
        (Done.TAGGED, "Zoé Petit", "Voirie", ""),
        (Done.ASSIGNED, "Awa Diop", "Zoé Petit", ""),
    ]


def test_a_merge_stands_in_the_story_of_both(staff: Actor) -> None:
    idea = make_idea()
    joined = make_idea(db.session().get_one(Call, idea.call_id), title="La même")
    contributions.merge_ideas(staff, idea.id, [joined.id], "La même idée.")
    contributions.separate_idea(staff, joined.id, "Elles diffèrent.")
    assert [act.done for act in story(staff, idea).acts] == [Done.WAS_LEFT, Done.WAS_JOINED]
    assert [act.done for act in story(staff, joined).acts] == [Done.LEFT, Done.JOINED]


def test_thirty_are_told_and_the_rest_is_counted(staff: Actor) -> None:
    idea = make_idea()
    for number in range(MAX_STORY + 3):
        services.write_note(staff, idea.id, f"Note {number}.")
    found = story(staff, idea)
    assert (len(found.acts), found.earlier) == (MAX_STORY, 3)


def test_it_costs_a_few_statements_however_long(staff: Actor) -> None:
    counts = []
    idea = make_idea()
    for _ in range(2):
        for number in range(6):
            services.tag_idea(staff, idea.id, f"t{number}")
            services.write_note(staff, idea.id, "Encore.")
        db.session().flush()
        with statements() as sent:
            services.inbox_idea(staff, idea.id)
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_names_are_those_of_today_and_whoever_left_has_none(staff: Actor, awa: Person) -> None:
    idea, zoe = make_idea(), one_of_staff("Zoé Petit")
    services.write_note(actor_of(zoe, "staff"), idea.id, "Bonjour.")
    awa.display_name = "Awa Ndiaye"
    services.write_note(staff, idea.id, "Bonsoir.")
    erase(actor_of(zoe), zoe.id, Choice.ANONYMISE)
    names = [act.by_name for act in story(staff, idea).acts]
    assert names == ["Awa Ndiaye", ""]


@pytest.mark.parametrize("make_author", [make_person, make_staff])
def test_an_author_who_agrees_to_a_split_is_not_named_as_one_of_the_staff(
    staff: Actor, make_author: Callable[[], Person]
) -> None:
    author = make_author()
    idea = make_idea(author=author, title="Un banc", body="Un banc. Un arbre.")
    parts = [Part("Un banc", "Un banc neuf."), Part("Un arbre", "Un arbre.")]
    contributions.split_idea(staff, idea.id, parts, "Deux sujets.", ask=True)
    db.session().flush()
    contributions.answer_split(actor_of(author), idea.id, agrees=True, words="")
    found = [(act.done, act.by_name) for act in story(staff, idea).acts]
    assert found == [(Done.SPLIT, ""), (Done.SPLIT_PROPOSED, "Awa Diop")]


def test_the_page_and_the_api_tell_it_to_the_staff_alone(
    staff: Actor, awa: Person, sign_in: SignIn
) -> None:
    author = make_person()
    idea = make_idea(author=author)
    services.tag_idea(staff, idea.id, "Voirie")
    db.session().commit()
    page, api = f"/administration/idees/{idea.id}", f"/api/v1/inbox/ideas/{idea.id}"
    client = sign_in(awa)
    html = client.get(page).text
    assert "Ce que l’équipe a fait" in html
    assert "Awa Diop · " in html
    (act,) = client.get(api).get_json()["story"]["acts"]
    assert (act["done"], act["by_name"], act["about"]) == ("tagged", "Awa Diop", "Voirie")
    reader = sign_in(author)
    assert (reader.get(page).status_code, reader.get(api).status_code) == (403, 403)
    assert "Awa Diop" not in reader.get(f"/idees/{idea.id}").text
