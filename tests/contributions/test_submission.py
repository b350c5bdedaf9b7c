"""Submitting an idea through the one service that pages, API and imports share."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from beffroi.contributions import services
from beffroi.contributions.models import Call, Idea, IdeaTheme, IdeaVersion
from beffroi.contributions.problems import CallNotOpen
from beffroi.contributions.proposals import NewIdea
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, SYSTEM
from beffroi.core.events import StoredEvent
from beffroi.core.problems import Invalid
from beffroi.identity.models import Person, SignInLink
from beffroi.territories import services as territories
from tests.factories import make_call, make_person
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


def new(call: Call, **given: Any) -> NewIdea:
    values: dict[str, Any] = {
        "call_slug": call.slug,
        "title": "Un banc près de l’école",
        "body": "On attend debout à la sortie.",
        "author_name": "Zoé",
    }
    return NewIdea(**values | given)


def events() -> list[str]:
    return list(db.session().scalars(select(StoredEvent.name).order_by(StoredEvent.id)))


def errors_of(refused: Any) -> set[str]:
    return set(refused.value.errors)


def test_an_idea_waits_for_a_decision_in_a_call_that_says_so() -> None:
    idea = services.submit_idea(actor_of(make_person()), new(make_call(moderation="before")))
    db.session().flush()
    assert (idea.visibility, idea.published_at) == ("waiting", None)
    assert sorted(events()) == ["CallFrozen", "IdeaSubmitted"]  # the first of its call


def test_somebody_signed_in_is_published_at_once_where_texts_are_read_after() -> None:
    idea = services.submit_idea(actor_of(make_person()), new(make_call(moderation="after")))
    db.session().flush()
    assert (idea.visibility, idea.published_at) == ("published", core_clock.now())
    assert set(events()) == {"CallFrozen", "IdeaSubmitted", "IdeaPublished"}


def test_nobody_known_waits_even_where_texts_are_read_after() -> None:
    idea = services.submit_idea(ANONYMOUS, new(make_call(moderation="after")))
    assert idea.visibility == "waiting"


def test_the_system_brings_in_what_is_public_already() -> None:
    idea = services.submit_idea(SYSTEM, new(make_call(moderation="after"), source_key="12"))
    assert idea.visibility == "published"


def test_the_first_version_and_the_themes_are_kept() -> None:
    call = make_call()
    slugs = tuple(theme.slug for theme in territories.themes_of("lens-lievin")[:2])
    idea = services.submit_idea(ANONYMOUS, new(call, theme_slugs=(*slugs, slugs[0])))
    db.session().flush()
    version = db.session().get_one(IdeaVersion, (idea.id, 1))
    themes = select(IdeaTheme.theme_slug).where(IdeaTheme.idea_id == idea.id)
    assert version.body == idea.body
    assert set(db.session().scalars(themes)) == set(slugs)


def test_somebody_signed_in_signs_with_their_own_name() -> None:
    person = make_person(display_name="Lucie")
    idea = services.submit_idea(actor_of(person), new(make_call(), author_name="Un autre"))
    assert (idea.author_name, idea.author_id, idea.author_confirmed) == ("Lucie", person.id, True)


def test_an_address_gets_a_link_to_confirm_and_follow() -> None:
    idea = services.submit_idea(ANONYMOUS, new(make_call(), email="zoe@example.org"))
    db.session().flush()
    link = db.session().scalars(select(SignInLink)).one()
    person = db.session().scalars(select(Person).filter_by(email="zoe@example.org")).one()
    assert link.next_path == f"/idees/{idea.id}/suivi"
    assert (idea.author_id, idea.author_confirmed) == (person.id, False)


def test_an_address_that_was_sent_many_links_keeps_its_idea() -> None:
    call = make_call()
    for number in range(7):
        services.submit_idea(ANONYMOUS, new(call, email="zoe@example.org", title=f"Idée {number}"))
    db.session().flush()
    assert db.session().scalar(select(func.count()).select_from(Idea)) == 7


def test_nobody_needs_an_address() -> None:
    idea = services.submit_idea(ANONYMOUS, new(make_call()))
    assert (idea.author_id, idea.author_name) == (None, "Zoé")


def test_without_an_account_a_public_name_is_asked() -> None:
    with pytest.raises(Invalid) as refused:
        services.submit_idea(ANONYMOUS, new(make_call(), author_name="  "))
    assert errors_of(refused) == {"author_name"}


@pytest.mark.parametrize("days", [-10, 60])
def test_nothing_is_sent_to_a_call_out_of_its_dates(clock: datetime, days: int) -> None:
    call = make_call()
    with core_clock.at(clock + timedelta(days=days)), pytest.raises(CallNotOpen):
        services.submit_idea(ANONYMOUS, new(call))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": "x" * 121}, "title"),
        ({"title": " \n "}, "title"),
        ({"body": "y" * 5001}, "body"),
        ({"body": "avant\x00après"}, "body"),
        ({"title": "\u202eà l’envers"}, "title"),
        ({"author_name": "n" * 81}, "author_name"),
        ({"call_slug": "nulle-part"}, "call"),
        ({"call_slug": "\x00"}, "call"),
        ({"neighbourhood_slug": "nulle-part"}, "neighbourhood"),
        ({"theme_slugs": ("rien",)}, "themes"),
    ],
)
def test_what_is_wrong_is_named(given: dict[str, Any], field: str) -> None:
    call = make_call()
    with pytest.raises(Invalid) as refused:
        services.submit_idea(ANONYMOUS, new(call, **given))
    assert errors_of(refused) == {field}


def test_a_call_held_elsewhere_takes_no_idea_from_here() -> None:
    call = make_call(neighbourhoods=("cite-bellevue",))
    with pytest.raises(Invalid) as refused:
        services.submit_idea(ANONYMOUS, new(call, neighbourhood_slug="cite-des-brebis"))
    assert errors_of(refused) == {"neighbourhood"}


def test_more_themes_than_five_are_refused() -> None:
    slugs = tuple(theme.slug for theme in territories.themes_of("lens-lievin"))
    assert len(slugs) > 5
    with pytest.raises(Invalid) as refused:
        services.submit_idea(ANONYMOUS, new(make_call(), theme_slugs=slugs))
    assert errors_of(refused) == {"themes"}


def test_a_foreign_line_is_known_again_by_its_key(app: Flask) -> None:
    call = make_call(moderation="after")
    services.submit_idea(SYSTEM, new(call, source_key="a-1", outside_supports=40))
    db.session().flush()
    assert services.known_sources(call.slug, ["a-1", "a-2"]) == {"a-1"}
