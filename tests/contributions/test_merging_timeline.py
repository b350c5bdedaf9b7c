"""Merges, separations and splits on the timeline of each idea concerned, with links both ways."""

import uuid
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from beffroi.contributions import services, story
from beffroi.contributions.models import Idea
from beffroi.contributions.proposals import Part
from beffroi.contributions.rules import Visibility
from beffroi.contributions.services.publication import move_idea_to
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, Actor
from beffroi.core.register import Choice
from beffroi.identity.services.erasure import erase
from tests.factories import make_call, make_idea, make_person, make_staff
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("clock")
WHY, NOT_SO = "Elles disent la même chose.", "Ce n’est pas le même lieu."
BODY = "Des bancs à la gare. Des lampes rue Basse."
PARTS = (Part("Les bancs", "Des bancs à la gare."), Part("Les lampes", "Des lampes rue Basse."))


@pytest.fixture
def staff(app: Flask) -> Actor:
    """Somebody of the staff of Lens-Liévin."""
    return actor_of(make_staff(), "staff")


def told(idea: Idea) -> list[tuple[str, str, list[uuid.UUID]]]:
    steps = services.history_of(ANONYMOUS, idea.id)
    return [(one.kind, one.answer, [other.id for other in one.ideas]) for one in steps]


def test_a_merge_and_its_undoing_are_told_by_both_with_links(
    staff: Actor, clock: datetime, client: FlaskClient
) -> None:
    call = make_call()
    one, other = make_idea(call, title="Un banc"), make_idea(call, title="Des bancs")
    services.merge_ideas(staff, other.id, [one.id], WHY)
    with core_clock.at(clock + timedelta(days=1)):
        services.separate_idea(staff, one.id, NOT_SO)
    assert told(one) == [("joined", WHY, [other.id]), ("left", NOT_SO, [other.id])]
    assert told(other) == [("was_joined", WHY, [one.id]), ("was_left", NOT_SO, [one.id])]
    db.session().commit()
    for here, there in ((one, other), (other, one)):
        aside = client.get(f"/idees/{here.id}").text.partition("Ce qu’elle devient")[2]
        assert aside.count(f'href="/idees/{there.id}"') == 2
        assert NOT_SO in aside


def test_the_last_step_of_an_idea_that_joined_another_leads_to_it(staff: Actor) -> None:
    call = make_call()
    one, other = make_idea(call, stage="studied"), make_idea(call)
    services.merge_ideas(staff, other.id, [one.id], WHY)
    steps = story.timeline(
        services.idea_page(ANONYMOUS, one.id), services.history_of(ANONYMOUS, one.id)
    )
    assert [(str(step.label), step.state) for step in steps] == [
        ("Envoyée", "done"),
        ("Publiée", "done"),
        ("À l’étude", "done"),
        ("Réunie avec une autre idée", "end"),
    ]
    assert steps[-1].links == ((other.title, f"/idees/{other.id}"),)


def test_a_split_is_one_step_of_the_first_and_a_step_of_each_part(staff: Actor) -> None:
    idea = make_idea(body=BODY)
    made = services.split_idea(staff, idea.id, PARTS, WHY)
    assert told(idea) == [("split", WHY, [one.id for one in made])]
    assert [told(one) for one in made] == [[("made_of", WHY, [idea.id])]] * 2


def test_several_that_join_at_once_are_a_step_each(staff: Actor) -> None:
    call = make_call()
    target, *others = (make_idea(call) for _ in range(3))
    services.merge_ideas(staff, target.id, [one.id for one in others], WHY)
    assert told(target) == [("was_joined", WHY, [one.id]) for one in others]


@pytest.mark.parametrize("how", ["waiting", "changes_asked", "refused", "unproven"])
def test_what_is_hidden_is_named_by_neither(staff: Actor, how: str, client: FlaskClient) -> None:
    call = make_call()
    hidden, other = make_idea(call, title="Zyzomys"), make_idea(call)
    services.merge_ideas(staff, other.id, [hidden.id], "Zyzomys la dit aussi.")
    services.separate_idea(staff, hidden.id, "Zyzomys est à part.")
    services.merge_ideas(staff, hidden.id, [other.id], "Zyzomys la dit mieux.")
    services.separate_idea(staff, other.id, "Zyzomys est à part.")
    whole = make_idea(body=BODY)
    part, seen = services.split_idea(staff, whole.id, (Part("Zyzomys", BODY[:20]), PARTS[1]), WHY)
    for one in (hidden, part):
        move_idea_to(one, Visibility(how))
    db.session().commit()
    assert told(other) == []
    assert told(whole) == [("split", WHY, [seen.id])]
    for idea in (other, whole):
        for path in (f"/idees/{idea.id}", f"/api/v1/ideas/{idea.id}"):
            assert "Zyzomys" not in client.get(path).text
        assert "Zyzomys" not in client.get(f"/api/v1/ideas/{idea.id}/history").text


def test_an_idea_that_joined_one_that_is_gone_says_it_without_a_name(staff: Actor) -> None:
    call = make_call()
    one, other = make_idea(call), make_idea(call)
    services.merge_ideas(staff, other.id, [one.id], WHY)
    move_idea_to(other, Visibility.REFUSED)
    db.session().flush()
    last = story.timeline(services.idea_page(ANONYMOUS, one.id))[-1]
    assert (str(last.label), last.state, last.text, last.links) == (
        "Réunie avec une autre",
        "end",
        "",
        (),
    )


def test_who_takes_a_text_away_takes_its_name_out_of_other_timelines(staff: Actor) -> None:
    call, bob = make_call(), make_person()
    one, other = make_idea(call, bob, title="Zyzomys"), make_idea(call)
    services.merge_ideas(staff, other.id, [one.id], WHY)
    erase(actor_of(bob), bob.id, Choice.REMOVE)
    assert told(other) == []
